"""For programs that use gradio_client: /ask and /search of the window's server.

They give the JSON of `qa.serial`, the same that the terminal's --json and `answer_to_dict`
give, but for one name: an article's `path` is called `file`, because gradio_client takes
any object with a `path` for a file of the server and tries to download it. A failure comes
back as one sentence.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import closing

import gradio as gr
from gradio.events import api

from qa.errors import QaError, QuestionError
from qa.records import Turn
from qa.scope import Scope, make_scope
from qa.serial import answer_to_dict, hit_to_dict
from qa.ui.service.asking import Asked, drafts_only, in_turn, ready
from qa.ui.service.collection_services import CollectionServices

MOST_PASSAGES = 100
MOST_CHOSEN, LONGEST_CHOSEN = 10_000, 1_000


def build_endpoints(services: CollectionServices) -> None:
    """Declare the endpoints. Their questions wait in the same queue as those of the window."""

    def ask(  # noqa: PLR0917 - Gradio passes what a program sends by position
        question: str,
        history: list[dict[str, str]] | None = None,
        words: int | None = None,
        articles: list[str] | None = None,
        sources: list[str] | None = None,
        first: str | None = None,
        last: str | None = None,
        collection: str | None = None,
    ) -> Iterator[dict[str, object]]:
        """Answer a question from the articles; every sentence is cited to its exact source.

        Args:
            question: The question, in plain words.
            history: Earlier turns, oldest first, each with the keys question and answer.
            words: About how long the answer is, 10 to 1000.
            articles: Ids of the only articles to answer from.
            sources: The only sources to answer from, as the articles name them.
            first: The first day of the articles to answer from, like 2017-10-07.
            last: The last day of the articles to answer from, like 2017-10-31.
            collection: The collection to answer from; without it the window's own.

        Returns:
            The answer: text, sentences, citations with quote and article, and status, which
            is answered, partial or not_found. It comes as growing drafts; the last is checked.
        """
        try:
            turns = _turns(history)
            scope = _scope(articles, sources, first, last)
            service = services.of(_name(collection))
            told = in_turn(service, Asked(question, turns, words, scope))
            with closing(told):
                for draft in drafts_only(told):
                    yield for_client(answer_to_dict(draft))
        except QaError as error:
            raise gr.Error(str(error), print_exception=False) from None

    def search(  # noqa: PLR0917 - as above
        question: str,
        k: int = 10,
        articles: list[str] | None = None,
        sources: list[str] | None = None,
        first: str | None = None,
        last: str | None = None,
        collection: str | None = None,
    ) -> list[dict[str, object]]:
        """Find the passages of the articles that are closest to a question, best first.

        Args:
            question: The question, in plain words.
            k: How many passages, at most 100.
            articles: Ids of the only articles to search.
            sources: The only sources to search, as the articles name them.
            first: The first day of the articles to search, like 2017-10-07.
            last: The last day of the articles to search, like 2017-10-31.
            collection: The collection to search; without it the window's own.

        Returns:
            The passages with their scores, offsets and articles.
        """
        try:
            most = _passages(k)
            scope = _scope(articles, sources, first, last)
            service = ready(services.of(_name(collection)))
            with service.background.working():
                hits = service.assistant().search(question, k=most, scope=scope)
        except QaError as error:
            raise gr.Error(str(error), print_exception=False) from None
        return [for_client(hit_to_dict(hit)) for hit in hits]

    api(ask, api_name="ask", concurrency_limit=None)
    api(search, api_name="search")


def _turns(history: object) -> list[Turn]:
    """What a program gives as history, which is any JSON."""
    turns = []
    for turn in _listed(history):
        said = turn if isinstance(turn, dict) and {"question", "answer"} & set(turn) else {}
        question, answer = said.get("question", ""), said.get("answer", "")
        if not (said and isinstance(question, str) and isinstance(answer, str)):
            raise QuestionError(
                "history must be a list of earlier turns, each with the texts question and answer."
            )
        turns.append(Turn(question, answer))
    return turns


def _listed(given: object) -> list[object]:
    """A list as it is, one thing as a list of it, nothing as an empty one."""
    if isinstance(given, list):
        return given
    return [] if given is None or given == "" else [given]


def _passages(k: object) -> int:
    # A whole number may be larger than any that `isfinite` takes.
    if isinstance(k, int) and not isinstance(k, bool):
        return max(1, min(k, MOST_PASSAGES))
    if isinstance(k, float) and math.isfinite(k):
        return max(1, min(int(k), MOST_PASSAGES))
    raise QuestionError(f"k must be a number of passages, 1 to {MOST_PASSAGES}.")


def _texts(given: object, *, name: str) -> list[str]:
    """What a program gives as a list of texts to choose by."""
    listed = _listed(given)
    texts = [text for text in listed if isinstance(text, str) and len(text) <= LONGEST_CHOSEN]
    if len(listed) > MOST_CHOSEN or len(texts) < len(listed):
        raise QuestionError(
            f"{name} must be a list of at most {MOST_CHOSEN:,} texts, each of at most "
            f"{LONGEST_CHOSEN:,} characters."
        )
    return texts


def _scope(articles: object, sources: object, first: object, last: object) -> Scope:
    return make_scope(
        articles=_texts(articles, name="articles"),
        sources=_texts(sources, name="sources"),
        first=_day(first, name="first"),
        last=_day(last, name="last"),
    )


def _name(given: object) -> str:
    if given is not None and not isinstance(given, str):
        raise QuestionError("collection must be the name of a collection.")
    return given or ""


def _day(given: object, *, name: str) -> str:
    if given is not None and not isinstance(given, str):
        raise QuestionError(f"{name} must be a day like 2017-10-07.")
    return given or ""


def for_client(value: dict[str, object]) -> dict[str, object]:
    """The JSON object with every `path` called `file`."""
    return {("file" if name == "path" else name): _renamed(each) for name, each in value.items()}


def _renamed(value: object) -> object:
    if isinstance(value, dict):
        return for_client(value)
    return [_renamed(item) for item in value] if isinstance(value, list) else value
