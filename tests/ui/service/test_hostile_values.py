"""Every field of every endpoint, given every kind of value that no person would send.

Whatever is given, a call ends soon: with a result, or with one sentence that says what is wrong.
The values are those that JSON can bring; what cannot come so far (JSON that is none, or 10,000
levels deep) is sent to the server as bytes, in `test_server`.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Iterator

import gradio as gr
import pytest

from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.endpoints import build_endpoints
from tests.ui.components.wiring import built
from tests.ui.hostile import VALUES, blind_service

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")

QUESTION = "How many passengers can the ship take?"
SOON_S = 10.0
LONGEST_SENTENCE = 300


@pytest.fixture(scope="module")
def endpoints(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, Callable[..., object]]]:
    service = blind_service(tmp_path_factory.mktemp("hostile"))

    def build() -> gr.Blocks:
        with gr.Blocks() as page:
            build_endpoints(CollectionServices(service))
        return page

    page = built(build)
    yield {str(each.api_name): each.fn for each in page.fns.values() if each.fn}
    service.background.close()


def called(endpoint: Callable[..., object], arguments: dict[str, object]) -> str:
    """The sentence of a refusal; "" for an answer."""
    try:
        given = endpoint(**arguments)
        for _ in given if inspect.isgenerator(given) else ():
            pass
    except gr.Error as error:
        return str(error.message)
    return ""


def test_the_endpoints_are_those_that_are_tried(
    endpoints: dict[str, Callable[..., object]],
) -> None:
    assert sorted(endpoints) == ["ask", "search"]
    assert called(endpoints["search"], {"question": QUESTION}) == ""


@pytest.mark.parametrize("kind", VALUES)
def test_a_value_is_taken_or_refused_in_a_sentence(
    endpoints: dict[str, Callable[..., object]], kind: str
) -> None:
    for name, endpoint in endpoints.items():
        for field in inspect.signature(endpoint).parameters:
            began = time.monotonic()
            said = called(endpoint, {"question": QUESTION, field: VALUES[kind]})
            assert time.monotonic() - began < SOON_S, (name, field)
            assert said == "" or (said.endswith(".") and len(said) < LONGEST_SENTENCE), said
            assert "\n" not in said


REFUSED = {
    "question": set(VALUES)
    - {"a null character within", "marks of direction", "a day that is none", "year zero"},
    "k": set(VALUES) - {"zero", "minus one", "four hundred digits", "a fraction"},
    "words": set(VALUES) - {"null"},
    "history": set(VALUES) - {"null", "an empty text", "an empty list"},
    "articles": set(VALUES) - {"null", "an empty text", "an empty list"},
    "sources": set(VALUES) - {"null", "an empty text", "an empty list"},
    "first": set(VALUES) - {"null", "an empty text"},
    "last": set(VALUES) - {"null", "an empty text"},
}


@pytest.mark.parametrize("field", REFUSED)
def test_what_is_of_the_wrong_kind_is_refused_and_not_guessed_at(
    endpoints: dict[str, Callable[..., object]], field: str
) -> None:
    for endpoint in endpoints.values():
        if field in inspect.signature(endpoint).parameters:
            taken = [
                kind
                for kind in REFUSED[field]
                if not called(endpoint, {"question": QUESTION, field: VALUES[kind]})
            ]
            assert taken == []
