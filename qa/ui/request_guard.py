"""Decides which requests reach the window: by Host, Origin, page, password and size. ASGI.

    request -> known host? -> same origin? -> logged in? -> its own page? -> small enough? -> Gradio

It stands in front of everything, Gradio's own routes, WebSockets and the MCP tools included.

Host: a page of any site can have its name resolve to this machine (DNS rebinding), so a name
that this server does not go by is refused. Origin: a page of another site or another port may
not ask. Page: whatever is not a public endpoint takes only requests that a browser says come
from this window's own page; programs have the public endpoints.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from qa.articles.corpus_folder import MAX_UPLOAD_BYTES
from qa.ui.problems import problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from qa.ui.login import Login

API = "/gradio_api"
TOOLS = ("/mcp", f"{API}/mcp")
# What `api.doors` serves: made for programs, each request whole and on its own.
DOORS = ("/api/", "/v1/")
# The page sends the conversations that the browser keeps along with some requests.
MAX_BODY_BYTES = 16 * 1024 * 1024
MAX_UPLOADS_BYTES = 4 * MAX_UPLOAD_BYTES
_HOST = re.compile(r"\A(?:\[([0-9a-fA-F:.]{2,45})\]|([a-zA-Z0-9._-]{1,253}))(?::\d{1,5})?", re.A)
_READS = ("GET", "HEAD", "OPTIONS")
# What programs need besides the endpoints: to take back what they asked.
_FOR_PROGRAMS = (f"{API}/cancel", f"{API}/reset")
_ENDS_BY_NAME = tuple(f"{API}/{route}/" for route in ("run", "api", "call", "call/v2"))
_BY_FIELDS = f"{API}/call/v2/"


class Refused(Exception):
    """The request is not answered: status and one sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Endpoints:
    """What programs may call.

    fields: of each endpoint by its name what it takes, and whether it has to be given.
    numbers: the name of each by Gradio's number of it.
    """

    fields: Mapping[str, Mapping[str, bool]]
    numbers: Mapping[int, str]


class RequestGuard:
    """ASGI middleware.

    bound: the address that the server listens on. names: further names that it goes by.
    login: who may come in; None: everyone.
    """

    def __init__(
        self,
        app: ASGIApp,
        endpoints: Endpoints,
        *,
        bound: str,
        names: Collection[str] = (),
        login: Login | None = None,
    ) -> None:
        self._app = app
        self._endpoints = endpoints
        self._bound = bound.lower().strip("[]")
        self._names = frozenset(name.lower() for name in names)
        self._login = login

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it here."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            self._check_host(headers)
            own_page = check_origin(headers)
            if scope["type"] == "http" and self._login is not None:
                if await self._login.answers(scope, receive, send):
                    return
            elif self._login is not None and not self._login.knows(scope):
                raise Refused(401, "Log in first.")
            if scope["type"] == "http":
                receive = await self._checked_body(scope, receive, headers, own_page)
            await self._app(scope, receive, send)
        except Refused as refused:
            await _refuse(scope, receive, send, refused)

    def _check_host(self, headers: Headers) -> None:
        given = headers.getlist("host")
        name = host_name(given[0]) if len(given) == 1 else None
        if name is None:
            raise Refused(400, "The request names no host, or not one.")
        if not self._goes_by(name):
            raise Refused(
                421,
                f"This window does not go by the name {name}. If it should, start it with "
                f"QA_ALLOWED_HOSTS={name}.",
            )

    def _goes_by(self, name: str) -> bool:
        if name in {"localhost", self._bound} | self._names:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        # An address cannot be made to lead elsewhere, as a name can; so where the server listens
        # on all addresses of the machine, any is one.
        return address.is_loopback or self._bound in ("0.0.0.0", "::", "")

    async def _checked_body(
        self, scope: Scope, receive: Receive, headers: Headers, own_page: bool
    ) -> Receive:
        """What the application receives: the body as it comes, or read here where it is judged.

        Raises Refused if only the window's own page may ask for this.
        """
        path = str(scope["path"]).rstrip("/")
        uploads = path == f"{API}/upload"
        limit = MAX_UPLOADS_BYTES if uploads else MAX_BODY_BYTES
        length = headers.get("content-length", "")
        if length and not (length.isdigit() and len(length) < 16 and int(length) <= limit):
            raise Refused(413, f"The request is larger than {limit // 1024**2} MB.")
        if scope["method"] in _READS:
            return receive
        judged = path == f"{API}/queue/join" or path.startswith(_ENDS_BY_NAME)
        for_programs = path in (*_FOR_PROGRAMS, *TOOLS) or path.startswith(DOORS)
        if not (own_page or judged or for_programs):
            raise Refused(403, "This can be done at the window's own page only.")
        if length and (own_page or for_programs):
            return receive
        if uploads:
            raise Refused(411, "The request does not say how large it is.")
        body = await _read(receive, limit)
        if not own_page and judged and not self._is_public(path, body):
            raise Refused(403, "This can be done at the window's own page only.")
        return _replayed(body, receive)

    def _is_public(self, path: str, body: bytes) -> bool:
        """Whether a call is of an endpoint, by its name in the path and its number in the body."""
        try:
            asked = json.loads(body, object_pairs_hook=_once) if body else {}
        except (ValueError, RecursionError):
            raise Refused(400, "The request is no JSON that can be read.") from None
        number = asked.get("fn_index") if isinstance(asked, dict) else None
        if number is not None and (
            type(number) is not int or number not in self._endpoints.numbers
        ):
            return False
        if path == f"{API}/queue/join":
            if number is not None:
                self._check_arguments(self._endpoints.numbers[number], asked, named=False)
            return number is not None
        begun = max((start for start in _ENDS_BY_NAME if path.startswith(start)), key=len)
        name = path.removeprefix(begun)
        if name in self._endpoints.fields:
            self._check_arguments(name, asked, named=begun == _BY_FIELDS)
        return name in self._endpoints.fields

    def _check_arguments(self, name: str, asked: object, *, named: bool) -> None:
        """Raises Refused for what Gradio would answer with an error of its own.

        named: by fields, otherwise by position, the list `data`.
        """
        fields = self._endpoints.fields[name]
        told = f"/{name} takes {', '.join(fields)}"
        if not isinstance(asked, dict):
            raise Refused(400, f"{told}, as one JSON object.")
        if named:
            if unknown := [str(field) for field in asked if field not in fields]:
                raise Refused(400, f"{told}; not {unknown[0][:50]}.")
            given = set(asked)
        else:
            data = asked.get("data")
            if not isinstance(data, list) or len(data) > len(fields):
                raise Refused(400, f"{told}, in this order, as the list data.")
            given = set(list(fields)[: len(data)])
        if missing := [field for field, due in fields.items() if due and field not in given]:
            raise Refused(400, f"{told}; {missing[0]} is missing.")


def host_name(host: str) -> str | None:
    """The name or address of a Host header without its port: "[::1]:80" -> "::1"; None: no name."""
    match = _HOST.fullmatch(host)
    return (match[1] or match[2]).lower().rstrip(".") or None if match else None


def check_origin(headers: Headers) -> bool:
    """Whether the request says that it is of this window's own page.

    A request without an Origin is of a program, or of a page that is opened.
    Raises Refused for one that another page made.
    """
    origin = headers.get("origin")
    fetched = headers.get("sec-fetch-site")
    if origin is not None and not _same(origin, headers["host"]):
        raise Refused(403, "Pages of other addresses may not ask this window.")
    opened = headers.get("sec-fetch-mode") == "navigate"
    if fetched in ("cross-site", "same-site") and not opened:
        raise Refused(403, "Pages of other addresses may not ask this window.")
    return origin is not None or fetched == "same-origin"


def _same(origin: str, host: str) -> bool:
    scheme, colon, rest = origin.partition("://")
    usual = {"http": ":80", "https": ":443"}.get(scheme)
    return (
        bool(colon)
        and usual is not None
        and (rest.lower().removesuffix(usual) == host.lower().removesuffix(usual))
    )


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON; of a key that comes twice readers take different values.

    Raises Refused for what Gradio takes for a file of this machine: the endpoints have no files.
    """
    made = dict(pairs)
    meta = made.get("meta")
    if isinstance(meta, dict) and meta.get("_type") == "gradio.FileData":
        raise Refused(400, "The endpoints take texts and numbers and no files.")
    if len(made) != len(pairs):
        raise ValueError("a key comes twice")
    return made


async def _read(receive: Receive, limit: int) -> bytes:
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > limit:
            raise Refused(413, f"The request is larger than {limit // 1024**2} MB.")
        more = message["type"] == "http.request" and message.get("more_body", False)
    return bytes(body)


def _replayed(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


async def _refuse(scope: Scope, receive: Receive, send: Send, refused: Refused) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": str(refused)})
        return
    path = str(scope["path"])
    if path.startswith(DOORS):
        response = problem(refused.status, str(refused), path=path)
    else:
        response = PlainTextResponse(f"{refused}\n", refused.status)
    response.headers["connection"] = "close"
    await response(scope, receive, send)
