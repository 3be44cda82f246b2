"""Carries out one build of one index folder: files, catalog, words, repeated lines, vectors.

    compare -> read, split, catalog, words -> repeated lines out -> vectors

What `build` decides to do, step by step; who may build and which folder, it does not ask.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from qa.articles import FolderListing
from qa.index.catalog import Catalog
from qa.index.catalog_writer import (
    DirtySet,
    confirm_file,
    put_file,
    put_passages,
    reconcile,
    remove_file,
)
from qa.index.changes import (
    Changes,
    Work,
    compare,
    is_settled,
    listing_key,
    read_otherwise,
)
from qa.index.condition import Condition
from qa.index.database import Database, Session
from qa.index.encoder import Embedder, load_embedder
from qa.index.engine.open_engine import open_engine
from qa.index.engine.search_engine import SearchEngine, WordEntry
from qa.index.health import store_conditions
from qa.index.ingest import Intake, Taken
from qa.index.location import REPAIR_NAME
from qa.index.progress import Progress
from qa.index.repeated_boilerplate import (
    PAGE,
    clean_again,
    find_boilerplate,
    forget_changes,
    put_originals,
    read_boilerplate,
)
from qa.index.report import count
from qa.index.rows import ARTICLE_FIELDS, FileRow, article_from
from qa.index.schema import (
    Manifest,
    check_model,
    create_tables,
    read_manifest,
    write_manifest,
)
from qa.index.story_groups import update_stories
from qa.index.sync import (
    check_probe,
    embed_missing,
    match_vectors,
    open_vectors,
    remake_words,
    word_entries,
)
from qa.index.tallies import file_states
from qa.records import BuildReport, Passage
from qa.settings import Settings

# How long a transaction collects files, and how long words wait to become searchable.
TRANSACTION_S = 0.5
WORDS_COMMIT_S = 2.0


class Build:
    """One build of one index folder."""

    def __init__(
        self,
        settings: Settings,
        folder: Path,
        database: Database,
        embedder: Embedder | None,
        *,
        say: Callable[[Progress], None],
        stop: Callable[[], bool],
    ) -> None:
        self._settings = settings
        self._folder = folder
        self._given = embedder
        self._model_name = embedder.name if embedder else settings.embedding_model
        self._say = say
        self._stop = stop
        self._database = database
        self.catalog = Catalog(database)
        self.intake = Intake(settings, self.embedder)
        self._opened: SearchEngine | None = None
        self._words_since = time.monotonic()
        self._embedded = 0
        self._stale_passages = 0
        # Off while several processes build: words have one writer, who makes them in the end.
        self.with_words = True
        # Called with the vectors open, before it is looked which are missing.
        self.bring: Callable[[SearchEngine], None] = lambda engine: None

    def open(self) -> None:
        """Make or check the catalog."""
        create_tables(
            self._database,
            model=self._model_name,
            passage_tokens=self._settings.passage_tokens,
        )
        manifest = self.catalog.manifest()
        check_model(manifest, self._model_name)
        self._opened = open_engine(self._settings, self._folder, self._database, manifest)

    def close(self) -> None:
        """Close what was opened; words that were not committed are dropped."""
        self.intake.close()
        if self._opened is not None:
            self._opened.close()
        self._database.close()

    def compare(self, listing: FolderListing, *, looked_ns: int) -> Changes:
        """What has changed since the last build."""
        manifest, cleaning = self.catalog.manifest(), self._settings.cleaning
        rows_now = sum(self.catalog.look(file_states).values())
        key = listing_key(listing, rows=rows_now, cleaning=cleaning)
        if manifest.listing == key and manifest.cleaning == cleaning:
            return Changes((), (), (), len(listing))
        files, rows = listing.files(), self.catalog.stamps()
        again = frozenset[str]()
        if manifest.cleaning != cleaning:
            again = read_otherwise(files, rows, self.catalog.cleaned_files(), now=cleaning)
        changes = compare(files, rows, again=again, looked_ns=looked_ns)
        known = key if is_settled(changes, rows) else ""
        if known != manifest.listing:
            self._note(listing=known)
        return changes

    def is_due(self, changes: Changes, manifest: Manifest) -> bool:
        """Whether the catalog has anything to do; what the engine lacks is not looked at."""
        return bool(
            changes.to_read
            or changes.removed
            or manifest.unsettled
            or not manifest.built_at
            or manifest.passage_tokens != self._settings.passage_tokens
            or manifest.cleaning != self._settings.cleaning
        )

    def run(self, changes: Changes) -> None:
        """Carry out the changes, then bring words and vectors into step."""
        manifest = self.catalog.manifest()
        resplit = manifest.passage_tokens != self._settings.passage_tokens
        recleaned = manifest.cleaning != self._settings.cleaning
        found = store_conditions(self._engine(), self._database, self._folder)
        if changes.confirmed:
            with self._database.writing() as session:
                for row in changes.confirmed:
                    confirm_file(session, row)
        if found.sound and not self.is_due(changes, manifest):
            self._finish()
            return
        self._note(unsettled=1, **({"cleaning": ""} if recleaned else {}))
        if self._engine().needs_dim() and not manifest.dim:
            check_probe(self._database, self.embedder())
        if manifest.unsettled or found.words.state != "sound":
            remake_words(self._database, self._engine())
        self._engine().open_to_write("words")
        self.remove(changes.removed)
        if resplit:
            self._resplit()
        self._read(changes)
        self.intake.close()
        self.take_out_repeated()
        self._finish_words()
        update_stories(self._database)
        self._vectors(found.vectors, relist=manifest.unsettled)
        if not self._stop():
            now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            self._note(unsettled=0, built_at=now, cleaning=int(self._settings.cleaning))
            self._finish()
        self._database.tidy()

    def report(self, changes: Changes, *, seconds: float) -> BuildReport:
        """What has been done."""
        return count(
            changes,
            indexed=self.catalog.look(file_states).get("indexed", 0),
            left_out=self.catalog.left_out(),
            read=self.catalog.indexed([work.stamp.path for work in changes.to_read]),
            passages=self.catalog.stats().passages,
            embedded=self._embedded,
            seconds=seconds,
        )

    def _engine(self) -> SearchEngine:
        """The search engine, with the catalog as it is now."""
        if self._opened is None:
            raise RuntimeError("The build was not opened.")
        self._opened.manifest = self.catalog.manifest()
        return self._opened

    def embedder(self) -> Embedder:
        """The model, loaded when it is needed first."""
        if self._given is None:
            self._given = load_embedder(self._settings)
        return self._given

    def remove(self, removed: Sequence[FileRow]) -> None:
        """Take out files that are gone."""
        if not removed:
            return
        with self._database.writing() as session:
            dirty = DirtySet()
            for row in removed:
                dirty |= remove_file(session, row.path)
            hidden, entries = self._reconcile(session, dirty, {})
        self._change_words(hidden, entries)
        self._commit_words()

    def _read(self, changes: Changes) -> None:
        """Read files, a transaction for as many as fit into TRANSACTION_S."""
        work, note = changes.to_read, changes.note
        self.intake.boilerplate = read_boilerplate(self._database)
        done = 0
        while done < len(work) and not self._stop():
            until = time.monotonic() + TRANSACTION_S
            hidden: list[str] = []
            entries: list[WordEntry] = []
            with self._database.writing() as session:
                while done < len(work) and time.monotonic() < until and not self._stop():
                    item = work[done]
                    self._say(Progress("read", done, len(work), item.stamp.path, note))
                    after = work[done + 1] if done + 1 < len(work) else None
                    gone, new = self._take_in(session, item, after)
                    # An article that went and came back within the batch must end as there.
                    hidden += gone
                    entries = [entry for entry in entries if entry.article not in gone] + new
                    done += 1
            self._change_words(hidden, entries)
            if time.monotonic() - self._words_since > WORDS_COMMIT_S:
                self._commit_words()
        self._say(Progress("read", done, len(work), note=note))

    def _take_in(
        self, session: Session, work: Work, after: Work | None
    ) -> tuple[list[str], list[WordEntry]]:
        return self.put(session, work, self.intake.take(work, after=after))

    def put(self, session: Session, work: Work, taken: Taken) -> tuple[list[str], list[WordEntry]]:
        """Store what came of a file: articles that are hidden now, and the words of new ones."""
        dirty = put_file(session, taken.row, taken.articles, renamed_from=work.renamed_from)
        put_originals(session, taken.row.path, taken.originals)
        split_before = {a.id: p for a, p in zip(taken.articles, taken.passages, strict=True)}
        return self._reconcile(session, dirty, split_before)

    def take_out_repeated(self) -> None:
        """Take out of all articles what is boilerplate by repetition now, and put back the rest."""
        if self._stop():
            return  # not all is read yet, and what is counted over a part would not hold
        due = find_boilerplate(self._database)
        boilerplate = read_boilerplate(self._database)
        while due and not self._stop():
            page, due = due[:PAGE], due[PAGE:]
            with self._database.writing() as session:
                dirty = clean_again(session, page, boilerplate)
                hidden, entries = self._reconcile(session, dirty, {})
            self._change_words(hidden, entries)
        if not due:
            forget_changes(self._database)

    def _reconcile(
        self, session: Session, dirty: DirtySet, split_before: dict[str, tuple[Passage, ...]]
    ) -> tuple[list[str], list[WordEntry]]:
        hidden, to_split = reconcile(session, dirty)
        entries = []
        for article in to_split:
            passages = split_before.get(article.id) or self.intake.split(article)
            put_passages(session, article, passages)
            entries += word_entries(session, article)
        return hidden, entries

    def _resplit(self) -> None:
        """Split every article anew because the size of passages was changed."""
        with self._database.reading() as session:
            ids = [row[0] for row in session.rows("SELECT id FROM articles WHERE shown = 1")]
        for article_id in ids:
            with self._database.writing() as session:
                rows = session.rows(
                    f"SELECT {ARTICLE_FIELDS} FROM articles WHERE id = ? AND shown = 1",
                    (article_id,),
                )
                article = article_from(rows[0])
                put_passages(session, article, self.intake.split(article))
                entries = word_entries(session, article)
            self._change_words([article_id], entries)
        self._commit_words()
        self._note(passage_tokens=self._settings.passage_tokens)

    def _change_words(self, hidden: Sequence[str], entries: Sequence[WordEntry]) -> None:
        if not self.with_words:
            return
        self._engine().change(remove=hidden, add=entries)
        # Counted in articles times their usual passages: it only has to be of the size.
        self._stale_passages += 4 * len(hidden)

    def _commit_words(self) -> None:
        if self.with_words:
            self._engine().commit()
        with self._database.writing() as session:
            manifest = read_manifest(session)
            write_manifest(session, "generation", manifest.generation + 1)
            write_manifest(session, "worn", manifest.stale_passages + self._stale_passages)
        self._stale_passages = 0
        self._words_since = time.monotonic()

    def _finish_words(self) -> None:
        self._commit_words()
        self._engine().shut("words")
        if self._engine().words_are_stale(self.catalog.stats().passages):
            remake_words(self._database, self._engine())

    def _finish(self) -> None:
        """Note that words and vectors are whole, and how their files are."""
        (self._folder / REPAIR_NAME).unlink(missing_ok=True)
        self._engine().seal()

    def _vectors(self, condition: Condition, *, relist: bool) -> None:
        engine = self._engine()
        new = open_vectors(self._database, engine, replace=condition.state == "damaged")
        try:
            self.bring(engine)
            relist = relist or new or condition.state != "sound"
            match_vectors(self._database, engine, relist=relist)
            self._embedded = embed_missing(
                self._database,
                engine,
                self.embedder,
                report=lambda done, total: self._say(Progress("embed", done, total)),
                cancelled=self._stop,
            )
        finally:
            engine.shut("vectors")

    def _note(self, **entries: str | int) -> None:
        with self._database.writing() as session:
            for name, value in entries.items():
                write_manifest(session, name, value)
