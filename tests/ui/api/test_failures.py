"""What went wrong, as a status and a sentence."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from qa.errors import QaError, QuestionError, ReaderError
from qa.ui.api.failures import field_of, sentence_of_invalid, status_and_sentence
from qa.ui.api.shapes import AskRequest
from qa.ui.service.asking import NotReady


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (QuestionError("Ask something."), 422),
        (NotReady("Wait."), 503),
        (ReaderError("Weights."), 500),
        (QaError("Else."), 500),
    ],
)
def test_ours_are_told_as_they_are(error: Exception, status: int) -> None:
    assert status_and_sentence(error) == (status, str(error))


def test_others_are_told_in_one_fixed_sentence(caplog: pytest.LogCaptureFixture) -> None:
    status, told = status_and_sentence(KeyError("/home/ann"))
    assert (status, "/home/ann" in told) == (500, False)
    assert "/home/ann" in caplog.text


def test_fields_are_named_and_their_values_are_not() -> None:
    with pytest.raises(ValidationError) as caught:
        AskRequest.model_validate({"question": "When?", "words": "hunter2"})
    told = sentence_of_invalid(caught.value)
    assert told.startswith("words: ")
    assert "hunter2" not in told
    with pytest.raises(ValidationError) as caught:
        AskRequest.model_validate({"question": "When?", "k": "hunter2"})
    assert sentence_of_invalid(caught.value) == (
        "The request: there is no field k; there are collection, articles, sources, first, last, "
        "question, history, words, stream."
    )


def test_a_location_is_a_path() -> None:
    assert field_of(("body", "history", 0, "question")) == "history.0.question"
    assert field_of(("body",)) == "The request"
