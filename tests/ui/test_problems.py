"""Problem documents: what they carry, and what OpenAI's clients find in them."""

from __future__ import annotations

import json

from qa.ui.problems import MEDIA_TYPE, problem


def body_of(response: object) -> dict[str, object]:
    return json.loads(response.body)  # type: ignore[attr-defined, no-any-return]


def test_a_problem_has_the_members_of_rfc_9457() -> None:
    response = problem(422, "The question is empty.", path="/api/v1/ask")
    assert response.media_type == MEDIA_TYPE == "application/problem+json"
    assert body_of(response) == {
        "type": "about:blank",
        "title": "Unprocessable Content",
        "status": 422,
        "detail": "The question is empty.",
    }


def test_only_what_may_pass_says_when_to_try_again() -> None:
    assert problem(503, "Not yet.").headers["retry-after"] == "10"
    assert "retry-after" not in problem(404, "Nothing here.").headers


def test_fields_that_do_not_fit_are_listed() -> None:
    given = body_of(problem(422, "k: too large.", errors=[{"at": "k", "detail": "too large"}]))
    assert given["errors"] == [{"at": "k", "detail": "too large"}]


def test_under_v1_there_is_what_clients_of_openai_read() -> None:
    given = body_of(problem(404, "There is no such model.", path="/v1/models/x"))
    assert given["error"] == {
        "message": "There is no such model.",
        "type": "invalid_request_error",
        "param": None,
        "code": None,
    }
    failed = body_of(problem(503, "Not yet.", path="/v1/chat/completions"))["error"]
    assert isinstance(failed, dict)
    assert failed["type"] == "server_error"
