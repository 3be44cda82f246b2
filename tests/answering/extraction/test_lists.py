"""The items of a series are found by punctuation and shape, to the character."""

import pytest

from qa.answering.extraction.lists import series_of


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        (
            "It was signed by Oslo, Rome and Bern.",
            ["Oslo", "Rome", "Bern"],
        ),
        (
            "With pressure on Iran, firms including Deutsche Bahn, Daimler, and Siemens have left.",
            ["Deutsche Bahn", "Daimler", "Siemens"],
        ),
        (
            "She was married to agent Pat Ray; conductor Leo Stone, who had two sons; and author "
            "Wyatt Hill, father of Ann.",
            ["Pat Ray", "conductor Leo Stone", "author Wyatt Hill"],
        ),
        (
            "It applies to County Cork, County Kerry and County Clare and starts tomorrow.",
            ["County Cork", "County Kerry", "County Clare"],
        ),
        (
            "Their demands include an inquiry, the release of those held, and a vote.",
            ["an inquiry", "the release of those held", "a vote"],
        ),
        (
            'He said: "It fell, it rose. We sell apples, pears and figs."',
            ["We sell apples", "pears", "figs"],
        ),
        ("He was tall and thin.", ["tall", "thin"]),
        ("On Monday, he left.", []),
        ("", []),
        ("and, or, and", []),
    ],
)
def test_items(sentence: str, items: list[str]) -> None:
    assert [sentence[start:end] for start, end in series_of(sentence)] == items
