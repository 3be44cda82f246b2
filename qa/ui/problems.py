"""Errors as problem documents: `application/problem+json` with status, title and one sentence.

    status + sentence -> {"type", "title", "status", "detail"}

Used by the request guard and by the doors behind it. Source: RFC 9457, "Problem Details for HTTP
APIs". Clients of the OpenAI interface read the member `error` instead, so its paths carry that
too. No problem repeats what was sent.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from http import HTTPStatus

from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_S = 10
# As RFC 9110 has them; Python before 3.13 has the names of before.
_PHRASES = {413: "Content Too Large", 422: "Unprocessable Content"}


def problem(
    status: int, detail: str, *, path: str = "", errors: Sequence[dict[str, object]] = ()
) -> Response:
    """The response that tells one problem.

    path: of the request; under /v1/ the members that OpenAI's clients read are added.
    errors: the fields that do not fit, each with `at` and `detail`.
    """
    headers = {"retry-after": str(RETRY_AFTER_S)} if status == 503 else None
    body = problem_body(status, detail, path=path, errors=errors)
    # In ASCII: a sentence may name what was sent, and half a surrogate pair is no UTF-8.
    return Response(json.dumps(body), status, headers=headers, media_type=MEDIA_TYPE)


def problem_body(
    status: int, detail: str, *, path: str = "", errors: Sequence[dict[str, object]] = ()
) -> dict[str, object]:
    """The document itself, for streams that have begun."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": _PHRASES.get(status) or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = list(errors)
    if path.startswith("/v1/"):
        kind = "invalid_request_error" if status < 500 else "server_error"
        body["error"] = {"message": detail, "type": kind, "param": None, "code": None}
    return body
