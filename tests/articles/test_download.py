"""Articles by their address, from a server of the test's own that also misbehaves."""

from __future__ import annotations

import gzip
import socketserver
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import httpx
import pytest

from qa.articles import find_files, read_file
from qa.articles.download import Limits, download, is_address, leads_inside
from qa.errors import ArticleError

STORY = (
    "<html><head><title>Brücke</title></head><body><article><h1>Brücke</h1>"
    "<p>The bridge over the Tumen was opened in 1959, and trains still cross it.</p>"
    "<p>It carries a cable as well, which was laid much later along the rails.</p>"
    "</article></body></html>"
)
OWN = STORY.replace("<head>", '<head><link rel="canonical" href="https://example.org/x">').encode()
SHORT = Limits(deadline_s=2.0, max_bytes=1_000_000)


def answer(body: bytes, kind: str, *more: str, status: str = "200 OK", length: int = -1) -> bytes:
    head = [f"HTTP/1.1 {status}", "Connection: close", *more]
    head += [f"Content-Type: {kind}"] if kind else []
    head.append(f"Content-Length: {len(body) if length < 0 else length}")
    return "\r\n".join([*head, "", ""]).encode() + body


def packed(body: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        body = gzip.compress(body)
    return body


PAGE = STORY.encode()
ANSWERS = {
    "/2017/the%20story.html": answer(STORY.encode("latin-1"), "text/html; charset=iso-8859-1"),
    "/own": answer(OWN, "text/html; charset=utf-8"),
    "/notes.md": answer(b"# Notes\n\nThe pier was opened in 2014.", "text/plain"),
    "/paper": answer(b"%PDF-1.4", "application/pdf"),
    "/called-a-page": answer(b"%PDF-1.4", "text/html"),
    "/called-a-paper": answer(PAGE, "application/pdf"),
    "/called-nothing": answer(PAGE, ""),
    "/no-paper": answer(b"plain words", "application/pdf"),
    "/no-page": answer(b"\x7fELF\0\0\0", "text/html"),
    "/film": answer(b"0", "video/mp4"),
    "/gone": answer(b"no", "text/html", status="404 Not Found"),
    "/moved": answer(b"", "text/html", "Location: /own", status="302 Found"),
    "/round": answer(b"", "text/html", "Location: /round", status="302 Found"),
    "/to-a-file": answer(b"", "", "Location: file:///etc/passwd", status="302 Found"),
    "/cut": answer(PAGE[:100], "text/html", length=len(PAGE)),
    "/cut-chunks": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n40\r\n" + PAGE[:64] + b"\r\n",
    "/undefined": answer(PAGE, "text/html; charset=undefined"),
    "/unknown": answer(PAGE, "text/html; charset=no-such-thing"),
    "/bytes": answer(PAGE, "text/html; charset=hex"),
    "/packed": answer(packed(PAGE), "text/html; charset=utf-8", "Content-Encoding: gzip"),
    "/cut-packed": answer(packed(PAGE)[:-20], "text/html", "Content-Encoding: gzip"),
    "/deflated": answer(
        zlib.compress(PAGE), "text/html; charset=utf-8", "Content-Encoding: deflate"
    ),
    "/deflated-bare": answer(
        zlib.compress(PAGE)[2:-4], "text/html; charset=utf-8", "Content-Encoding: deflate"
    ),
    "/bomb": answer(packed(b"a" * 50_000_000), "text/plain", "Content-Encoding: gzip"),
    "/bomb-twice": answer(
        packed(b"a" * 50_000_000, 2), "text/plain", "Content-Encoding: gzip, gzip"
    ),
    "/deflate-bomb": answer(
        zlib.compress(b"a" * 50_000_000), "text/plain", "Content-Encoding: deflate"
    ),
    "/brotli": answer(brotli.compress(PAGE), "text/html; charset=utf-8", "Content-Encoding: br"),
    "/cut-brotli": answer(brotli.compress(PAGE)[:-20], "text/html", "Content-Encoding: br"),
    "/brotli-bomb": answer(
        brotli.compress(b"a" * 500_000_000, quality=1), "text/plain", "Content-Encoding: br"
    ),
    "/brotli-and-more": answer(brotli.compress(PAGE) + PAGE, "text/html", "Content-Encoding: br"),
    "/damaged-brotli": answer(b"\xffxxxx", "text/html", "Content-Encoding: br"),
    "/in-zstd": answer(b"x", "text/html", "Content-Encoding: zstd"),
    "/damaged": answer(b"\x1f\x8bxxxx", "text/html", "Content-Encoding: gzip"),
    "/large": answer(b"a" * 1_000_001, "text/plain"),
    "/no-http": b"SSH-2.0-OpenSSH\r\n",
    "/wo-l%C3%A4uft": answer(OWN, "text/html; charset=utf-8"),
}


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        with suppress(OSError):
            path = self.rfile.readline().split()[1].decode()
            while self.rfile.readline().strip():
                pass
            if path == "/stalls":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
                time.sleep(8)
            elif path == "/drips":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
                for _ in range(40):
                    self.wfile.write(b"x")
                    time.sleep(0.2)
            elif path == "/drips-head":
                self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                for number in range(40):
                    self.wfile.write(f"X-{number}: y\r\n".encode())
                    time.sleep(0.2)
            elif path.startswith("/out?"):
                where = path.partition("?")[2]
                self.wfile.write(answer(b"", "", f"Location: {where}", status="302 Found"))
            else:
                self.wfile.write(ANSWERS[path])


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with _Server(("127.0.0.1", 0), _Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_a_page_keeps_its_address_and_its_letters(site: str, tmp_path: Path) -> None:
    path = download(f"{site}/2017/the%20story.html", tmp_path)
    assert path.name == "the-story.html"
    [article] = read_file(find_files(tmp_path)[0])
    assert article.title == "Brücke"
    assert article.url == f"{site}/2017/the%20story.html"
    assert article.text.startswith("The bridge over the Tumen was opened in 1959")


def test_a_page_that_names_its_address_is_left_alone(site: str, tmp_path: Path) -> None:
    path = download(f"{site}/moved", tmp_path)
    assert path.name == "own.html"
    assert path.read_bytes() == OWN


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("notes.md", "notes.md"),
        ("paper", "paper.pdf"),
        ("called-a-page", "called-a-page.pdf"),
        ("called-a-paper", "called-a-paper.html"),
        ("called-nothing", "called-nothing.html"),
        ("packed", "packed.html"),
        ("brotli", "brotli.html"),
        ("deflated", "deflated.html"),
        ("deflated-bare", "deflated-bare.html"),
        ("wo-läuft", "wo-läuft.html"),
        ("undefined", "undefined.html"),
        ("unknown", "unknown.html"),
        ("bytes", "bytes.html"),
    ],
)
def test_the_bytes_say_what_it_is_before_the_server_does(
    site: str, tmp_path: Path, where: str, name: str
) -> None:
    assert download(f"{site}/{where}", tmp_path).name == name


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ("film", "/film is video/mp4, which is not read."),
        ("gone", "/gone: The server answered 404 Not Found."),
        ("no-paper", "/no-paper is not the application/pdf that the server calls it."),
        ("no-page", "/no-page is not the text/html that the server calls it."),
        ("cut", "/cut came incomplete. Try again."),
        ("cut-chunks", "/cut-chunks came incomplete. Try again."),
        ("no-http", "/no-http came incomplete. Try again."),
        ("damaged", "/damaged cannot be decoded: what came is damaged."),
        ("bomb", "/bomb is larger than 1 MB."),
        ("bomb-twice", "/bomb-twice is packed as gzip, gzip, which was not asked for."),
        ("damaged-brotli", "/damaged-brotli cannot be decoded: what came is damaged."),
        ("brotli-bomb", "/brotli-bomb is larger than 1 MB."),
        ("brotli-and-more", "/brotli-and-more cannot be decoded: what came is damaged."),
        ("cut-brotli", "/cut-brotli came incomplete. Try again."),
        ("in-zstd", "/in-zstd is packed as zstd, which was not asked for."),
        ("cut-packed", "/cut-packed came incomplete. Try again."),
        ("deflate-bomb", "/deflate-bomb is larger than 1 MB."),
        ("large", "/large is larger than 1 MB."),
        ("round", "/round leads on and on."),
        ("to-a-file", "leads to file://127.0.0.1/etc/passwd, which is no web address."),
        ("stalls", "/stalls takes too long to answer."),
        ("drips", "/drips takes too long to answer."),
        ("drips-head", "/drips-head takes too long to answer."),
    ],
)
def test_what_is_not_whole_or_not_read_is_refused(
    site: str, tmp_path: Path, where: str, sentence: str
) -> None:
    began = time.monotonic()
    with pytest.raises(ArticleError) as caught:
        download(f"{site}/{where}", tmp_path, limits=SHORT)
    assert sentence in str(caught.value)
    assert time.monotonic() - began < 6
    assert list(tmp_path.iterdir()) == []


def test_a_public_address_may_not_lead_inside(site: str, tmp_path: Path) -> None:
    def is_inside(url: httpx.URL) -> bool:
        return url.path != "/out" and leads_inside(url)

    where = f"{site}/out?{site}/own"
    with pytest.raises(ArticleError, match=r"leads to .*/own, an address of this machine"):
        download(where, tmp_path, is_inside=is_inside)
    assert list(tmp_path.iterdir()) == []
    assert download(where, tmp_path).name == "own.html"


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("10.1.2.3", True),
        ("192.168.0.1", True),
        ("169.254.169.254", True),
        ("100.64.0.1", True),
        ("0.0.0.0", True),
        ("[::1]", True),
        ("[::ffff:127.0.0.1]", True),
        ("[fe80::1]", True),
        ("[fd00::1]", True),
        ("224.0.0.1", True),
        ("2130706433", True),
        ("0x7f.1", True),
        ("8.8.8.8", False),
        ("[2606:4700::1111]", False),
    ],
)
def test_addresses_of_this_machine_and_its_network_are_known(host: str, inside: bool) -> None:
    assert leads_inside(httpx.URL(f"http://{host}/")) is inside


def test_an_address_in_other_letters_is_looked_up_as_its_ascii_name(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"cannot be reached: .*\.$"):
        download("http://bücher.invalid/straße", tmp_path)


@pytest.mark.parametrize(
    "url", ["http://", "http://[::1", "http://a b/", "http://x:99999/", "http://\ud800/"]
)
def test_what_is_no_address_is_one_sentence(url: str, tmp_path: Path) -> None:
    with pytest.raises(ArticleError):
        download(url, tmp_path)


def test_no_answer_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"^http://127\.0\.0\.1:1/ cannot be reached: .*\.$"):
        download("http://127.0.0.1:1/", tmp_path)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("https://a.org/x", True), ("HTTP://a.org", True), ("a.html", False), ("file:///a", False)],
)
def test_addresses_and_files_are_told_apart(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one
