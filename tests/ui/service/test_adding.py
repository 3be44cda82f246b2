"""Addresses and the example: fetched and copied into the corpus, or told why not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from qa.ui.service import adding
from qa.ui.service.adding import Added, add_example, add_pasted, example_told
from qa.ui.service.service import Service
from tests.ui.two_collections import at_rest, services_of_default

PAGE = b"<html><title>A crane</title><body><p>The crane of Rajin lifts 90 tonnes.</p></body></html>"


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/crane" else 404)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with services_of_default(tmp_path) as made:
        made.own.start()
        yield at_rest(made.own)


def test_addresses_are_fetched_one_by_one(service: Service, site: str) -> None:
    added = add_pasted(service, f"  {site}/crane\n\n{site}/nothing\n")
    assert added.names == ["crane.html"]
    assert len(added.refused) == 1
    assert "404" in added.refused[0]
    assert b"90 tonnes" in (service.settings.corpus / "crane.html").read_bytes()
    at_rest(service)


def test_a_window_that_others_reach_fetches_none_of_its_own_network(
    service: Service, site: str
) -> None:
    service.settings = service.settings.model_copy(update={"host": "0.0.0.0"})
    added = add_pasted(service, f"{site}/crane")
    assert added == Added([], [f"{site}/crane is an address of this machine or its network."])


def test_more_addresses_than_are_read_at_once_are_told(
    service: Service, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "MOST_ADDRESSES", 1)
    added = add_pasted(service, f"{site}/crane\n{site}/crane")
    assert added.names == ["crane.html"]
    assert added.refused == ["Of 2 addresses the first 1 were read."]
    at_rest(service)


def test_the_example_is_copied(service: Service) -> None:
    assert example_told(service).startswith("16 news articles, about ")
    added = add_example(service)
    assert (len(added.names), added.refused) == (16, [])
    assert added.promised() == "16 files added, to be asked in about 10 seconds."


def test_of_many_that_were_refused_some_are_told() -> None:
    assert Added([], [f"No {n}." for n in range(7)]).told_refused() == (
        "No 0. No 1. No 2. No 3. No 4. 2 more could not be added."
    )
    mixed = Added(["a"], ["No 0."])
    assert mixed.promised() == "1 file added, to be asked in a few seconds."
    assert mixed.told_refused() == "No 0."
