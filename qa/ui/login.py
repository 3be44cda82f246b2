"""Authenticates people by password and programs by bearer token; sessions end.

    POST /login -> cookie -> the address asked for      Authorization: Bearer … -> endpoints, tools
    POST /logout -> the cookie is worth nothing

With a password or a token set, nothing but the form to log in is open without one. Secrets are
compared in constant time; who fails is slowed, then made to wait. It keeps no accounts: there
is one password and one token, and sessions live in this process only.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import ipaddress
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers, QueryParams
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from qa.ui.html.render import render
from qa.ui.interface_words import _, language
from qa.ui.problems import problem

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

COOKIE = "cited-articles-session"
SESSION_S = 12 * 3600.0
MOST_SESSIONS = 1_000
MOST_FORM_BYTES = 4_096
# The first failures cost a moment; from then on each doubles the time in which none is looked at.
FAILURE_S, FREE_FAILURES, LONGEST_WAIT_S = 0.5, 5, 900.0
MOST_ADDRESSES = 10_000
TOKEN_USER = "token"
# What the form leads back to lies below the window's root: no host, no way up, nothing encoded.
_WITHIN = re.compile(r"(?:\w[\w/-]*)?(?:\?.*)?", re.ASCII)


class Login:
    """The password, the token and the open sessions of one window.

    password: (user, password) or None. token: what programs show, or None; who has it may log
    in at the page as the user "token". clock: seconds that only grow.
    """

    def __init__(
        self,
        password: tuple[str, str] | None,
        token: str | None,
        *,
        clock: Callable[[], float] = time.monotonic,
        failure_s: float = FAILURE_S,
    ) -> None:
        pairs = [password] if password else []
        pairs += [(TOKEN_USER, token)] if token else []
        self._pairs = tuple(map(_digest_of_pair, pairs))
        self._tokens = (_digest(token),) if token else ()
        self._sessions: OrderedDict[bytes, float] = OrderedDict()
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self.starting = True  # until the server has asked itself whether it is there
        self._clock = clock
        self._failure_s = failure_s

    async def answers(self, scope: Scope, receive: Receive, send: Send) -> bool:
        """Answer the request here, unless it comes from someone who is known."""
        path, method = str(scope["path"]).rstrip("/"), scope["method"]
        if path == "/login":
            posted = method == "POST"
            response = await self._log_in(scope, receive) if posted else _form(scope, 200)
        elif path == "/logout" and self.knows(scope):
            response = self._log_out(scope) if method == "POST" else _only_posted()
        elif self.knows(scope) or (self.starting and path.endswith("/startup-events")):
            return False
        else:
            response = await self._turn_away(scope)
        response.headers["cache-control"] = "no-store"
        await response(scope, receive, send)
        return True

    def knows(self, scope: Scope) -> bool:
        """Whether the request shows a session that is open, or the token."""
        headers = Headers(scope=scope)
        ends = self._sessions.get(_digest(_cookie(headers)))
        if ends is not None and self._clock() < ends:
            return True
        # A token is too long to be guessed, so failures of others do not shut out who has it.
        shown = _bearer(headers)
        return bool(shown) and _is_one_of(_digest(shown), self._tokens)

    def waits_s(self, address: str) -> float:
        """For how long nothing that comes from the address is looked at."""
        failures, latest = self._failures.get(address, (0, 0.0))
        if failures < FREE_FAILURES:
            return 0.0
        pause = min(2.0 ** min(failures - FREE_FAILURES, 20), LONGEST_WAIT_S)
        return max(0.0, latest + pause - self._clock())

    async def _log_in(self, scope: Scope, receive: Receive) -> Response:
        address = _address(scope)
        if wait := self.waits_s(address):
            return _too_often(wait)
        form = await _form_of(receive)
        given = _digest_of_pair((form.get("username", ""), form.get("password", "")))
        if not _is_one_of(given, self._pairs):
            await self._failed(address)
            return _form(scope, 401, _("The name or the password is wrong."))
        self._failures.pop(address, None)
        key = secrets.token_urlsafe(32)
        self._open(_digest(key))
        page = "text/html" in Headers(scope=scope).get("accept", "")
        response = (
            RedirectResponse(f"./{_wanted(scope)}", 303)
            if page
            else JSONResponse({"success": True})
        )
        response.set_cookie(
            COOKIE,
            key,
            max_age=int(SESSION_S),
            httponly=True,
            samesite="lax",
            secure=scope["scheme"] == "https",
        )
        return response

    def _open(self, digest: bytes) -> None:
        now = self._clock()
        for old in [each for each, ends in self._sessions.items() if ends <= now]:
            del self._sessions[old]
        while len(self._sessions) >= MOST_SESSIONS:
            self._sessions.popitem(last=False)
        self._sessions[digest] = now + SESSION_S

    def _log_out(self, scope: Scope) -> Response:
        self._sessions.pop(_digest(_cookie(Headers(scope=scope))), None)
        response = RedirectResponse("login", 303)
        response.delete_cookie(COOKIE)
        return response

    async def _turn_away(self, scope: Scope) -> Response:
        headers, address = Headers(scope=scope), _address(scope)
        if _bearer(headers):
            if wait := self.waits_s(address):
                return _too_often(wait)
            await self._failed(address)
        if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
            return _form(scope, 401)
        told = "Log in, or show the token: Authorization: Bearer …"
        response = problem(401, told, path=str(scope["path"]))
        response.headers["www-authenticate"] = "Bearer"
        return response

    async def _failed(self, address: str) -> None:
        failures, _ = self._failures.pop(address, (0, 0.0))
        while len(self._failures) >= MOST_ADDRESSES:
            self._failures.popitem(last=False)
        self._failures[address] = (failures + 1, self._clock())
        await asyncio.sleep(self._failure_s)


def is_loopback(host: str) -> bool:
    """Whether only this machine can come to an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_one_of(given: bytes, known: Sequence[bytes]) -> bool:
    """Compared with each, so that the time tells nothing."""
    return sum(hmac.compare_digest(given, each) for each in known) > 0


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _digest_of_pair(pair: tuple[str, str]) -> bytes:
    return _digest(pair[0]) + _digest(pair[1])


def _cookie(headers: Headers) -> str:
    return cookie_parser(headers.get("cookie", "")).get(COOKIE, "")


def _bearer(headers: Headers) -> str:
    kind, _, shown = headers.get("authorization", "").partition(" ")
    return shown.strip() if kind.lower() == "bearer" else ""


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


async def _form_of(receive: Receive) -> dict[str, str]:
    """The fields of a posted form, the first of each name; {} if it is too large."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message["type"] == "http.request" and message.get("more_body", False)
        if len(body) > MOST_FORM_BYTES:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}


def _form(scope: Scope, status: int, said: str = "") -> Response:
    """The form, which may stand at any address: relative, because a proxy may know a longer one."""
    up = "../" * (str(scope["path"]).count("/") - 1)
    action = f"{up}login?{urlencode({'to': _wanted(scope)})}"
    form = render("page", "login", language=language(), action=action, said=said)
    return HTMLResponse(form, status)


def _wanted(scope: Scope) -> str:
    """What a person came for, from the window's root on; "" for the window itself."""
    path, query = str(scope["path"]).lstrip("/"), scope.get("query_string", b"").decode("latin-1")
    wanted = f"{path}?{query}" if query else path
    if path.rstrip("/") == "login":
        wanted = QueryParams(query).get("to", "")
    return wanted if _WITHIN.fullmatch(wanted) else ""


def _only_posted() -> Response:
    return Response("Log out by the button in the settings.\n", 405, {"allow": "POST"})


def _too_often(wait_s: float) -> Response:
    seconds = int(wait_s) + 1
    said = f"Too many failed tries: wait {seconds:,} s."
    return Response(f"{said}\n", 429, {"retry-after": str(seconds)}, "text/plain")
