"""Reads one file of the corpus into articles and passages, or the reason why there are none.

A step of the build. Whatever a reader does, the file ends in a state with a reason. It
writes nothing: what it returns the ledger stores.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.articles import GuardedReader, split
from qa.errors import ArticleError, ReadingGivenUp, SettingsError
from qa.index.changes import MOST_TRIES, Work, file_hash
from qa.index.encoder import Embedder
from qa.index.repeated_boilerplate import Boilerplate, Original, cleaned
from qa.index.rows import FileRow
from qa.records import Article, FileFailure, Passage
from qa.settings import Settings


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of reading a file.

    articles: without the lines that are known as boilerplate of their source; originals: the
    same ones as the file alone gives them; passages: of each article.
    """

    row: FileRow
    articles: tuple[Article, ...] = ()
    originals: tuple[Original, ...] = ()
    passages: tuple[tuple[Passage, ...], ...] = ()


class Intake:
    """Reads and splits the files of one build; close it in the end.

    boilerplate: what the last build found, to be set before the first file is taken.
    """

    def __init__(
        self,
        settings: Settings,
        embedder: Callable[[], Embedder],
        *,
        reader: GuardedReader | None = None,
    ) -> None:
        self._settings = settings
        self._embedder = embedder
        self._reader = reader or GuardedReader()
        self._hashed: tuple[Work, str] | None = None
        self.boilerplate: Boilerplate = {}

    def take(self, work: Work, *, after: Work | None = None) -> Taken:
        """Read and split one file; whatever is wrong with it becomes its reason.

        after: the file to be taken next; reading it begins while this one is split.
        Raises SettingsError, which is the same for every file.
        """
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        row = replace(work.stamp, sha256=self._hash(work), indexed_at=now)
        lost: list[FileFailure] = []
        try:
            read = self._read(work, after, lost)
            for article in read:
                f"{article.text}{article.title}{article.path}".encode()
            both = [cleaned(article, self.boilerplate) for article in read]
            articles = tuple(article for article, _ in both)
            passages = tuple(self.split(article) for article in articles)
            reason = "" if articles else "It holds no article."
        except ReadingGivenUp as error:
            row = replace(row, tries=_tries(work, row.sha256))
            said = " It was tried three times and is not tried again until it changes."
            reason = str(error) + (said if row.tries >= MOST_TRIES else "")
        except (ArticleError, UnicodeEncodeError) as error:
            reason = str(error) if isinstance(error, ArticleError) else "It is no valid Unicode."
        except SettingsError:
            raise
        except Exception as error:  # a reader's unforeseen failure must not stop the others
            reason = f"It could not be read ({type(error).__name__}: {str(error)[:120]})."
        if reason:
            return Taken(replace(row, state="failed", reason=_plain(reason)))
        originals = tuple(original for _, original in both)
        return Taken(replace(row, reason=_losses(lost)), articles, originals, passages)

    def _read(self, work: Work, after: Work | None, failures: list[FileFailure]) -> list[Article]:
        columns, cleaning = self._settings.article_columns, self._settings.cleaning
        try:
            return self._reader.read(
                work.file, columns=columns, cleaning=cleaning, failures=failures
            )
        finally:
            self._hashed = None
            if after is not None:
                # Its bytes are hashed before they are read: what changes between is read again.
                self._hashed = after, self._hash(after)
                self._reader.read_ahead(after.file, columns=columns, cleaning=cleaning)

    def _hash(self, work: Work) -> str:
        if self._hashed is not None and self._hashed[0] is work:
            return self._hashed[1]
        return work.stamp.sha256 or file_hash(work.file)

    def close(self) -> None:
        """Let go of the process that reads."""
        self._reader.close()

    def split(self, article: Article) -> tuple[Passage, ...]:
        """The passages of an article, none longer than is set or than the encoder reads."""
        embedder = self._embedder()
        limit = min(self._settings.passage_tokens, embedder.max_tokens)
        return tuple(split(article, count_tokens=embedder.count_tokens, max_tokens=limit))


def _tries(work: Work, sha256: str) -> int:
    """How often in a row these bytes were given up, this time included."""
    before = work.before
    return before.tries + 1 if before is not None and before.sha256 == sha256 else 1


def _plain(reason: str) -> str:
    return reason.encode("utf-8", "backslashreplace").decode("utf-8")


def _losses(lost: Sequence[FileFailure]) -> str:
    """What of an archive or a table could not be read, in a sentence or two; else ""."""
    if not lost:
        return ""
    first = f"{lost[0].path.partition('#')[2]}: {lost[0].reason}"
    return _plain(f"{len(lost)} of its parts could not be read, the first is {first}")
