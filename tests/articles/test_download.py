"""Articles by their address, from a server of the test's own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from qa.articles import find_files, read_file
from qa.articles.download import download, is_address
from qa.errors import ArticleError

STORY = (
    "<html><head><title>Brücke</title></head><body><article><h1>Brücke</h1>"
    "<p>The bridge over the Tumen was opened in 1959, and trains still cross it.</p>"
    "<p>It carries a cable as well, which was laid much later along the rails.</p>"
    "</article></body></html>"
)
ANSWERS = {
    "/2017/the%20story.html": (200, "text/html; charset=iso-8859-1", STORY.encode("latin-1")),
    "/own": (
        200,
        "text/html; charset=utf-8",
        STORY.replace(
            "<head>", '<head><link rel="canonical" href="https://example.org/x">'
        ).encode(),
    ),
    "/notes.md": (200, "text/plain", b"# Notes\n\nThe pier was opened in 2014."),
    "/paper": (200, "application/pdf", b"%PDF-1.4"),
    "/film": (200, "video/mp4", b"0"),
    "/gone": (404, "text/html", b"no"),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, kind, body = ANSWERS.get(self.path, (302, "text/html", b""))
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/own")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
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
    assert path.read_bytes() == ANSWERS["/own"][2]


@pytest.mark.parametrize(("where", "name"), [("notes.md", "notes.md"), ("paper", "paper.pdf")])
def test_the_suffix_says_what_it_is(site: str, tmp_path: Path, where: str, name: str) -> None:
    path = download(f"{site}/{where}", tmp_path)
    assert path.name == name
    assert path.read_bytes() == ANSWERS[f"/{where}"][2]


def test_what_is_not_read_is_refused(site: str, tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"/film is video/mp4, which is not read\."):
        download(f"{site}/film", tmp_path)
    with pytest.raises(ArticleError, match=r"/gone: The server answered 404 Not Found\."):
        download(f"{site}/gone", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_no_answer_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"^http://127\.0\.0\.1:1/ cannot be reached: .*\.$"):
        download("http://127.0.0.1:1/", tmp_path)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("https://a.org/x", True), ("HTTP://a.org", True), ("a.html", False), ("file:///a", False)],
)
def test_addresses_and_files_are_told_apart(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one
