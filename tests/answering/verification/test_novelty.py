"""Terms of a claim that its quote does not speak of, by form and by nearness in meaning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from qa.answering.verification.novelty import nearness_by, things_of, unsupported_terms

QUOTE = "The ship can take about 200 passengers from Rajin."


@pytest.mark.parametrize(
    ("claim", "terms"),
    [
        ("The ship takes passengers.", ()),
        ("The ship takes passengers to the moon.", ("moon",)),
        ("The ship takes elephants from Rajin.", ("elephants",)),
        ("It can take 200 passengers in May.", ()),
    ],
)
def test_forms_of_the_same_word_are_known_and_others_are_not(
    claim: str, terms: tuple[str, ...]
) -> None:
    assert unsupported_terms(claim, QUOTE) == terms


def test_what_a_person_sees_beside_the_quote_counts() -> None:
    claim = "The ferry takes passengers."
    assert unsupported_terms(claim, QUOTE, context=("A ferry sails",)) == ()


def test_a_near_word_passes_and_a_far_one_does_not() -> None:
    def near(words: Sequence[str], others: Sequence[str]) -> list[float]:
        assert "passengers" in others
        return [0.9 if word == "people" else 0.1 for word in words]

    assert unsupported_terms("The ship takes people.", QUOTE, near=near) == ()
    assert unsupported_terms("The ship takes coal.", QUOTE, near=near) == ("coal",)


def test_nearness_is_the_best_cosine_of_each_word() -> None:
    axes = {"east": (1.0, 0.0), "north": (0.0, 1.0), "northeast": (0.6, 0.8)}

    class Axes:
        name, dim, max_tokens = "axes", 2, 9

        def count_tokens(self, texts: Sequence[str]) -> list[int]:
            return [1] * len(texts)

        def encode(self, texts: Sequence[str]) -> np.ndarray:
            return np.array([axes[text] for text in texts], dtype=np.float32)

    near = nearness_by(Axes())
    assert near(["northeast"], ["east", "north"]) == [pytest.approx(0.8)]
    assert near([], ["east"]) == []
    assert near(["east"], []) == [0.0]


def test_things_stand_at_the_end_of_a_phrase() -> None:
    assert things_of("They live on the cold moon.") == {"moon"}
