"""The comparison with peers: its texts, its arithmetic, and that all of them can be started."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from benchmarks.peers import __main__ as peers
from benchmarks.peers.measured_step import Peer, load, main, megabytes
from benchmarks.peers.texts import Asked, generated, of_set
from qa.index import packaged_path
from tests.markdown_blocks import ROOT

TOLD = [
    {"found": [["a.txt", "One."], ["a.txt", "Two."], ["b.txt", "The ferry sails."]]},
    {"found": [["b.txt", "x " * 700 + "the bridge"], ["a.txt", "Three."]]},
]
ASKED = [
    Asked("Who?", frozenset({"b.txt"}), ("the FERRY  sails",)),
    Asked("What?", frozenset({"c.txt"}), ("the bridge",)),
]


def test_articles_are_counted_once_and_evidence_only_in_the_first_words() -> None:
    assert [peers.share_found(ASKED, TOLD, k) for k in (1, 2)] == [0.0, 0.5]
    assert peers.share_of_evidence(ASKED, TOLD) == 0.5


def test_ratios_are_to_ours() -> None:
    steps = ("start", "build", "again", "update", "delete")

    def told(name: str, of: float) -> peers.Told:
        costs = dict(zip(steps, (1.0, 1.0 + 3 * of, of, of, of), strict=True))
        return peers.Told(name, costs, 100 * of, 10 * of, (1.0, 1.0, 1.0), 0.5, 5 * of)

    (row,) = peers.ratios([told("ours", 1.0), told("other", 2.0)]).rows
    assert row == ("other", 1.0, 1.75, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0)
    (ours, _) = peers.absolute([told("ours", 1.0), told("other", 2.0)]).rows
    assert len(ours) == len(peers.absolute([told("ours", 1.0)]).columns)


def test_generated_texts_hold_what_is_asked_for(tmp_path: Path) -> None:
    asked = generated(20, 80, tmp_path, questions=5)
    assert len(asked) == 5
    assert len([*tmp_path.iterdir()]) == 20
    for each in asked:
        (name,) = each.articles
        assert each.question in (tmp_path / name).read_text(encoding="utf-8")


def test_a_set_becomes_plain_texts_and_follow_ups_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text("---\ntitle: Ferry\n---\n\nIt sails.\n", "utf-8")
    line = '{{"id": "{0}", "kind": "{1}", "question": "Q{0}?", "answers": {2}, "articles": {3}}}'
    rows = [
        line.format("1", "fact", '["It"]', '["a.md"]'),
        line.format("2", "unanswerable", "[]", "[]"),
    ]
    (tmp_path / "questions.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    texts = tmp_path / "texts"
    texts.mkdir()
    assert of_set(tmp_path, texts) == [Asked("Q1?", frozenset({"a.md.txt"}))]
    assert (texts / "a.md.txt").read_text(encoding="utf-8") == "Ferry\n\nIt sails.\n"


@pytest.mark.parametrize("name", ["ours", *peers.PEERS])
def test_each_peer_can_do_each_step_and_is_pinned(name: str, tmp_path: Path) -> None:
    peer = load(peers.HERE / f"peer_{name}.py")(tmp_path, tmp_path / "store", "model")
    wanted = [name for name, _ in inspect.getmembers(Peer, inspect.isfunction) if name[0] != "_"]
    assert [step for step in wanted if not callable(getattr(peer, step, None))] == []
    if name != "ours":
        pinned = (peers.HERE / f"requirements-{name}.txt").read_text(encoding="utf-8").split()
        assert all("==" in line for line in pinned)
        assert "torch==2.13.0" in pinned


def test_our_own_steps_run(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("Ferry\n\nThe ferry to Bergen sails on Tuesday.\n", "utf-8")
    questions = tmp_path / "questions.json"
    questions.write_text('["When does the ferry sail?"]', encoding="utf-8")
    job = {
        "module": str(ROOT / "benchmarks" / "peers" / "peer_ours.py"),
        "texts": str(texts),
        "store": str(tmp_path / "store"),
        "model": str(packaged_path()),
        "questions": str(questions),
        "name": "",
    }
    built, asked = (main({**job, "step": step}) for step in ("build", "ask"))
    assert isinstance(asked["result"], list)
    assert asked["result"][0]["found"][0][0] == "a.txt"
    assert 0 < float(str(built["processor_s"])) < 600
    assert megabytes() > 10
