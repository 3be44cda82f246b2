"""Groups articles that tell one story, by MinHash signatures kept in the catalog.

A step of the build after reading. Each article has a signature of its words, and of each
signature 32 slices are stored; only articles that share a slice are compared, so a new
article costs one look-up however many there are. A story is a group connected by such
likeness, and since it depends on the articles alone and not on their order, a build that
was cut short ends in the same groups.

Method: MinHash with banding (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, 3.4);
32 bands of 4 find a pair of likeness .5 with probability .87 and of .6 with .99.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from qa.index.database import Database, Session

BANDS, ROWS = 32, 4
# Articles taken into one transaction.
PAGE = 200


def update_stories(database: Database) -> int:
    """Group the articles that are new and regroup what a removed one held together.

    Returns how many articles were looked at; 0 where nothing has changed.
    """
    # Loaded here because it takes a second and a build without a change never comes here.
    from qa.articles.near_duplicates import signature  # noqa: PLC0415

    with database.writing() as session:
        regroup = _forget(session)
        for article, marks in regroup:
            _join(session, article, marks)
    looked_at, last = len(regroup), ""
    while True:
        with database.writing() as session:
            rows = session.rows(
                "SELECT c.id, a.text FROM changed_articles c JOIN articles a ON a.id = c.id "
                "AND a.shown = 1 WHERE c.id > ? AND NOT EXISTS "
                "(SELECT 1 FROM stories s WHERE s.article = c.id) ORDER BY c.id LIMIT ?",
                (last, PAGE),
            )
            for article, text in rows:
                marks = signature(text)
                session.run("INSERT INTO stories VALUES (?, ?, ?)", (article, marks, article))
                slices = [(value, article) for value in _slices(marks)]
                session.run_many("INSERT OR IGNORE INTO story_slices VALUES (?, ?)", slices)
                _join(session, article, marks)
            if not rows:
                session.run("DELETE FROM changed_articles")
                return looked_at
        looked_at, last = looked_at + len(rows), str(rows[-1][0])


def _forget(session: Session) -> list[tuple[str, bytes]]:
    """Take out articles that are no longer shown; the others of their stories, each alone."""
    gone = session.rows(
        "SELECT s.article, s.story FROM changed_articles c JOIN stories s ON s.article = c.id "
        "WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = c.id AND a.shown = 1)"
    )
    for article, _ in gone:
        session.run("DELETE FROM stories WHERE article = ?", (article,))
        session.run("DELETE FROM story_slices WHERE article = ?", (article,))
    regroup: list[tuple[str, bytes]] = []
    for story in sorted({str(row[1]) for row in gone}):
        left = session.rows(
            "SELECT article, signature FROM stories WHERE story = ? ORDER BY article", (story,)
        )
        regroup += [(str(row[0]), bytes(row[1])) for row in left]
    session.run_many(
        "UPDATE stories SET story = article WHERE article = ?", [(key,) for key, _ in regroup]
    )
    return regroup


def _join(session: Session, article: str, marks: bytes) -> None:
    """Make one story of an article and all that are like it; its key is the least id."""
    from qa.articles.near_duplicates import VARIANT  # noqa: PLC0415

    near = _near(session, marks)
    likeness = _likeness(marks, [theirs for _, theirs in near])
    like = {story for (story, _), share in zip(near, likeness, strict=True) if share >= VARIANT}
    own = session.rows("SELECT story FROM stories WHERE article = ?", (article,))
    stories = sorted(like | {str(row[0]) for row in own})
    if len(stories) > 1:
        key = stories[0]
        session.run_many(
            "UPDATE stories SET story = ? WHERE story = ?", [(key, story) for story in stories[1:]]
        )


def _near(session: Session, marks: bytes) -> list[tuple[str, bytes]]:
    """The story and the signature of each article that shares a slice."""
    slices = _slices(marks)
    if not slices:
        return []
    places = ", ".join("?" * len(slices))
    rows = session.rows(
        "SELECT s.story, s.signature FROM stories s WHERE s.article IN "
        f"(SELECT article FROM story_slices WHERE slice IN ({places}))",
        slices,
    )
    return [(str(row[0]), bytes(row[1])) for row in rows]


def _slices(marks: bytes) -> list[int]:
    """63-bit hashes of the bands of a signature; none for a text too short to compare."""
    if not marks:
        return []
    width = ROWS * 4
    return [
        int.from_bytes(
            hashlib.blake2b(bytes([n]) + marks[n * width : (n + 1) * width], digest_size=8).digest()
        )
        >> 1
        for n in range(BANDS)
    ]


def _likeness(one: bytes, others: Sequence[bytes]) -> list[float]:
    """The shares of equal places, which estimate the Jaccard likeness of the word runs.

    All at once: of pages made from one form each is near to all, and that is a square.
    """
    if not others:
        return []
    table = np.frombuffer(b"".join(others), dtype="<u4").reshape(len(others), -1)
    shares: list[float] = np.mean(table == np.frombuffer(one, dtype="<u4"), axis=1).tolist()
    return shares


def variants(session: Session, article: str) -> Sequence[str]:
    """Ids of the other articles of an article's story, newest first, then by id."""
    rows = session.rows(
        "SELECT DISTINCT a.id, a.date FROM stories s "
        "JOIN stories o ON o.story = s.story AND o.article != s.article "
        "JOIN articles a ON a.id = o.article AND a.shown = 1 "
        "WHERE s.article = ? ORDER BY a.date IS NULL, a.date DESC, a.id",
        (article,),
    )
    return [str(row[0]) for row in rows]
