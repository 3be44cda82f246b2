"""Groups articles that tell one story, by MinHash signatures kept in the catalog.

A step of the build after reading. Each article has a signature of its words, and of each
signature 32 slices are stored beside the story that the article is in; only articles that
share a slice are compared, and of a story no more once one of it is like enough. So a new
article costs as many look-ups as there are stories near to it, however many articles they
have. A story is a group connected by such likeness, and since it depends on the articles alone
and not on their order, a build that was cut short ends in the same groups.

Method: MinHash with banding (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, 3.4);
32 bands of 4 find a pair of likeness .5 with probability .87 and of .6 with .99.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from qa.index.database import Database, Session
from qa.index.scope_query import BY_ID, condition
from qa.scope import Scope

BANDS, ROWS = 32, 4
# Articles taken into one transaction.
PAGE = 200
# Articles of one story that are compared at a time, until one is like enough.
BATCH = 64


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
                "SELECT c.id, a.text FROM changed_articles c CROSS JOIN articles a ON a.id = c.id "
                "AND a.shown = 1 WHERE c.id > ? AND NOT EXISTS "
                "(SELECT 1 FROM stories s WHERE s.article = c.id) ORDER BY c.id LIMIT ?",
                (last, PAGE),
            )
            for article, text in rows:
                _join(session, article, signature(text))
            if not rows:
                session.run("DELETE FROM changed_articles")
                return looked_at
        looked_at, last = looked_at + len(rows), str(rows[-1][0])


def _forget(session: Session) -> list[tuple[str, bytes]]:
    """Take out articles that are no longer shown, and the others of their stories.

    Returns the others with their signatures: they have to be joined anew.
    """
    gone = {
        str(article): str(story)
        for article, story in session.rows(
            "SELECT s.article, s.story FROM changed_articles c JOIN stories s ON s.article = c.id "
            "WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = c.id AND a.shown = 1)"
        )
    }
    regroup: list[tuple[str, bytes]] = []
    for story in sorted(set(gone.values())):
        rows = session.rows(
            "SELECT article, signature FROM stories WHERE story = ? ORDER BY article", (story,)
        )
        regroup += [(str(row[0]), bytes(row[1])) for row in rows]
    taken_out = [(article,) for article, _ in regroup]
    session.run_many("DELETE FROM stories WHERE article = ?", taken_out)
    session.run_many("DELETE FROM story_slices WHERE article = ?", taken_out)
    return [(article, marks) for article, marks in regroup if article not in gone]


def _join(session: Session, article: str, marks: bytes) -> None:
    """Make one story of an article and all that are like it; its key is the least id."""
    slices = _slices(marks)
    like = _like(session, marks, slices) if slices else set()
    key = min((article, *like))
    session.run("INSERT INTO stories VALUES (?, ?, ?)", (article, marks, key))
    rows = [(value, key, article) for value in slices]
    session.run_many("INSERT OR IGNORE INTO story_slices VALUES (?, ?, ?)", rows)
    for story in sorted(like - {key}):
        session.run(
            "UPDATE story_slices SET story = ? WHERE article IN "
            "(SELECT article FROM stories WHERE story = ?)",
            (key, story),
        )
        session.run("UPDATE stories SET story = ? WHERE story = ?", (key, story))


def _like(session: Session, marks: bytes, slices: Sequence[int]) -> set[str]:
    """The stories of which an article shares a slice and is like enough.

    Of each story the ends of each slice first, which are all where two articles have it.
    """
    ends: dict[str, str] = {}
    larger: dict[str, None] = {}
    for story, first, last in session.rows(_ENDS, (json.dumps(slices),)):
        ends |= {str(first): str(story), str(last): str(story)}
        if first != last:
            larger[str(story)] = None
    found = {ends[each] for each in _like_articles(session, marks, list(ends))}
    for story in larger:
        others = (each for each in _members(session, story, slices) if each not in ends)
        while story not in found and (batch := list(islice(others, BATCH))):
            if _like_articles(session, marks, batch):
                found.add(story)
    return found


def _members(session: Session, story: str, slices: Iterable[int]) -> Iterator[str]:
    """The articles of a story that have one of some slices, each once."""
    seen: set[str] = set()
    for value in slices:
        sql = "SELECT article FROM story_slices WHERE slice = ? AND story = ?"
        for (article,) in session.each(sql, (value, story)):
            if article not in seen:
                seen.add(article)
                yield article


def _like_articles(session: Session, marks: bytes, articles: Sequence[str]) -> list[str]:
    """Those of some articles whose signatures are like enough."""
    from qa.articles.near_duplicates import VARIANT  # noqa: PLC0415

    rows = session.rows(
        "SELECT article, signature FROM stories WHERE article IN (SELECT value FROM json_each(?))",
        (json.dumps(articles),),
    )
    likeness = _likeness(marks, [row[1] for row in rows])
    return [str(row[0]) for row, share in zip(rows, likeness, strict=True) if share >= VARIANT]


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
    """The shares of equal places, which estimate the Jaccard likeness of the word runs."""
    if not others:
        return []
    table = np.frombuffer(b"".join(others), dtype="<u4").reshape(len(others), -1)
    shares: list[float] = np.mean(table == np.frombuffer(one, dtype="<u4"), axis=1).tolist()
    return shares


def story_of(session: Session, article: str, scope: Scope) -> tuple[str, int]:
    """The key of an article's story, and how many others of the scope are in it."""
    where, values = condition(scope)
    row = session.one(
        f"SELECT min(s.story), count(DISTINCT a.id) {_OTHERS} WHERE s.article = ? AND {where}",
        (article, *values),
    )
    return (str(row[0]), int(row[1])) if row and row[0] is not None else ("", 0)


def newest_variants(session: Session, article: str, scope: Scope, *, most: int) -> Sequence[str]:
    """Ids of the newest others of the scope, those without a date last, then by id."""
    where, values = condition(scope)
    rows = session.rows(
        f"SELECT DISTINCT a.id, a.date {_OTHERS} WHERE s.article = ? AND {where} "
        "ORDER BY a.date DESC NULLS LAST, a.id LIMIT ?",
        (article, *values, most),
    )
    return [str(row[0]) for row in rows]


_OTHERS = (
    "FROM stories s CROSS JOIN stories o ON o.story = s.story AND o.article != s.article "
    f"CROSS JOIN articles a {BY_ID} ON a.id = o.article"
)
# Of each slice its stories one by one, by the index and not by their articles, and of each
# the first and the last article that has the slice.
_ENDS = """
    WITH RECURSIVE near (slice, story) AS (
        SELECT CAST(value AS BIGINT),
            (SELECT min(story) FROM story_slices WHERE slice = CAST(value AS BIGINT))
        FROM json_each(?)
        UNION ALL
        SELECT slice, (
            SELECT min(s.story) FROM story_slices s
            WHERE s.slice = near.slice AND s.story > near.story
        ) FROM near WHERE story IS NOT NULL
    )
    SELECT DISTINCT story,
        (SELECT min(article) FROM story_slices s WHERE s.slice = n.slice AND s.story = n.story),
        (SELECT max(article) FROM story_slices s WHERE s.slice = n.slice AND s.story = n.story)
    FROM near n WHERE story IS NOT NULL
"""
