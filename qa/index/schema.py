"""Defines the catalog's tables, their version, and the manifest that names model and settings.

Beside the catalog. The manifest is how an index knows its model and refuses another.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from qa.errors import IndexMismatch, StoreError
from qa.index import bookkeeping, catalog_listing, line_counts, tallies
from qa.index.database import Database, Session

# Raise it whenever a table changes or the same article would get other rows.
SCHEMA_VERSION = 9

# By story, so that those of a slice are found without looking at all of their articles.
_SLICES = (
    """CREATE TABLE story_slices (
        slice INTEGER NOT NULL, story TEXT NOT NULL, article TEXT NOT NULL,
        PRIMARY KEY (slice, story, article)
    ) WITHOUT ROWID""",
    "CREATE INDEX story_slices_by_article ON story_slices (article)",
)

# What layout 9 has more, made after the rest.
_TO_9 = (*tallies.STATEMENTS, *line_counts.STATEMENTS, *catalog_listing.STATEMENTS)

TABLES = (
    "CREATE TABLE manifest (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE files (
        path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
        ctime_ns INTEGER NOT NULL, sha256 TEXT NOT NULL, state TEXT NOT NULL,
        reason TEXT NOT NULL, checked_ns INTEGER NOT NULL, indexed_at TEXT NOT NULL,
        reading INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID""",
    # Copies of a text are all kept and one of them is shown, so that another can take its
    # place when it goes without being read again.
    """CREATE TABLE articles (
        file TEXT NOT NULL, ordinal INTEGER NOT NULL, shown INTEGER NOT NULL,
        id TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
        digest TEXT NOT NULL, date TEXT, author TEXT, source TEXT, url TEXT,
        language TEXT NOT NULL, places TEXT NOT NULL, cleaned INTEGER NOT NULL DEFAULT 0,
        left_out TEXT NOT NULL DEFAULT '[]', ocr INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (file, ordinal)
    )""",
    "CREATE INDEX articles_by_id ON articles (id, shown)",
    "CREATE INDEX articles_by_digest ON articles (digest, shown)",
    # `start` and `stop` are code points; the text is a slice of the article's.
    """CREATE TABLE passages (
        id TEXT PRIMARY KEY, article TEXT NOT NULL, start INTEGER NOT NULL,
        stop INTEGER NOT NULL, key TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX passages_by_article ON passages (article, start)",
    "CREATE INDEX passages_by_key ON passages (key)",
    # Articles that tell one story in nearly the same words share its key.
    """CREATE TABLE stories (
        article TEXT PRIMARY KEY, signature BLOB NOT NULL, story TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX stories_by_story ON stories (story)",
    *_SLICES,
    # What repetition is counted over: of each article, as its file alone gives it, the keys of
    # its lines, those of the lines that were taken out, and if there are any the whole.
    """CREATE TABLE originals (
        file TEXT NOT NULL, ordinal INTEGER NOT NULL, source TEXT NOT NULL,
        digest TEXT NOT NULL, keys BLOB NOT NULL, lost BLOB NOT NULL, alone TEXT,
        PRIMARY KEY (file, ordinal)
    ) WITHOUT ROWID""",
    "CREATE TABLE furniture (source TEXT PRIMARY KEY, keys BLOB NOT NULL) WITHOUT ROWID",
    # The keys whose vectors are known to be in the vector store.
    "CREATE TABLE embedded (key TEXT PRIMARY KEY) WITHOUT ROWID",
    *bookkeeping.STATEMENTS,
    *_TO_9,
)


# From earlier layouts to the next: what a build does to bring such a catalog up to date.
_TO_6 = (
    "ALTER TABLE files ADD COLUMN reading INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE files ADD COLUMN tries INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE articles ADD COLUMN cleaned INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE articles ADD COLUMN left_out TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE articles ADD COLUMN ocr INTEGER NOT NULL DEFAULT 0",
)
_TO_8 = (
    "ALTER TABLE story_slices RENAME TO earlier_slices",
    "DROP INDEX story_slices_by_article",
    *_SLICES,
    "INSERT INTO story_slices SELECT e.slice, s.story, e.article "
    "FROM earlier_slices e JOIN stories s USING (article)",
    "DROP TABLE earlier_slices",
)
_MIGRATIONS = {
    "5": (*_TO_6, *bookkeeping.STATEMENTS, *_TO_8, *_TO_9),
    "6": (*bookkeeping.STATEMENTS, *_TO_8, *_TO_9),
    "7": (*_TO_8, *_TO_9),
    "8": _TO_9,
}
_READ_BY = {"1": True, "0": False}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the index was built by, and how often it has changed.

    passage_tokens: the size that its passages were split to.
    probe: the model's vector of a fixed sentence, hex of float32, "" until it was loaded.
    generation: changes of words and catalog; vector_generation: those of the vectors.
    word_store, vector_store: names of what holds the words and the vectors; a store that
        was damaged is replaced by one of another name.
    stale_passages: passages that were deleted from the word store since it was made.
    unsettled: a build is under way or was cut short, so words and vectors may differ
        from the catalog until the next one has compared them.
    cleaning: the setting by which its articles were read; None: not all by the same.
    listing: of a folder in which every file was as its row says (`changes.listing_key`), or "".
    """

    model: str
    passage_tokens: int
    probe: str
    generation: int
    vector_generation: int
    built_at: str
    unsettled: bool
    stale_passages: int
    word_store: str
    vector_store: str
    cleaning: bool | None
    listing: str = ""

    @property
    def dim(self) -> int:
        """The length of the model's vectors, 0 until it was loaded."""
        return len(self.probe) // 8


def create_tables(database: Database, *, model: str, passage_tokens: int) -> None:
    """Make a new, empty catalog; one of the layout before gets what is new, another stays."""
    with database.writing() as session:
        if session.has_table("manifest"):
            _migrate(session)
            return
        for statement in (*TABLES, *database.more):
            session.run(statement)
        values = {
            "schema": str(SCHEMA_VERSION),
            "model": model,
            "passage_tokens": str(passage_tokens),
            "probe": "",
            "generation": "0",
            "vector_generation": "0",
            "built_at": "",
            "unsettled": "0",
            "worn": "0",
            "word_store": new_store_name("words"),
            "vector_store": new_store_name("vectors"),
        }
        session.run_many("INSERT INTO manifest VALUES (?, ?)", list(values.items()))


def _migrate(session: Session) -> None:
    found = session.one("SELECT value FROM manifest WHERE name = 'schema'")
    statements = _MIGRATIONS.get(str(found[0]), ()) if found else ()
    for statement in statements:
        session.run(statement)
    if statements:
        write_manifest(session, "schema", SCHEMA_VERSION)


def read_manifest(session: Session) -> Manifest:
    """What the index says of itself.

    Raises IndexMismatch for another version of the tables, StoreError when it is damaged.
    """
    try:
        values = {str(name): str(value) for name, value in session.each("SELECT * FROM manifest")}
        version = int(values["schema"])
        if version != SCHEMA_VERSION:
            remedy = (
                "Bring it up to date with `qa build`; nothing of it is lost."
                if str(version) in _MIGRATIONS
                else "Build it again with `qa build --full`."
            )
            raise IndexMismatch(
                f"The index was built by another version of this program (layout {version}, "
                f"needed {SCHEMA_VERSION}). {remedy}"
            )
        return Manifest(
            model=values["model"],
            passage_tokens=int(values["passage_tokens"]),
            probe=values["probe"],
            generation=int(values["generation"]),
            vector_generation=int(values["vector_generation"]),
            built_at=values["built_at"],
            unsettled=values["unsettled"] == "1",
            stale_passages=int(values["worn"]),
            word_store=values["word_store"],
            vector_store=values["vector_store"],
            cleaning=_READ_BY.get(values.get("cleaning", "1")),  # older ones have no such entry
            listing=values.get("listing", ""),
        )
    except (KeyError, ValueError) as error:
        raise StoreError(
            f"The index's manifest is damaged ({error}). Rebuild it with `qa build --full`."
        ) from None


def new_store_name(kind: str) -> str:
    """A name that no other store has, also valid as a Chroma collection."""
    return f"{kind}-{secrets.token_hex(6)}"


def write_manifest(session: Session, name: str, value: str | int) -> None:
    """Set one entry of the manifest."""
    session.run(
        "INSERT INTO manifest VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, str(value)),
    )


def check_model(manifest: Manifest, wanted: str) -> None:
    """Raises IndexMismatch when the index was built by another model than the one wanted."""
    if manifest.model != wanted:
        raise IndexMismatch(
            f"The index was built with the embedding model {manifest.model}, and "
            f"{wanted} is set. Set QA_EMBEDDING_MODEL={manifest.model} to use the index as it "
            "is, or build it again with `qa build --full`."
        )
