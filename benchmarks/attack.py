"""Tries at a running window what a stranger would try, and counts what was refused.

    python -m benchmarks.attack                       both kinds of window, over the example corpus
    python -m benchmarks.attack --address URL         a window of your own, without a password

Kinds: foreign hosts (DNS rebinding), foreign origins, listeners of the page by their number,
requests that are too large or no requests at all, files of the machine, and with a password:
every route without it, guessing, and what remains after logging out. Each try says what would
have been wrong; a try that gets through is printed. It changes nothing in a window that holds.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.common.table import Table, show

ROOT = Path(__file__).parents[1]
TOKEN = "0123456789abcdefgh"
API = "/gradio_api"
ROUTES = (
    "/", "/config", "/info", "/openapi.json", "/theme.css", "/logout", "/monitoring", "/docs",
    f"{API}/info", f"{API}/openapi.json", f"{API}/config", f"{API}/app_id", f"{API}/token",
    f"{API}/user", f"{API}/heartbeat/x", f"{API}/queue/data?session_hash=x", f"{API}/queue/status",
    f"{API}/file=/etc/passwd", f"{API}/upload_progress?upload_id=x", f"{API}/startup-events",
    f"{API}/mcp/", f"{API}/mcp/schema", f"{API}/mcp/sse", f"{API}/call/ask/x", f"{API}/deep_link",
    f"{API}/runs", "/static/img/logo.svg", "/assets/index.js", "/api/docs", "/api/v1/openapi.json",
    "/api/v1/articles", "/api/v1/articles/x", "/api/v1/status", "/api/v1/health", "/v1/models",
    "/metrics",
    "/api/v1/collections", "/v1/models/x", "/mcp",
)  # fmt: skip
CHANGES = (
    f"{API}/upload", f"{API}/queue/join", f"{API}/run/predict", f"{API}/api/predict",
    f"{API}/call/ask", f"{API}/call/search", f"{API}/call/v2/ask", f"{API}/reset", f"{API}/cancel",
    f"{API}/component_server", f"{API}/mcp/", f"{API}/mcp/messages/", f"{API}/process_recording",
    f"{API}/vibe-edit", f"{API}/stream/x", f"{API}/stream/x/close", "/api/v1/ask", "/api/v1/search",
    "/api/v1/build", "/v1/chat/completions", "/mcp",
)  # fmt: skip
FOREIGN_HOSTS = (
    "evil.example", "evil.example:{port}", "127.0.0.1.evil.example", "localhost.evil.example",
    "evil.example@127.0.0.1", "127.0.0.1:{port}@evil.example", "evil.example#127.0.0.1",
    "evil.example\\127.0.0.1", "[::1].evil.example", "xn--lcalhost-0za", "l\u043ecalhost", "",
)  # fmt: skip
FOREIGN_ORIGINS = (
    "http://evil.example", "https://evil.example:{port}", "null", "http://127.0.0.1:1",
    "http://localhost:3000", "http://localhost", "file://", "http://127.0.0.1:{port}.evil.example",
    "http://evil.example/127.0.0.1:{port}", "chrome-extension://abc", "http://127.0.0.1:{port}@evil",
    "http://[::1]:{port}",
)  # fmt: skip
MUST_REFUSE = range(400, 500)


@dataclass
class Tries:
    """How many requests were tried and refused of each kind, and those that got through."""

    tried: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    through: list[str] = field(default_factory=list)

    def count(self, kind: str, said: str, *, refused: bool) -> None:
        self.tried[kind] += 1
        self.refused[kind] += refused
        if not refused:
            self.through.append(f"{kind}: {said}")


@dataclass(frozen=True)
class Request:
    """One try: kind, method, path, headers and body."""

    kind: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""


def send(address: str, request: Request, *, most: int = 200) -> tuple[int, str]:
    """Status and beginning of the answer; 400 where the server hangs up without one."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.putrequest(request.method, request.path, skip_host="Host" in request.headers)
        for name, value in request.headers.items():
            connection.putheader(name, value.encode())
        if request.body and "Content-Length" not in request.headers:
            connection.putheader("Content-Length", str(len(request.body)))
        connection.endheaders(request.body or None)
        response = connection.getresponse()
        return response.status, response.read(most).decode("utf-8", "replace")
    except (http.client.HTTPException, OSError):
        return 400, "hung up"
    finally:
        connection.close()


def by_strangers(address: str) -> Iterator[Request]:
    """What must be refused whether or not there is a password."""
    port = urlsplit(address).port
    own = f"{urlsplit(address).netloc}"
    json_type = {"Content-Type": "application/json"}
    for host in FOREIGN_HOSTS:
        name = host.format(port=port)
        for path in ROUTES:
            yield Request("foreign host", "GET", path, {"Host": name})
        for path in CHANGES:
            posted = {"Host": name, "Origin": f"http://{name}"} | json_type
            yield Request("foreign host", "POST", path, posted, b"{}")
        yield Request("foreign host", "OPTIONS", f"{API}/queue/join", {"Host": name})
    for origin in FOREIGN_ORIGINS:
        named = {"Origin": origin.format(port=port)}
        for path in CHANGES:
            yield Request("foreign origin", "POST", path, named | json_type, b"{}")
        form = named | {"Content-Type": "text/plain"}
        yield Request("foreign origin", "POST", f"{API}/queue/join", form, b'{"fn_index":0}')
        asked = named | {"Access-Control-Request-Method": "POST"}
        yield Request("foreign origin", "OPTIONS", f"{API}/queue/join", asked)
    for site in ("cross-site", "same-site"):
        for path in ROUTES:
            yield Request("foreign page", "GET", path, {"Sec-Fetch-Site": site})
    yield from _by_number(json_type, public_numbers(address))
    yield from _misshapen(own, json_type)


def public_numbers(address: str) -> set[int]:
    """The numbers of the endpoints that programs may call; none where they are not told."""
    status, text = send(address, Request("", "GET", "/config", {}), most=10**7)
    listed = json.loads(text)["dependencies"] if status == 200 else []
    return {each["id"] for each in listed if each.get("api_visibility") == "public"}


def _by_number(json_type: dict[str, str], public: set[int]) -> Iterator[Request]:
    """The listeners of the page, asked by a program that claims no page."""
    odd = (10**6, -1, True, "3", 3.0, [3], {"n": 3})
    for number in (*sorted(set(range(60)) - public), *odd):
        asked = {"fn_index": number, "data": [], "session_hash": "x"}
        body = json.dumps(asked).encode()
        yield Request("listener by number", "POST", f"{API}/queue/join", json_type, body)
        yield Request("listener by number", "POST", f"{API}/run/predict", json_type, body)
    twice = b'{"fn_index": 1, "data": [], "session_hash": "x", "fn_index": 2}'
    yield Request("listener by number", "POST", f"{API}/queue/join", json_type, twice)
    file = {"Content-Type": "multipart/form-data; boundary=x"}
    said = b'Content-Disposition: form-data; name="files"; filename="a.txt"'
    part = b"--x\r\n" + said + b"\r\n\r\nhi\r\n--x--\r\n"
    yield Request("listener by number", "POST", f"{API}/upload", file, part)


def _misshapen(own: str, json_type: dict[str, str]) -> Iterator[Request]:
    join = f"{API}/queue/join"
    large = {"Content-Length": str(10**12)}
    yield Request("misshapen", "POST", join, json_type | large)
    yield Request("misshapen", "POST", f"{API}/upload", {"Origin": f"http://{own}"} | large)
    yield Request("misshapen", "POST", join, json_type, b"[" * 100_000)
    yield Request("misshapen", "POST", join, json_type, b"\xff\xfe not json")
    yield Request("misshapen", "POST", join, json_type, b"null")
    yield Request("misshapen", "POST", join, {"Content-Type": "text/plain"}, b"x")
    for path in (
        "/etc/passwd",
        "pyproject.toml",
        "../../etc/passwd",
        "%2fetc%2fpasswd",
        "\\\\h\\x",
    ):
        for route in ("file=", "file/"):
            yield Request("files of the machine", "GET", f"{API}/{route}{path}", {})
    for path in (
        "/static/../../../etc/passwd",
        "/assets/..%2f..%2f..%2fetc/passwd",
        f"{API}/proxy=http://127.0.0.1/",
    ):
        yield Request("files of the machine", "GET", path, {})


def without_password(address: str) -> Iterator[Request]:
    """What must be refused of a window with a password, to whom shows none or a wrong one."""
    json_type = {"Content-Type": "application/json"}
    own = {"Origin": f"http://{urlsplit(address).netloc}"}
    shown: tuple[dict[str, str], ...] = ({}, {"Cookie": "cited-articles-session=x"})
    for extra in shown:
        for path in ROUTES:
            yield Request("no password", "GET", path, extra)
        for path in CHANGES:
            yield Request("no password", "POST", path, extra | own | json_type, b"{}")
    for _ in range(8):
        wrong = {"Authorization": "Bearer 0000000000000000"}
        yield Request("guessed token", "GET", f"{API}/info", wrong)
    form = {"Content-Type": "application/x-www-form-urlencoded"} | own
    for guess in ("admin", "", "ann", "' or 1=1", "secret\x00", "SECRET") * 2:
        body = f"username=ann&password={guess}".encode()
        yield Request("guessed password", "POST", "/login", form, body)
    yield Request("guessed password", "POST", "/login", form, b"username=" + b"x" * 10**6)


def attack(address: str, *, closed: bool) -> Tries:
    """Try everything. closed: the window has a password."""
    tries = Tries()
    for request in [*by_strangers(address), *(without_password(address) if closed else ())]:
        status, text = send(address, request)
        tries.count(
            request.kind,
            f"{request.method} {request.path} {request.headers} {request.body[:60]!r} "
            f"-> {status} {text[:80]!r}",
            refused=status in MUST_REFUSE,
        )
    return tries


def report(named: dict[str, Tries]) -> Table:
    """Requests tried and refused, by window and kind."""
    rows = [
        (window, kind, tries.tried[kind], tries.refused[kind])
        for window, tries in named.items()
        for kind in tries.tried
    ]
    return Table("Attack", ("window", "kind", "tried", "refused"), tuple(rows))


def _of_own_windows() -> dict[str, Tries]:
    """Both kinds of window over the example corpus, each in a process of its own."""
    named = {}
    for name, secrets in (
        ("open", {}),
        ("with a password", {"QA_AUTH": "ann:secret", "QA_TOKEN": TOKEN}),
    ):
        with tempfile.TemporaryDirectory() as folder:
            settings = {"QA_INDEXES": folder, "QA_PORT": "0", "QA_MCP": "1", **secrets}
            process = subprocess.Popen(
                [sys.executable, str(ROOT / "app.py")],
                env=os.environ | settings,
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
            )
            try:
                named[name] = attack(_address(process), closed=bool(secrets))
            finally:
                process.terminate()
                process.wait(60)
    return named


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"open at (http://\S+)", line):
            return found[1]
    raise SystemExit("The window did not open.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--address", help="a running window; default: two of its own")
    parser.add_argument("--closed", action="store_true", help="that window has a password")
    options = parser.parse_args()
    if options.address:
        named = {options.address: attack(options.address, closed=options.closed)}
    else:
        named = _of_own_windows()
    show([report(named)])
    through = [line for tries in named.values() for line in tries.through]
    print("\n".join(through) or "Nothing got through.")
    sys.exit(bool(through))


if __name__ == "__main__":
    main()
