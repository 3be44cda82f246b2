"""A web address -> a file, for people who add an article by its link.

    https://example.org/a/story -> story.html, which says where it came from

The one place that goes out to the network, and only when asked to with an address. The
page's own address is written into a page that names none, so that citations can link to
it. It reads no article and follows no link of a page.
"""

from __future__ import annotations

import email.message
import html
import re
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from urllib.parse import unquote, urlsplit

from qa.articles.formats.draft import MB
from qa.articles.formats.registry import BY_SUFFIX
from qa.errors import ArticleError

TIMEOUT_S = 30
MAX_BYTES = 100 * MB
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
# Some servers turn away clients that do not look like a browser at all.
_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; cited-articles)", "Accept": "text/html,*/*"}
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.I)
_CANONICAL = re.compile(rb"rel\s*=\s*[\"']?canonical|property\s*=\s*[\"']?og:url", re.I)


def is_address(text: str) -> bool:
    """Whether this is a web address rather than the name of a file."""
    return text.lower().startswith(("http://", "https://"))


def download(url: str, folder: Path) -> Path:
    """Fetch an address into a file of the folder; its name is made from the address.

    Raises ArticleError when there is no answer, the answer is an error or too large, or it
    is of a kind that is not read.
    """
    try:
        request = urllib.request.Request(url, headers=_HEADERS)
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
            final, headers = str(response.url), response.headers
            data = bytes(response.read(MAX_BYTES + 1))
    except urllib.error.HTTPError as error:
        raise ArticleError(f"{url}: The server answered {error.code} {error.reason}.") from None
    except urllib.error.URLError as error:
        raise ArticleError(f"{url} cannot be reached: {error.reason}.") from None
    except (OSError, ValueError, HTTPException) as error:
        raise ArticleError(f"{url} cannot be read: {error}.") from None
    if not is_address(final):
        raise ArticleError(f"{url} leads to {final}, which is no web address.")
    if len(data) > MAX_BYTES:
        raise ArticleError(f"{url} is larger than {MAX_BYTES // MB} MB. Add a smaller part of it.")
    suffix = _suffix(url, headers)
    if suffix == ".html":
        data = _with_address(_as_utf8(data, headers), final)
    path = folder / f"{_stem(final)}{suffix}"
    path.write_bytes(data)
    return path


def _suffix(url: str, headers: email.message.Message) -> str:
    kind = headers.get_content_type()
    named = Path(urlsplit(url).path).suffix.lower()
    # Servers call what they do not know plain text or a stream of bytes.
    if kind in {"text/plain", "application/octet-stream"} and named in BY_SUFFIX and named:
        return named
    suffix = SUFFIX_OF.get(kind)
    if suffix is None:
        raise ArticleError(f"{url} is {kind}, which is not read. Add the article's page or text.")
    return suffix


def _stem(url: str) -> str:
    """ "https://example.org/2017/10/the-link.html" -> "the-link"; a bare host names itself."""
    parts = urlsplit(url)
    last = unquote(parts.path).rstrip("/").rsplit("/", 1)[-1]
    stem = re.sub(r"[^\w.-]+", "-", Path(last).stem).strip(".-")
    return (stem or parts.hostname or "page")[:100]


def _as_utf8(data: bytes, headers: email.message.Message) -> bytes:
    """What the server says about the encoding stands nowhere in the file, so use it now."""
    charset = headers.get_content_charset()
    if charset is None or charset in {"utf-8", "utf8"}:
        return data
    try:
        return data.decode(charset).encode()
    except (LookupError, UnicodeDecodeError):
        return data


def _with_address(page: bytes, url: str) -> bytes:
    head = _HEAD.search(page)
    if head is None or _CANONICAL.search(page):
        return page
    link = f'<link rel="canonical" href="{html.escape(url)}">'.encode()
    return page[: head.end()] + link + page[head.end() :]
