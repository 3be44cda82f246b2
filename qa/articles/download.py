"""Downloads the article at a web address into a file that says where it came from.

    https://example.org/a/story -> story.html, which says where it came from

The one place that goes out to the network, and only when asked to with an address. The
page's own address is written into a page that names none, so that citations can link to
it. It reads no article and follows no link of a page.

An answer is taken whole or not at all: one deadline for everything, a bound on what is decoded,
and a body shorter than the server said is refused. A public address cannot lead to one of this
machine or its network, neither by redirection nor by its name.
"""

from __future__ import annotations

import codecs
import html
import ipaddress
import re
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import brotli  # type: ignore[import-untyped]
import httpx

from qa.articles.formats.draft import MB
from qa.articles.formats.registry import BY_SUFFIX
from qa.errors import ArticleError

CONNECT_S, DEADLINE_S = 20.0, 120.0
MAX_BYTES = 100 * MB
MAX_REDIRECTS = 10
_PIECE = 64 * 1024
_EITHER = 32 + zlib.MAX_WBITS  # with the head of gzip or of zlib, which servers call deflate
SUFFIX_OF = {
    "application/epub+zip": ".epub",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/xhtml+xml": ".html",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
}
# How files begin whatever a server calls them.
_BEGINS = ((b"%PDF-", ".pdf"), (b"{\\rtf", ".rtf"))
_HTML = re.compile(
    rb"\A\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body|\?xml)\b", re.I | re.S
)
# Some servers turn away clients that do not look like a browser at all.
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; cited-articles)",
    "Accept": "text/html,*/*",
    "Accept-Encoding": "gzip, deflate, br",
}
_HEAD = re.compile(rb"<head(?:\s[^>]{0,500})?>", re.I)
_CANONICAL = re.compile(
    rb"rel\s{0,9}=\s{0,9}[\"']?canonical|property\s{0,9}=\s{0,9}[\"']?og:url", re.I
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the whole may take, in seconds, and how large the decoded answer may be."""

    deadline_s: float = DEADLINE_S
    max_bytes: int = MAX_BYTES


def is_address(text: str) -> bool:
    """Whether this is a web address rather than the name of a file."""
    return text.lower().startswith(("http://", "https://"))


def download(
    url: str,
    folder: Path,
    *,
    limits: Limits | None = None,
    is_inside: Callable[[httpx.URL], bool] | None = None,
) -> Path:
    """Fetch an address into a file of the folder; its name is made from the address.

    is_inside: whether an address is of this machine or its network; default: by looking it up.

    Raises ArticleError when there is no answer in time, the answer is an error, incomplete or
    too large, leads into this machine's network, or is of a kind that is not read.
    """
    limits = limits or Limits()
    try:
        response, data = _fetch(httpx.URL(url), limits, is_inside or leads_inside)
    except httpx.InvalidURL as error:
        raise ArticleError(f"{url} is no web address that can be read: {error}.") from None
    except httpx.TimeoutException:
        raise ArticleError(f"{url} takes too long to answer.") from None
    except httpx.ConnectError as error:
        raise ArticleError(f"{url} cannot be reached: {_reason(error)}.") from None
    except httpx.RemoteProtocolError:
        raise ArticleError(f"{url} came incomplete. Try again.") from None
    except (httpx.HTTPError, OSError, UnicodeError, ValueError) as error:
        raise ArticleError(f"{url} cannot be read: {_reason(error)}.") from None
    final = str(response.url)
    suffix = _suffix(url, response, data)
    if suffix == ".html":
        data = _with_address(_as_utf8(data, response), final)
    path = folder / f"{_stem(response.url)}{suffix}"
    path.write_bytes(data)
    return path


def _fetch(
    url: httpx.URL, limits: Limits, is_inside: Callable[[httpx.URL], bool]
) -> tuple[httpx.Response, bytes]:
    """The last answer of a chain of redirections, and its decoded body."""
    ends = time.monotonic() + limits.deadline_s
    with httpx.Client(headers=_HEADERS, follow_redirects=False, trust_env=True) as client:
        started_inside = is_inside(url)
        for _ in range(MAX_REDIRECTS + 1):
            request = client.build_request("GET", url, timeout=_left(ends))
            with _stopped_at(ends, client), _sent(client, request) as response:
                if response.next_request is None:
                    if response.is_error:
                        said = f"{response.status_code} {response.reason_phrase}".strip()
                        raise ArticleError(f"{url}: The server answered {said}.")
                    return response, _body(response, str(url), limits, ends)
                leads = response.next_request.url
            if not is_address(str(leads)):
                raise ArticleError(f"{url} leads to {leads}, which is no web address.")
            if not started_inside and is_inside(leads):
                raise ArticleError(
                    f"{url} leads to {leads}, an address of this machine or its network. Add that "
                    "address itself if it is what you want."
                )
            url = leads
    raise ArticleError(f"{url} leads on and on.")


@contextmanager
def _sent(client: httpx.Client, request: httpx.Request) -> Iterator[httpx.Response]:
    response = client.send(request, stream=True)
    try:
        yield response
    finally:
        response.close()


@contextmanager
def _stopped_at(ends: float, client: httpx.Client) -> Iterator[None]:
    """Ends the request at that time however slowly it drips: every wait of its own is shorter."""
    over = threading.Event()

    def stop() -> None:
        over.set()
        client.close()

    timer = threading.Timer(max(0.0, ends - time.monotonic()), stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (httpx.HTTPError, OSError, RuntimeError):
        if over.is_set():
            raise httpx.ReadTimeout("the deadline passed") from None
        raise
    finally:
        timer.cancel()


def _left(ends: float) -> httpx.Timeout:
    left = ends - time.monotonic()
    if left <= 0:
        raise httpx.ReadTimeout("the deadline passed")
    return httpx.Timeout(min(CONNECT_S, left))


def _body(response: httpx.Response, url: str, limits: Limits, ends: float) -> bytes:
    """The decoded body, whole.

    Decoded here and not by httpx, which makes of each piece that comes whatever is in it: of 64 KB
    packed twice over 64 GB.
    """
    data = bytearray()
    for piece in _decoded(response, url, limits.max_bytes + 1):
        data += piece
        if len(data) > limits.max_bytes:
            raise ArticleError(
                f"{url} is larger than {limits.max_bytes // 10**6} MB. Add a smaller part of it."
            )
        if time.monotonic() > ends:
            raise httpx.ReadTimeout("the deadline passed")
    return bytes(data)


def _decoded(response: httpx.Response, url: str, most: int) -> Iterator[bytes]:
    """The body in pieces of about `most` bytes. Raises ArticleError if it ends in between."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    pieces = response.iter_raw(_PIECE)
    if coding in ("identity", ""):
        yield from pieces
        return
    if coding not in ("gzip", "x-gzip", "deflate", "br"):
        raise ArticleError(f"{url} is packed as {coding}, which was not asked for.")
    try:
        if coding == "br":
            yield from _of_brotli(pieces, most)
        else:
            yield from _of_zlib(pieces, most, named_deflate=coding == "deflate")
    except (zlib.error, brotli.error):
        raise ArticleError(f"{url} cannot be decoded: what came is damaged.") from None


def _of_zlib(pieces: Iterator[bytes], most: int, *, named_deflate: bool) -> Iterator[bytes]:
    unpacking, started = zlib.decompressobj(_EITHER), False
    for piece in pieces:
        if not started and named_deflate and piece[0] & 15 != 8:
            unpacking = zlib.decompressobj(-zlib.MAX_WBITS)  # without its head, as some send it
        started = True
        left = piece
        while left and not unpacking.eof:
            yield unpacking.decompress(left, most)
            left = unpacking.unconsumed_tail
    if not unpacking.eof:
        raise httpx.RemoteProtocolError("the packed body is cut")


def _of_brotli(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    unpacking = brotli.Decompressor()
    for piece in pieces:
        yield bytes(unpacking.process(piece, output_buffer_limit=most))
        while not unpacking.can_accept_more_data():
            yield bytes(unpacking.process(b"", output_buffer_limit=most))
    if not unpacking.is_finished():
        raise httpx.RemoteProtocolError("the packed body is cut")


def leads_inside(url: httpx.URL) -> bool:
    """Whether the address leads to this machine or its network, by any of what its name means.

    A name that cannot be looked up leads nowhere; a proxy, where one is set, looks it up itself.
    """
    try:
        found = socket.getaddrinfo(url.raw_host.decode("ascii"), None, type=socket.SOCK_STREAM)
        return any(
            not _is_public(ipaddress.ip_address(str(each[4][0]).partition("%")[0]))
            for each in found
        )
    except (OSError, ValueError, UnicodeError):
        return False


def is_of_this_network(address: str) -> bool:
    """Whether an address that somebody wrote is of this machine or its network."""
    try:
        return leads_inside(httpx.URL(address))
    except httpx.InvalidURL:
        return False


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_global) and not address.is_multicast


def _suffix(url: str, response: httpx.Response, data: bytes) -> str:
    """The type by how the bytes begin; where that says nothing, by what the server calls it."""
    for begins, suffix in _BEGINS:
        if data.startswith(begins):
            return suffix
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if _HTML.match(data) and kind != "text/markdown":
        return ".html"
    named = Path(response.url.path).suffix.lower()
    # Servers call what they do not know plain text or a stream of bytes.
    if kind in {"text/plain", "application/octet-stream", ""} and named in BY_SUFFIX and named:
        return named
    claimed = SUFFIX_OF.get(kind)
    if claimed is None:
        raise ArticleError(
            f"{url} is {kind or 'of no type'}, which is not read. Add the article's page or text."
        )
    if claimed in {".pdf", ".rtf"} or (
        b"\0" in data[:4096] and claimed in {".html", ".txt", ".md"}
    ):
        raise ArticleError(f"{url} is not the {kind} that the server calls it.")
    return claimed


def _stem(url: httpx.URL) -> str:
    """ "https://example.org/2017/10/the-link.html" -> "the-link"; a bare host names itself."""
    last = unquote(url.path).rstrip("/").rsplit("/", 1)[-1]
    stem = re.sub(r"[^\w.-]+", "-", Path(last).stem).strip(".-")
    return (stem or url.host or "page")[:100]


def _as_utf8(data: bytes, response: httpx.Response) -> bytes:
    """What the server says about the encoding stands nowhere in the file, so use it now."""
    charset = response.charset_encoding
    try:
        if charset is None or codecs.lookup(charset).name == "utf-8":
            return data
        return data.decode(charset).encode()
    except (LookupError, UnicodeError, ValueError):
        return data


def _with_address(page: bytes, url: str) -> bytes:
    head = _HEAD.search(page)
    if head is None or _CANONICAL.search(page):
        return page
    link = f'<link rel="canonical" href="{html.escape(url)}">'.encode()
    return page[: head.end()] + link + page[head.end() :]


def _reason(error: Exception) -> str:
    """An error in few words: "[Errno 111] Connection refused" -> "Connection refused"."""
    return re.sub(r"^\[Errno -?\d+\] ", "", str(error)).rstrip(".") or type(error).__name__
