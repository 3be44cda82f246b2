"""Translates the catalog's SQL, which is written once, from SQLite's dialect to PostgreSQL's.

    one statement in SQLite's words -> translate -> the same for PostgreSQL

Beside `postgres_database`. The statements keep to what both engines read alike; what is left is a
short list of rules on words, and functions of the same names. It knows no statement by itself.
"""

from __future__ import annotations

import re
from functools import lru_cache

_BEGIN = re.compile(r"\bBEGIN\s")
_DEFINITION = re.compile(r"(CREATE|ALTER)\b")
# Text is compared byte by byte, as SQLite does, whatever the language of the server.
_TYPES = (
    (re.compile(r"\bTEXT\b"), 'TEXT COLLATE "C"'),
    (re.compile(r"\bINTEGER\b"), "BIGINT"),
    (re.compile(r"\bBLOB\b"), "BYTEA"),
    (re.compile(r"\bWITHOUT ROWID\b"), ""),
)
_WORDS = (
    # Hints that keep SQLite, which has no statistics, from beginning at the wrong end.
    (re.compile(r"\bCROSS JOIN\b"), "JOIN"),
    (re.compile(r"\bINDEXED BY \w+"), ""),
    (re.compile(r"\btemp\."), "pg_temp."),
    (re.compile(r"\b(\w+)\.rowid\b"), r"\1.ctid"),
    # Of ASCII letters only, like SQLite's.
    (re.compile(r"(?<![\w.?])([\w.?]++) COLLATE NOCASE"), r'lower(\1 COLLATE "C")'),
    (re.compile(r"\bDROP TRIGGER (\w+)"), r"DROP FUNCTION \1() CASCADE"),
)
_IGNORE = re.compile(r"\bINSERT OR IGNORE INTO ([^;]+)")

# What SQLite brings along, or is given by `define`. letters: a collation that knows all letters.
FUNCTIONS = """
    CREATE FUNCTION json_each(TEXT) RETURNS TABLE (value TEXT) LANGUAGE sql IMMUTABLE AS
        'SELECT json_array_elements_text($1::json)';
    CREATE FUNCTION json_array_length(TEXT) RETURNS INTEGER LANGUAGE sql IMMUTABLE AS
        'SELECT json_array_length($1::json)';
    CREATE FUNCTION instr(TEXT, TEXT) RETURNS INTEGER LANGUAGE sql IMMUTABLE AS
        'SELECT strpos($1, $2)';
    CREATE FUNCTION said_of(TEXT, TEXT, TEXT, TEXT, TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS
        $$SELECT lower(concat_ws(' ', nullif($1, ''), nullif($2, ''), nullif($3, ''),
            nullif($4, ''), $5, to_char($5::date, 'FMDD Mon YYYY')) COLLATE {letters})$$;
"""
DEFINED = frozenset({"said_of"})

# What this engine needs more than the tables: of each text one copy at most is shown, whoever
# writes; and an order that puts articles without a date last.
STATEMENTS = (
    "CREATE UNIQUE INDEX one_shown ON articles (digest) WHERE shown = 1",
    "CREATE INDEX articles_newest ON articles (date DESC NULLS LAST, file, ordinal) "
    "WHERE shown = 1",
)


@lru_cache(maxsize=1024)
def translate(sql: str) -> str:
    """A statement for PostgreSQL, with $1, $2 in place of question marks."""
    sql = sql.strip()
    if sql.startswith("CREATE TRIGGER "):
        return _function(sql)
    if _DEFINITION.match(sql):
        for pattern, word in _TYPES:
            sql = pattern.sub(word, sql)
    return _numbered(_reworded(sql))


def _reworded(sql: str) -> str:
    for pattern, word in _WORDS:
        sql = pattern.sub(word, sql)
    return _IGNORE.sub(r"INSERT INTO \1 ON CONFLICT DO NOTHING", sql)


def _numbered(sql: str) -> str:
    parts = sql.split("?")
    return parts[0] + "".join(f"${at}{part}" for at, part in enumerate(parts[1:], 1))


def _function(trigger: str) -> str:
    """CREATE TRIGGER name AFTER … ON table [WHEN …] BEGIN … END -> a function, and who calls it."""
    head, body = _BEGIN.split(trigger, maxsplit=1)
    said, _, when = head.partition(" WHEN ")
    event, _, table = said.partition(" ON ")
    name = event.split()[2]
    steps = _reworded(body.removesuffix("END").strip())
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN {steps} RETURN NULL; END$$; "
        f"{event} ON {table.strip()} FOR EACH ROW "
        f"{f'WHEN ({when.strip()}) ' if when else ''}EXECUTE FUNCTION {name}()"
    )
