"""The page in another language: its texts replaced, everything else as it is."""

from __future__ import annotations

import pytest

from qa.ui.page_language import texts_of, with_texts


def _page(first: int, **props: object) -> dict[str, object]:
    components = [
        {"id": first, "type": "button", "props": {"value": "Stop", "elem_id": "a", **props}},
        {"id": first + 1, "type": "html", "props": {"value": "<b>1</b>"}},
    ]
    return {"components": components, "title": "Cited articles"}


def test_only_what_is_said_differently_is_replaced() -> None:
    english = _page(3)
    texts = texts_of(english, _page(30, value="Anhalten", elem_id="b"))
    assert texts == {3: {"value": "Anhalten"}}
    expected = _page(3, value="Anhalten")
    assert with_texts(english, texts) == expected
    assert english == _page(3)


def test_what_is_no_page_stays_as_it_is() -> None:
    assert with_texts({"named": 1}, {3: {"value": "x"}}) == {"named": 1}
    assert with_texts("root", {3: {"value": "x"}}) == "root"
    page = _page(3)
    assert with_texts(page, {}) is page


def test_a_page_of_other_components_is_refused() -> None:
    other = _page(3)
    other["components"] = []
    with pytest.raises(ValueError, match="other components"):
        texts_of(_page(3), other)
