"""Exceptions -> the status and the sentence that a program is told.

    QuestionError -> 422, NotReady -> 503, … ; ValidationError -> which fields do not fit

Shared by REST, the OpenAI-compatible interface and the tools. What nobody expected is logged and
told in one fixed sentence.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from qa.errors import (
    ChatModelError,
    CollectionError,
    CollectionMissing,
    IndexLocked,
    IndexMismatch,
    IndexMissing,
    QaError,
    QuestionError,
)
from qa.ui.service.asking import NotReady
from qa.ui.service.background import WindowClosed

MOST_TOLD = 5  # of the fields that do not fit
# The status of each kind of error, the first that fits; whatever else we raise is our own fault.
_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (QuestionError, 422),
    (CollectionMissing, 404),
    (CollectionError, 422),
    (ChatModelError, 502),
    (NotReady, 503),
    (WindowClosed, 503),
    (IndexMissing, 503),
    (IndexMismatch, 503),
    (IndexLocked, 503),
)
_UNEXPECTED = "Something unexpected went wrong; the terminal that opened this window says what."
WHOLE = "The request"
_NO_OBJECT = ("missing", "model_attributes_type")
_log = logging.getLogger(__name__)


def status_and_sentence(error: Exception) -> tuple[int, str]:
    """The status of an error and what may be told of it; what nobody expected is logged."""
    for kind, status in _STATUS:
        if isinstance(error, kind):
            return status, str(error)
    if isinstance(error, QaError):
        return 500, str(error)
    _log.error("a program's request failed", exc_info=error)
    return 500, _UNEXPECTED


def sentence_of_invalid(error: ValidationError) -> str:
    """Which fields do not fit, and why; never what was sent in them."""
    told = error.errors(include_url=False, include_input=False)
    return " ".join(f"{at}: {why}." for at, why in map(misfit, told[:MOST_TOLD]))


def misfit(error: Mapping[str, Any]) -> tuple[str, str]:
    """Where in the request something does not fit, and why, of one error of pydantic's."""
    at, kind = field_of(error["loc"]), error["type"]
    if kind == "json_invalid":
        return WHOLE, f"it is no JSON that can be read: {error['ctx']['error']}"
    if kind in _NO_OBJECT and at == WHOLE:
        return at, "send one JSON object, with the header Content-Type: application/json"
    if kind == "model_attributes_type":
        return at, "this must be a JSON object"
    return at, str(error["msg"]).removeprefix("Value error, ")  # of our own checks


def field_of(location: Sequence[object]) -> str:
    """Where in the request something does not fit: ("body", "history", 0) -> "history.0"."""
    names = [str(part)[:50] for part in location if part not in ("body", "query", "path")]
    return ".".join(names) or WHOLE
