from __future__ import annotations

import pytest

from qa.ui.html.citation_address import CitedSpan, href, key, of_citation, of_hit, parse
from tests.ui.make import citation, hit

SPAN = CitedSpan("0123456789abcdef", 29, 46, 2)


def test_a_span_survives_the_round_trip() -> None:
    assert key(SPAN) == "0123456789abcdef-29-46-2"
    assert href(SPAN) == "#cite-0123456789abcdef-29-46-2"
    assert parse(key(SPAN)) == SPAN


def test_citations_and_hits_have_spans() -> None:
    assert of_citation(citation(2, "It is 54 km long.")) == SPAN
    assert of_hit(hit("It is 54 km long.")) == CitedSpan("0123456789abcdef", 29, 46, 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        5,
        "x-1-2-3",
        "0123-5-2-1",
        "0123-1-2",
        "0123--1-2-1",
        "../../etc-1-2-3",
        "01-1-2-3\n",
    ],
)
def test_what_is_not_ours_is_refused(text: object) -> None:
    assert parse(text) is None
