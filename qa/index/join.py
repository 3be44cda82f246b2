"""Builds with other processes of any machines: each claims files, then passages; one finishes.

    plan -> files, by claims -> repeated lines -> vectors, by claims -> finish, as a build of one

Beside `build`, for catalogs in PostgreSQL. What is shared is what takes long: reading files and
making vectors, which wait in a table for whoever finishes. Planning, repeated lines and finishing
are done by one process at a time, by whichever comes first; finishing is a build of one process,
which finds nearly nothing left. So what was lost on the way, wherever a process was killed, is made
up for there or by the next build of any kind.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from qa.articles import FolderListing
from qa.errors import SettingsError
from qa.index.build_steps import Build
from qa.index.changes import Changes
from qa.index.cleanup import delete_others
from qa.index.corpus_listing import fetch_objects, list_corpus
from qa.index.database import Database, Session
from qa.index.encoder import Embedder
from qa.index.encoder_inputs import input_vectors, title_vectors
from qa.index.engine.search_engine import SearchEngine
from qa.index.generations import index_to_update
from qa.index.lock import build_lock
from qa.index.postgres_generations import PostgresGenerations
from qa.index.progress import Progress
from qa.index.repeated_boilerplate import read_boilerplate
from qa.index.report import with_failures
from qa.index.schema import write_manifest
from qa.index.shared_work import LEASE_S, STATEMENTS, Claims, alone
from qa.index.stepped_encoder import SteppedEmbedder
from qa.index.sync import STRIDE, check_probe, inputs_of, tell
from qa.records import BuildReport
from qa.settings import Settings

# What is claimed at a time: files, and passages, which are batched by length.
FILES, KEYS = 4, 128
PAGE = 2_000
# What is done together: "" nothing, "read" files, "embed" passages.
ROUND = "round"


def join_build(
    settings: Settings,
    *,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    embedder: Embedder | None = None,
    lease_s: float = LEASE_S,
) -> BuildReport:
    """Build together with all who call this for the same catalog; each returns when all is done.

    lease_s: seconds without a sign of life after which others take over what a process claimed.

    Raises SettingsError where the catalog is not in PostgreSQL, IndexLocked while a build of one
    process is under way, else what `build_index` raises.
    """
    if not settings.catalog_url:
        raise SettingsError(
            "Several builds work together through PostgreSQL only. Set QA_CATALOG_URL, or build "
            "without --join."
        )
    started = time.monotonic()
    stop, say = cancelled or (lambda: False), progress or (lambda _: None)
    not_fetched = fetch_objects(settings, say, stop)
    kept = PostgresGenerations(settings.catalog_url, settings.collection, settings.indexes)
    with kept, kept.joining() as locks:
        with alone(locks, f"plan {settings.collection}", lambda: False):
            folder = index_to_update(kept) or kept.new()
            database = kept.open(folder, create=True)
            build = Build(settings, folder, database, embedder, say=say, stop=stop)
            build.with_words = False
            build.open()
            if kept.current() != folder:
                kept.use(folder)
        try:
            with kept.at(folder) as session:
                joined = _Joined(settings, folder, build, database, session)
                changes = joined.run(say, stop, lease_s=lease_s)
            report = build.report(changes, seconds=time.monotonic() - started)
        finally:
            build.close()
        if joined.finished:
            delete_others(settings, kept, folder)
    report = replace(report, embedded=report.embedded + joined.embedded)
    return with_failures(report, not_fetched)


class _Joined:
    """The part of one process in a build of many."""

    def __init__(
        self, settings: Settings, folder: Path, build: Build, database: Database, session: Session
    ) -> None:
        self._settings = settings
        self._folder = folder
        self._build = build
        self._database = database
        self._session = session
        self.embedded = 0
        self.finished = False

    def run(
        self, say: Callable[[Progress], None], stop: Callable[[], bool], *, lease_s: float
    ) -> Changes:
        """Work until nothing is left; what this process found to do when it came."""
        looked_ns = time.time_ns()
        listing = list_corpus(self._settings)
        with alone(self._session, self._lock(), stop) as held:
            changes = self._plan(listing, looked_ns) if held else Changes((), (), (), 0)
        files = Claims(self._session, "files_to_read", lease_s=lease_s)
        keys = Claims(self._session, "keys_to_embed", lease_s=lease_s)
        while not stop() and (stage := self._stage()):
            if stage == "read":
                self._read(files, changes, say, stop)
            else:
                self._embed(keys, say, stop)
            with alone(self._session, self._lock(), stop) as held:
                if not held or stop() or self._stage() != stage:
                    continue
                if stage == "read" and not files.left():
                    self._clean(stop)
                elif stage == "embed" and not keys.left():
                    self._finish(stop)
        return changes

    def _lock(self) -> str:
        return f"round {self._folder.name}"

    def _stage(self) -> str:
        found = self._session.one("SELECT value FROM manifest WHERE name = ?", (ROUND,))
        return str(found[0]) if found else ""

    def _plan(self, listing: FolderListing, looked_ns: int) -> Changes:
        """List the files to be read, unless others are at it."""
        with self._database.writing() as session:
            for statement in STATEMENTS:
                session.run(statement)
        changes = self._build.compare(listing, looked_ns=looked_ns)
        if self._stage() or not self._build.is_due(changes, self._build.catalog.manifest()):
            return changes
        with self._database.writing() as session:
            session.run("DELETE FROM files_to_read")
            names = [(work.stamp.path,) for work in changes.to_read]
            session.run_many("INSERT INTO files_to_read (name) VALUES (?)", names)
            write_manifest(session, "unsettled", 1)
            write_manifest(session, ROUND, "read")
        self._build.remove(changes.removed)
        return changes

    def _read(
        self,
        claims: Claims,
        changes: Changes,
        say: Callable[[Progress], None],
        stop: Callable[[], bool],
    ) -> None:
        intake = self._build.intake
        intake.boilerplate = read_boilerplate(self._database)
        works = {work.stamp.path: work for work in changes.to_read}
        total = len(works)
        for names in claims.each(FILES, stop):
            for at, name in enumerate(names):
                if stop():
                    return
                say(Progress("read", max(0, total - claims.left()), total, name))
                claims.renew()
                work = works.get(name)
                if work is None:  # gone since, or as it was: who finishes looks once more
                    claims.done(self._session, name)
                    continue
                after = works.get(names[at + 1]) if at + 1 < len(names) else None
                taken = intake.take(work, after=after)
                with self._database.writing() as session:
                    if claims.done(session, name):
                        self._build.put(session, work, taken)

    def _clean(self, stop: Callable[[], bool]) -> None:
        """Take out repeated lines, and list the passages that have no vector then."""
        self._build.take_out_repeated()
        if stop():
            return
        with self._database.writing() as session:
            session.run("DELETE FROM keys_to_embed")
            session.run(
                "INSERT INTO keys_to_embed (name) SELECT key FROM unembedded u "
                "WHERE NOT EXISTS (SELECT 1 FROM made_vectors m WHERE m.key = u.key)"
            )
            write_manifest(session, ROUND, "embed")

    def _embed(
        self, claims: Claims, say: Callable[[Progress], None], stop: Callable[[], bool]
    ) -> None:
        total = claims.left()
        if not total:
            return
        model = SteppedEmbedder(self._build.embedder(), stop)
        check_probe(self._database, model)
        for names in claims.each(KEYS, stop):
            with self._database.reading() as session:
                inputs = inputs_of(session, session.rows(_PASSAGES, (json.dumps(names),)))
            titles = title_vectors(model, inputs.values())
            order = sorted(inputs, key=lambda key: (len(inputs[key].text), key))
            for start in range(0, len(order), STRIDE):
                if stop():
                    return
                claims.renew()
                part = order[start : start + STRIDE]
                rows = input_vectors(model, [inputs[key] for key in part], titles=titles)
                made = [(key, row.tobytes()) for key, row in zip(part, rows, strict=True)]
                with self._database.writing() as session:
                    mine = [each for each in made if claims.done(session, each[0])]
                    session.run_many("INSERT OR IGNORE INTO made_vectors VALUES (?, ?)", mine)
                self.embedded += len(mine)
                say(Progress("embed", max(0, total - claims.left()), total))
            for name in {*names} - {*order}:  # its passage went meanwhile
                claims.done(self._session, name)

    def _finish(self, stop: Callable[[], bool]) -> None:
        """Build as one process does, with the vectors that were made."""
        self._build.bring = self._bring
        self._build.with_words = True
        with build_lock(self._settings.indexes):
            looked_ns = time.time_ns()
            listing = list_corpus(self._settings)
            self._build.run(self._build.compare(listing, looked_ns=looked_ns))
        if stop():
            return
        with self._database.writing() as session:
            session.run("DELETE FROM made_vectors")
            write_manifest(session, ROUND, "")
        self.finished = True

    def _bring(self, engine: SearchEngine) -> None:
        """Put the vectors that were made into the engine, by the hashes of what they are of."""
        last = ""
        while True:
            with self._database.reading() as session:
                rows = session.rows(_MADE, (last, PAGE))
            if not rows:
                break
            keys = [str(key) for key, _ in rows]
            vectors = np.stack([np.frombuffer(row, dtype=np.float32) for _, row in rows])
            engine.add(keys, vectors)
            with self._database.writing() as session:
                values = [(key,) for key in keys]
                session.run_many("INSERT OR IGNORE INTO embedded VALUES (?)", values)
            last = keys[-1]
        if last:
            tell(self._database)


_PASSAGES = """
    SELECT p.key, p.article, p.start, p.stop FROM passages p WHERE p.id IN (
        SELECT min(q.id) FROM passages q WHERE q.key IN (SELECT value FROM json_each(?))
        GROUP BY q.key
    ) ORDER BY p.article, p.start
"""
_MADE = """
    SELECT m.key, m.vector FROM made_vectors m
    WHERE m.key > ? AND EXISTS (SELECT 1 FROM unembedded u WHERE u.key = m.key)
    ORDER BY m.key LIMIT ?
"""
