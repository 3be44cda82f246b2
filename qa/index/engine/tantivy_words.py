"""Searches passages by BM25 in a tantivy index, kept in a folder.

Owns tantivy. One document per passage, with the ids of passage and article stored and
title and body indexed; texts stay in the catalog. It does not decide what may be shown:
the catalog does, so a passage id that it returns may be gone.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import tantivy

from qa.errors import DiskFull, StoreError, is_panic
from qa.index.engine.search_engine import WordEntry

# A term in the title counts this many times one in the body. Sweep, 2026-11-21, BM25 alone and
# fused at .25, .5, 1, 2: SciFact nDCG@10 .677 .679 .660 .606 and .727 .724 .717 .697; NQ hit@1,
# 400 questions, .770 .810 .780 .743 and .880 .888 .878 .858.
TITLE_BOOST = 0.5
# tantivy refuses less than 15 MB; more only makes larger segments before a commit.
WRITER_BYTES = 48_000_000
# How many more than wanted are asked for, because they may be equal to the last; and to how
# many that goes.
TIES = 16
TIES_AT_MOST = 10_000
# Question words beyond this many add no evidence but cost time.
MAX_TERMS = 64


class Words:
    """The BM25 index in a folder: readers in any thread or process, one writer."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Raises StoreError when there is no such index (unless `create`) or it is damaged."""
        self.folder = folder
        self._schema = _schema()
        self._writer: tantivy.IndexWriter | None = None
        self._guard = threading.Lock()
        with self._translated():
            if create:
                folder.mkdir(parents=True, exist_ok=True)
                self._index = tantivy.Index(self._schema, str(folder))
            elif tantivy.Index.exists(str(folder)):
                self._index = tantivy.Index.open(str(folder))
            else:
                raise StoreError(self._damaged("the files are missing"))

    def search(
        self, question: str, *, k: int, articles: Iterable[str] | None = None
    ) -> list[tuple[str, float]]:
        """Passage ids and BM25 scores, best first, for the words of a question.

        articles: ids of those that are looked through; None for all. Scores are the same.

        Any text will do: the words are looked up one by one and nothing is parsed as a
        query language. No known word gives an empty list. Equal scores sort by passage id,
        also where k cuts between them.
        """
        query = self._query(question)
        if query is None or k < 1:
            return []
        if articles is not None:
            within = tantivy.Query.term_set_query(self._schema, "article", list(articles))
            silent = tantivy.Query.const_score_query(within, 0.0)
            clauses = [(tantivy.Occur.Must, query), (tantivy.Occur.Must, silent)]
            query = tantivy.Query.boolean_query(clauses)
        with self._translated():
            searcher = self._index.searcher()
            wide = k + TIES
            found = searcher.search(query, wide, count=False).hits
            # tantivy keeps those equals that it met first, which is how the index came to be.
            while (
                len(found) == wide and found[-1][0] == found[k - 1][0] and wide < k + TIES_AT_MOST
            ):
                wide *= 4
                found = searcher.search(query, wide, count=False).hits
            least = found[min(k, len(found)) - 1][0] if found else 0.0
            hits = [
                (str(searcher.doc(at).get_first("passage")), float(score))
                for score, at in found
                if score >= least
            ]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k]

    def refresh(self) -> None:
        """See what has been committed since, by this process or another."""
        with self._translated():
            self._index.reload()

    def entries(self) -> Iterator[tuple[str, str]]:
        """Every (passage id, article id) in the index."""
        with self._translated():
            searcher = self._index.searcher()
            if not searcher.num_docs:
                return
            query = tantivy.Query.all_query()
            for _, at in searcher.search(query, searcher.num_docs, count=False).hits:
                document = searcher.doc(at)
                yield str(document.get_first("passage")), str(document.get_first("article"))

    def count(self) -> int:
        """How many passages there are."""
        with self._translated():
            return int(self._index.searcher().num_docs)

    def missing(self, passages: Sequence[str]) -> list[str]:
        """Those of some passage ids that are not in the index, or cannot be read."""
        with self._translated():
            searcher = self._index.searcher()
            lost = []
            for passage in passages:
                query = tantivy.Query.term_query(self._schema, "passage", passage)
                found = searcher.search(query, 1, count=False).hits
                if not found or searcher.doc(found[0][1]).get_first("passage") != passage:
                    lost.append(passage)
            return lost

    def change(self, *, remove: Iterable[str], add: Iterable[WordEntry]) -> None:
        """Remove all passages of the articles named, then add passages; not yet visible."""
        with self._guard, self._translated():
            if self._writer is None:
                self._writer = self._index.writer(WRITER_BYTES, 1)
            for article in remove:
                self._writer.delete_documents_by_term("article", article)
            for entry in add:
                document = tantivy.Document()
                document.add_text("passage", entry.passage)
                document.add_text("article", entry.article)
                document.add_text("title", entry.title)
                document.add_text("body", entry.body)
                self._writer.add_document(document)

    def commit(self) -> None:
        """Make the changes so far durable and visible, all at once."""
        with self._guard, self._translated():
            if self._writer is not None:
                self._writer.commit()
                self._index.reload()
                self._share()

    def close(self) -> None:
        """Give up the writer; changes that were not committed are dropped."""
        with self._guard, self._translated():
            if self._writer is not None:
                writer, self._writer = self._writer, None
                writer.rollback()
                writer.wait_merging_threads()

    def terms(self, text: str) -> list[str]:
        """Distinct index terms of a text: "Trains, a train" -> ["train", "a"]."""
        return list(dict.fromkeys(stems(text)))[:MAX_TERMS]

    def _share(self) -> None:
        """Let who may read the folder read it all: tantivy keeps some files to their owner."""
        allowed = self.folder.stat().st_mode & 0o666
        for path in self.folder.iterdir():
            # Its merging threads come and go with files of their own meanwhile.
            with suppress(FileNotFoundError):
                if path.stat().st_mode & 0o777 != allowed and path.is_file():
                    path.chmod(allowed)

    def _query(self, question: str) -> tantivy.Query | None:
        clauses = []
        for term in self.terms(question):
            body = tantivy.Query.term_query(self._schema, "body", term, index_option="freq")
            title = tantivy.Query.term_query(self._schema, "title", term, index_option="freq")
            clauses.append((tantivy.Occur.Should, body))
            clauses.append((tantivy.Occur.Should, tantivy.Query.boost_query(title, TITLE_BOOST)))
        return tantivy.Query.boolean_query(clauses) if clauses else None

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except StoreError:
            raise
        except BaseException as error:
            # A panic of tantivy's, on a damaged segment, is no Exception.
            if not isinstance(error, ValueError | OSError) and not is_panic(error):
                raise
            text = str(error)
            if "LockBusy" in text:
                raise StoreError(
                    f"Another process is writing the word index {self.folder}. "
                    "Wait until it is done and try again."
                ) from None
            if "No space left" in text:
                raise DiskFull(self.folder) from None
            raise StoreError(self._damaged(text)) from None

    def _damaged(self, text: str) -> str:
        detail = text.splitlines()[0][:200] if text else "unreadable"
        return f"The word index {self.folder} is damaged ({detail}). Repair it with `qa build`."


def stems(text: str) -> list[str]:
    """The index terms of a text in their order: "Trains, a train" -> ["train", "a", "train"]."""
    found: list[str] = _analyzer().analyze(text)
    return found


@cache
def _analyzer() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(40))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("passage", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("article", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", tokenizer_name="en_stem", index_option="freq")
    builder.add_text_field("body", tokenizer_name="en_stem", index_option="freq")
    return builder.build()
