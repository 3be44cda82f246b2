"""The page in another language: its texts replaced, everything else as it is."""

from __future__ import annotations

import pytest

from qa.ui.interface_words import language
from qa.ui.page_language import texts_of, when_asked, with_texts


def _page(first: int, **props: object) -> dict[str, object]:
    components = [
        {"id": first, "type": "button", "props": {"value": "Stop", "elem_id": "a", **props}},
        {"id": first + 1, "type": "html", "props": {"value": "<b>1</b>"}},
    ]
    return {"components": components, "title": "Cited articles"}


class _Built:
    """A page that was built, as far as its texts go."""

    def __init__(self, first: int, value: str) -> None:
        self._config = _page(first, value=value)

    def get_config_file(self) -> dict[str, object]:
        return self._config


def test_only_what_is_said_differently_is_replaced() -> None:
    english = _page(3)
    texts = texts_of(english, _page(30, value="Anhalten", elem_id="b"))
    assert texts == {3: {"value": "Anhalten"}}
    expected = _page(3, value="Anhalten")
    assert with_texts(english, texts) == expected
    assert english == _page(3)


def test_a_page_without_other_texts_is_itself() -> None:
    page = _page(3)
    assert with_texts(page, {}) is page


def test_a_page_of_other_components_is_refused() -> None:
    other = _page(3)
    other["components"] = []
    with pytest.raises(ValueError, match="other components"):
        texts_of(_page(3), other)


def test_a_language_is_built_when_it_is_asked_for_and_once() -> None:
    page, made = _Built(3, "Stop"), []

    def build() -> _Built:
        made.append(language())
        return _Built(30, "Anhalten" if language() == "de" else "Stop")

    texts = when_asked(page, build)  # type: ignore[arg-type]
    assert texts("en") == {}
    assert made == []
    assert [texts("de"), texts("de")] == [{3: {"value": "Anhalten"}}] * 2
    assert made == ["de"]
