"""Keeps counts and to-do lists of the catalog by SQL triggers, so that no build scans its tables.

Beside the tables. Triggers keep, in the transaction of each change, how many articles,
passages and vectors there are, which keys have yet to be embedded, which may have lost their
last passage, and which articles and sources a build has yet to look at. So a count costs a
look-up and a build what has changed, however many articles there are.
"""

from __future__ import annotations

from qa.index.database import Session

_HAS_VECTOR = "EXISTS (SELECT 1 FROM embedded WHERE key = {}.key)"
_HAS_PASSAGE = "EXISTS (SELECT 1 FROM passages WHERE key = {}.key)"

STATEMENTS = (
    # articles: that are shown; embedded: keys; vectors: passages whose key is embedded.
    "CREATE TABLE counts (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE unembedded (key TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE orphans (key TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE changed_articles (id TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE changed_sources (source TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE INDEX articles_by_day ON articles (shown, date, id)",
    "CREATE INDEX articles_by_source ON articles (shown, source, date)",
    "CREATE INDEX originals_by_source ON originals (source, file, ordinal)",
    f"""CREATE TRIGGER passage_in AFTER INSERT ON passages BEGIN
        UPDATE counts SET n = n + 1 WHERE name = 'passages';
        UPDATE counts SET n = n + 1 WHERE name = 'vectors' AND {_HAS_VECTOR.format("new")};
        INSERT OR IGNORE INTO unembedded SELECT new.key WHERE NOT {_HAS_VECTOR.format("new")};
    END""",
    f"""CREATE TRIGGER passage_out AFTER DELETE ON passages BEGIN
        UPDATE counts SET n = n - 1 WHERE name = 'passages';
        UPDATE counts SET n = n - 1 WHERE name = 'vectors' AND {_HAS_VECTOR.format("old")};
        INSERT OR IGNORE INTO orphans SELECT old.key WHERE {_HAS_VECTOR.format("old")};
        DELETE FROM unembedded WHERE key = old.key AND NOT {_HAS_PASSAGE.format("old")};
    END""",
    f"""CREATE TRIGGER vector_in AFTER INSERT ON embedded BEGIN
        UPDATE counts SET n = n + 1 WHERE name = 'embedded';
        UPDATE counts SET n = n + (SELECT count(*) FROM passages WHERE key = new.key)
            WHERE name = 'vectors';
        DELETE FROM unembedded WHERE key = new.key;
        INSERT OR IGNORE INTO orphans SELECT new.key WHERE NOT {_HAS_PASSAGE.format("new")};
    END""",
    f"""CREATE TRIGGER vector_out AFTER DELETE ON embedded BEGIN
        UPDATE counts SET n = n - 1 WHERE name = 'embedded';
        UPDATE counts SET n = n - (SELECT count(*) FROM passages WHERE key = old.key)
            WHERE name = 'vectors';
        INSERT OR IGNORE INTO unembedded SELECT old.key WHERE {_HAS_PASSAGE.format("old")};
    END""",
    """CREATE TRIGGER article_in AFTER INSERT ON articles BEGIN
        UPDATE counts SET n = n + new.shown WHERE name = 'articles';
        INSERT OR IGNORE INTO changed_articles VALUES (new.id);
    END""",
    """CREATE TRIGGER article_out AFTER DELETE ON articles BEGIN
        UPDATE counts SET n = n - old.shown WHERE name = 'articles';
        INSERT OR IGNORE INTO changed_articles VALUES (old.id);
    END""",
    """CREATE TRIGGER article_changed AFTER UPDATE OF id, shown ON articles BEGIN
        UPDATE counts SET n = n + new.shown - old.shown WHERE name = 'articles';
        INSERT OR IGNORE INTO changed_articles VALUES (old.id);
        INSERT OR IGNORE INTO changed_articles VALUES (new.id);
    END""",
    """CREATE TRIGGER original_in AFTER INSERT ON originals BEGIN
        INSERT OR IGNORE INTO changed_sources VALUES (new.source);
    END""",
    """CREATE TRIGGER original_out AFTER DELETE ON originals BEGIN
        INSERT OR IGNORE INTO changed_sources VALUES (old.source);
    END""",
    # What is there already when the lists are made.
    "INSERT INTO counts SELECT 'articles', count(*) FROM articles WHERE shown = 1",
    "INSERT INTO counts SELECT 'passages', count(*) FROM passages",
    "INSERT INTO counts SELECT 'embedded', count(*) FROM embedded",
    "INSERT INTO counts SELECT 'vectors', count(*) FROM passages p JOIN embedded e USING (key)",
    "INSERT INTO unembedded SELECT DISTINCT key FROM passages p "
    f"WHERE NOT {_HAS_VECTOR.format('p')}",
    f"INSERT INTO orphans SELECT key FROM embedded e WHERE NOT {_HAS_PASSAGE.format('e')}",
    "INSERT OR IGNORE INTO changed_articles SELECT id FROM articles",
    "INSERT OR IGNORE INTO changed_articles SELECT article FROM stories",
    "INSERT INTO changed_sources SELECT DISTINCT source FROM originals",
)


def read_counts(session: Session) -> dict[str, int]:
    """How many "articles" (shown), "passages", "embedded" keys and passages with "vectors"."""
    return {str(name): int(n) for name, n in session.rows("SELECT name, n FROM counts")}


def counted_anew(session: Session) -> dict[str, int]:
    """The same, counted row by row, for a check."""
    queries = [line.removeprefix("INSERT INTO counts ") for line in STATEMENTS]
    rows = [session.rows(line)[0] for line in queries if line.startswith("SELECT '")]
    return {str(name): int(n) for name, n in rows}
