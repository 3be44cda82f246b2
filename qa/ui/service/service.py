"""The service behind the window: opens one assistant in the background, rebuilds its index.

    settings -> index (built if there is none) -> Assistant, while the page is already up

It knows no screen. Every person at the window shares the one service; whatever belongs to a
conversation is kept by the page and handed in with the question.
"""

from __future__ import annotations

import datetime
import logging
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qa.errors import CorpusError, IndexLocked, IndexMismatch, IndexMissing, QaError
from qa.index.listing import ListQuery
from qa.records import Answer, Article, Turn
from qa.scope import EVERYTHING, Scope
from qa.ui.html.escaping import facts_line
from qa.ui.interface_words import N_, _, said, told
from qa.ui.service.background import Background, WindowClosed, after_others
from qa.ui.service.counts import Counts
from qa.ui.service.follow_ups import FollowUps
from qa.ui.service.progress_line import ProgressLine
from qa.ui.service.question_queue import QuestionQueue
from qa.ui.service.starters import Starters
from qa.ui.state import Phase, ServiceState

if TYPE_CHECKING:
    from qa.answering import Assistant, Reader
    from qa.answering.generation.chat_model import ChatModel
    from qa.index import Embedder, Index, Progress
    from qa.settings import Settings
    from qa.ui.service.engines import Engine

# Questions answered at the same time. The models use every core for one question, so two
# at once finish later than one after the other; the second place hides the waiting on disks.
ANSWERED_AT_ONCE = 2
# How long a step of a build waits for questions, and how often it looks whether the window closes.
LONGEST_WAY_S, GIVE_WAY_S = 10.0, 0.2
NO_ARTICLES = N_("There are no articles in {folder} yet. Add some, and they can be asked.")
_log = logging.getLogger(__name__)


@dataclass
class Service:
    """Opens the assistant in a thread of its own and answers when it is there.

    embedder, reader: used in place of the packaged models. chat: in place of the chat model that
    the settings name; engine: what a person chose, if it is that.
    on_change: called with each new state, from the thread that made it.
    queue: where everyone waits for an answer; counts: of how the questions ended.
    background: what works beside the page, waited for when the process ends.
    lost: why there is nothing to open, where the collection is gone.
    """

    settings: Settings
    embedder: Embedder | None = None
    reader: Reader | None = None
    chat: ChatModel | None = None
    engine: Engine | None = None
    on_change: Callable[[ServiceState], None] = lambda _: None
    queue: QuestionQueue = field(default_factory=lambda: QuestionQueue(ANSWERED_AT_ONCE))
    counts: Counts = field(default_factory=Counts)
    background: Background = field(default_factory=Background)
    lost: str = ""
    _packaged: list[Reader] = field(default_factory=list)  # reader and checker, of all collections
    _state: ServiceState = field(default_factory=ServiceState)
    _looking: bool = False
    _starters: Starters | None = None
    _assistant: Assistant | None = None
    _line: ProgressLine = field(default_factory=ProgressLine)
    _settled_at: float = 0.0
    _again: bool = False
    _others: list[Service] = field(default_factory=list)
    _follow_ups: FollowUps = field(default_factory=FollowUps)
    _dates: tuple[int, tuple[datetime.date, ...]] = (-1, ())  # the first and the last of all
    _settled: threading.Event = field(default_factory=threading.Event)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def state(self) -> ServiceState:
        """The state now; a frozen snapshot."""
        return self._state

    @property
    def index(self) -> Index | None:
        """The index that is answered from, None until there is one."""
        return self._assistant.index if self._assistant else None

    def start(self) -> None:
        """Open the assistant, and build the index if there is none, in the background."""
        self.background.start(self._open, name="open")

    def beside(self, settings: Settings) -> Service:
        """A service of another collection, not started: with the same models, in the same queue."""
        made = Service(settings, embedder=self.embedder, reader=self.reader, queue=self.queue)
        made.chat, made.engine, made._packaged = self.chat, self.engine, self._packaged
        made.counts = self.counts
        self._others.append(made)
        return made

    def without_collection(self, why: str) -> Service:
        """What stands in for a collection that is gone: it says so and does nothing."""
        lost = self.beside(self.settings)
        lost.lost = why
        lost._set(phase="failed", message=why, error=why)
        lost._settled.set()
        return lost

    def close(self) -> None:
        """Let go of the index; what is under way ends first."""
        self.background.close()
        if self._assistant is not None:
            self._assistant.close()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Block until the service is ready or has failed; False if the time was up first."""
        return self._settled.wait(timeout_s)

    @property
    def examples(self) -> tuple[str, ...]:
        """Questions to start from, each answered from the articles before; () until then."""
        return self._starters.questions if self._starters else ()

    @property
    def busy(self) -> bool:
        """Whether there may soon be something new to tell: a state, a report, examples."""
        state = self._state
        return state.building or state.phase == "starting" or self._looking

    def assistant(self) -> Assistant:
        """The open assistant. Raises QaError with what is the matter where there is none."""
        if self._assistant is None:
            raise QaError(told(self._state.error or self._state.message))
        return self._assistant

    def stream(
        self,
        question: str,
        history: Sequence[Turn],
        *,
        words: int | None = None,
        scope: Scope | None = None,
    ) -> Generator[Answer, None, None]:
        """Growing drafts of the answer, about `words` long, from the articles in the scope.

        Raises QaError, among others if no article is in the scope or the window is closing.
        """
        drafts = self.assistant().stream(question, history, words=words, scope=scope)
        return self.counts.counting(self.background.steps(self.queue.reading(drafts)))

    def article(self, article_id: str) -> Article | None:
        """The indexed article of that id, or None if the index has none."""
        index = self.index
        if index is None:
            return None
        try:
            return index.article(article_id)
        except (QaError, KeyError):
            return None

    def searched(self, scope: Scope) -> tuple[int, int] | None:
        """How many articles a scope holds, of how many; None where it holds all of them."""
        index = self.index
        if index is None or scope == EVERYTHING:
            return None
        return index.count(scope), index.count(EVERYTHING)

    def facts(self) -> str:
        """What is indexed and which engine answers, as one line; "" while there is no index.

        Its dates are kept until the index changes, because every open page asks every second.
        """
        if self._assistant is None:
            return ""
        index = self._assistant.index
        stats = index.stats()
        if self._dates[0] != stats.generation:
            self._dates = (stats.generation, index.listed(ListQuery()).span() or ())
        engine = self.writes or _("the built-in reader")
        return facts_line(stats.articles, stats.passages, self._dates[1], engine)

    @property
    def writes(self) -> str:
        """The chat model that writes answers; "" where the reader makes them."""
        return self.chat.name if self.chat else self.settings.chat_model or ""

    def use(self, chat: ChatModel | None, engine: Engine | None = None) -> None:
        """Let a chat model write from now on, or none; answers under way end as they began."""
        with self._lock:
            self.chat, self.engine = chat, engine
            self.settings = self.settings.model_copy(update={"chat_model": None})
            if self._assistant is not None:
                self._assistant = self._assistant.with_chat(chat)
        for other in self._others:
            other.use(chat, engine)

    def settled_for_s(self) -> float:
        """Seconds since a build of this process ended or failed."""
        return time.monotonic() - self._settled_at

    def rebuild(self) -> bool:
        """Bring the index up to date in the background.

        False if that is under way already, or the models are not there yet; it is then done
        once more when that has ended, because files may have changed behind it.
        """
        with self._lock:
            if self.lost:
                return False
            if self._state.building or self._state.phase == "starting":
                self._again = True
                return False
            self._set(building=True, message=said(_LOOKING), done=0, total=0, error="")
        self.background.start(self._rebuild, name="rebuild")
        return True

    def _open(self, *, anew: bool = False) -> None:
        """Open the index; build it if there is none, or with `anew` if it does not fit."""
        from qa.answering import Assistant  # noqa: PLC0415 - loads models
        from qa.index import load_embedder  # noqa: PLC0415 - loads models

        try:
            if self.embedder is None:
                self.embedder = load_embedder(self.settings)
            try:
                self._assistant = self._opened(Assistant)
            except (IndexMissing, IndexMismatch) as error:
                full = isinstance(error, IndexMismatch)
                if full and not anew:
                    raise
                self._set(phase="building", building=True, message=said(N_("Building the index.")))
                after_others(lambda: self._build(full=full), self.background.stopping)
                if self._assistant is None:
                    self._assistant = self._opened(Assistant)
                self._assistant.index.refresh()
            while not self._at_rest():
                self._set(phase="ready", building=True, message=said(_LOOKING))
                self._settled.set()
                self._build()
            self.background.start(self._find_examples, name="examples")
        except Exception as error:
            if isinstance(error, CorpusError) and self._has_no_articles():
                # Of a named collection its name: every one has a folder "corpus".
                name = self.settings.collection or self.settings.corpus.name
                empty = said(NO_ARTICLES, folder=name)
                self._set(phase="empty", building=False, message=empty, error="")
            else:
                self._fail(error, phase="failed")
        finally:
            self._settled.set()

    def _has_no_articles(self) -> bool:
        """Whether nothing is wrong but that nobody has put an article there yet."""
        from qa.articles import find_files  # noqa: PLC0415 - reads formats

        corpus = self.settings.corpus
        with suppress(QaError):
            return self._assistant is None and not (corpus.exists() and find_files(corpus))
        return False

    def _opened(self, kind: type[Assistant]) -> Assistant:
        if self.reader is not None:
            return kind.open(
                self.settings, reader=self.reader, embedder=self.embedder, chat=self.chat
            )
        from qa.answering.reader.lazy import LazyReader  # noqa: PLC0415 - loads models
        from qa.answering.reader.thresholds import CHECKER, load_thresholds  # noqa: PLC0415

        if not self._packaged:
            self._packaged += [LazyReader(self.settings), LazyReader(self.settings, CHECKER)]
        return kind.open(
            self.settings,
            reader=self._packaged[0],
            checker=self._packaged[1],
            embedder=self.embedder,
            chat=self.chat,
            thresholds=load_thresholds(larger=self.settings.reader == "larger"),
        )

    def _rebuild(self) -> None:
        if self._assistant is None:
            self._settled.clear()
            self._open(anew=True)
            return
        try:
            self._build()
            while not self._at_rest():
                self._build()
            self._find_examples()
        except Exception as error:
            self._fail(error, phase=self._state.phase)

    def _at_rest(self) -> bool:
        """Come to rest, unless a build was asked for meanwhile: whether that is so.

        In one step with the asking, so that none is lost between the last build and the rest.
        """
        with self._lock:
            if self._again:
                return False
            self._looking = True
            self._set(phase="ready", building=False, message=said(N_("Ready.")), done=0, total=0)
            return True

    def _build(self, *, full: bool = False) -> None:
        from qa.index import build_index  # noqa: PLC0415 - loads models

        self._again = False
        report = build_index(
            self.settings,
            full=full,
            progress=self._progress,
            embedder=self.embedder,
            cancelled=self._give_way,
        )
        self.background.go_on()
        if self._assistant is not None:
            self._assistant.index.refresh()
        self._set(report=report)

    def _give_way(self) -> bool:
        """Let questions go before the next step of a build; whether the window is closing.

        Whoever is asked without a pause still gets on with a build, a step each `LONGEST_WAY_S`.
        """
        until = time.monotonic() + LONGEST_WAY_S
        while not self.background.stopping.is_set() and time.monotonic() < until:
            if self.queue.quiet(GIVE_WAY_S):
                break
        return self.background.stopping.is_set()

    def follow_ups(self, answer: Answer, asked: Sequence[str]) -> list[str]:
        """Questions that lead on from an answer, each answered from the articles before."""
        with suppress(QaError), self.background.working():
            stop = self.background.stopping.is_set
            return self._follow_ups.find(self.reading(), answer, asked, stop=stop)
        return []

    def reading(self) -> Assistant:
        """The reader alone: what nobody asked for is not worth a chat model's time or money."""
        return self.assistant().with_chat(None)

    def _find_examples(self) -> None:
        try:
            if self._starters is None:
                self._starters = Starters(self.settings.indexes, self.queue, self.background)
            assistant = self.reading()
            assistant.load()
            self._starters.find(assistant)
        except WindowClosed:
            raise
        except Exception:  # the window does without them
            _log.exception("no questions to start from")
        finally:
            self._looking = False

    def _open_early(self) -> None:
        """Answer by words alone while the first build is still making vectors."""
        from qa.answering import Assistant  # noqa: PLC0415 - loads models

        try:
            self._assistant = self._opened(Assistant)
        except QaError:
            return
        self._set(phase="ready")
        self._settled.set()

    def _progress(self, progress: Progress) -> None:
        if progress.stage == "embed" and self._assistant is None:
            self._open_early()
        self._set(message=self._line.told(progress), done=progress.done, total=progress.total)

    def _fail(self, error: Exception, *, phase: Phase) -> None:
        if isinstance(error, WindowClosed):
            return
        if not isinstance(error, QaError):
            _log.exception("the service failed", exc_info=error)
        why: str = str(error) if isinstance(error, QaError) else said(_UNEXPECTED)
        if isinstance(error, IndexLocked):
            why = said(N_("{why} This window goes on with the index as it was."), why=why)
        self._set(phase=phase, building=False, message=why, error=why, done=0, total=0)

    def _set(self, **changes: object) -> None:
        if changes.get("building") is False:
            self._settled_at = time.monotonic()
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self.on_change(self._state)


_LOOKING = N_("Looking for articles.")
_UNEXPECTED = N_("Something unexpected went wrong; the terminal that opened this window says what.")
