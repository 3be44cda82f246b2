"""Keeps in how many articles of a source each line stands, counting only what changed.

Beside the catalog's tables, for `repeated_boilerplate`. Triggers list the texts that came or went;
`count_changes` brings the counts up to date with them in short transactions, so a build that is
cut short goes on where it was. Texts count once a source, however many copies there are. Which
counts make a line boilerplate it does not say.
"""

from __future__ import annotations

import struct

from qa.index.database import Database, Session

# Texts counted in one transaction.
PAGE = 1_000
# No line that stands in fewer articles is asked for, so no more are kept in order.
FEWEST = 4

STATEMENTS = (
    "DROP TRIGGER original_in",
    "DROP TRIGGER original_out",
    "DROP INDEX originals_by_source",
    "CREATE INDEX originals_by_text ON originals (source, digest, file, ordinal)",
    "CREATE TABLE changed_texts (source TEXT NOT NULL, digest TEXT NOT NULL, "
    "PRIMARY KEY (source, digest)) WITHOUT ROWID",
    "CREATE TABLE counted_texts (source TEXT NOT NULL, digest TEXT NOT NULL, keys BLOB NOT NULL, "
    "PRIMARY KEY (source, digest)) WITHOUT ROWID",
    "CREATE TABLE counted_sources (source TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE line_counts (source TEXT NOT NULL, key INTEGER NOT NULL, n INTEGER NOT NULL, "
    "PRIMARY KEY (source, key)) WITHOUT ROWID",
    f"CREATE INDEX frequent_lines ON line_counts (source, n) WHERE n >= {FEWEST}",
    # Sources whose articles have not all been cleaned by what was found last.
    "CREATE TABLE unclean_sources (source TEXT PRIMARY KEY) WITHOUT ROWID",
    "INSERT INTO unclean_sources SELECT source FROM changed_sources",
    """CREATE TRIGGER text_in AFTER INSERT ON originals BEGIN
        INSERT OR IGNORE INTO changed_texts VALUES (new.source, new.digest);
    END""",
    """CREATE TRIGGER text_out AFTER DELETE ON originals BEGIN
        INSERT OR IGNORE INTO changed_texts VALUES (old.source, old.digest);
    END""",
    "INSERT INTO changed_texts SELECT DISTINCT source, digest FROM originals",
)


def count_changes(database: Database) -> None:
    """Count the lines of the texts that came or went; their sources are then changed ones."""
    while True:
        with database.writing() as session:
            sql = "SELECT source, digest FROM changed_texts LIMIT ?"
            changed = session.rows(sql, (PAGE,))
            for source, digest in changed:
                _count(session, str(source), str(digest))
            done = "DELETE FROM changed_texts WHERE source = ? AND digest = ?"
            session.run_many(done, changed)
            named = sorted({(str(source),) for source, _ in changed})
            session.run_many("INSERT OR IGNORE INTO changed_sources VALUES (?)", named)
        if not changed:
            return


def texts_of(session: Session, source: str) -> int:
    """How many different texts a source has."""
    row = session.one("SELECT n FROM counted_sources WHERE source = ?", (source,))
    return int(row[0]) if row else 0


def frequent_lines(session: Session, source: str, *, least: float) -> frozenset[int]:
    """The keys of the lines that stand in at least so many texts of a source, FEWEST or more."""
    rows = session.rows(
        f"SELECT key FROM line_counts WHERE source = ? AND n >= {FEWEST} AND n >= ?",
        (source, least),
    )
    return frozenset(int(row[0]) for row in rows)


def to_blob(keys: frozenset[int]) -> bytes:
    """Keys as they are stored: 64-bit numbers, sorted."""
    return struct.pack(f"<{len(keys)}q", *sorted(keys))


def from_blob(blob: bytes) -> frozenset[int]:
    """The inverse of `to_blob`."""
    return frozenset(struct.unpack(f"<{len(blob) // 8}q", blob))


def _count(session: Session, source: str, digest: str) -> None:
    """Bring the counts into step with one text."""
    named = source, digest
    stored = "FROM counted_texts WHERE source = ? AND digest = ?"
    # Of copies the last one speaks.
    now = session.one(
        "SELECT keys FROM originals WHERE source = ? AND digest = ? "
        "ORDER BY file DESC, ordinal DESC LIMIT 1",
        named,
    )
    before = session.one(f"SELECT keys {stored}", named)
    if now == before:
        return
    has, had = from_blob(now[0] if now else b""), from_blob(before[0] if before else b"")
    session.run_many(
        "INSERT INTO line_counts VALUES (?, ?, 1) "
        "ON CONFLICT (source, key) DO UPDATE SET n = line_counts.n + 1",
        [(source, key) for key in sorted(has - had)],
    )
    gone = [(source, key) for key in sorted(had - has)]
    session.run_many("UPDATE line_counts SET n = n - 1 WHERE source = ? AND key = ?", gone)
    session.run_many("DELETE FROM line_counts WHERE source = ? AND key = ? AND n = 0", gone)
    session.run(f"DELETE {stored}", named)
    if now:
        session.run("INSERT INTO counted_texts VALUES (?, ?, ?)", (*named, now[0]))
    session.run(
        "INSERT INTO counted_sources VALUES (?, ?) "
        "ON CONFLICT (source) DO UPDATE SET n = counted_sources.n + excluded.n",
        (source, bool(now) - bool(before)),
    )
