from __future__ import annotations

import json

import pytest

from qa.serial import answer_to_dict
from qa.ui.service.exchanges import finished
from qa.ui.service.saved_conversations import MOST_CONVERSATIONS, Saved, dump, load, with_latest
from tests.ui.make import answer, answered, hit

CONVERSATION = (
    finished(answered()),
    finished(answer(status="not_found", nearest=(hit("The port has a crane."),))),
)


def test_a_conversation_comes_back_with_its_citations_intact() -> None:
    kept = json.loads(json.dumps(dump([Saved("a", "2026-01-02T03:04:05+00:00", CONVERSATION)])))
    (back,) = load(kept)
    assert (back.id, back.when, back.name) == (
        "a",
        "2026-01-02T03:04:05+00:00",
        "When was the line opened?",
    )
    assert [exchange.html for exchange in back.conversation] == [
        exchange.html for exchange in CONVERSATION
    ]
    assert back.conversation[0].spans == CONVERSATION[0].spans
    assert back.conversation[0].turn == CONVERSATION[0].turn


@pytest.mark.parametrize(
    "kept",
    [
        None,
        "text",
        {},
        [1, None, "x"],
        [{"id": "a"}],
        [{"id": "a", "answers": [{}]}],
        [{"id": "a", "answers": [{"question": "q", "status": "evil"}]}],
        [{"id": "a", "answers": "x"}],
    ],
)
def test_what_dump_did_not_write_is_left_out(kept: object) -> None:
    assert load(kept) == []


@pytest.mark.parametrize(
    "damage",
    [
        {"citations": [{"marker": "x", "article": 5, "start": -1}]},
        {"sentences": [{"text": 1, "citations": ["a", 2]}, "x"]},
        {"nearest": None},
    ],
)
def test_a_damaged_answer_is_left_out_and_the_others_stay(damage: dict[str, object]) -> None:
    bad, good = answer_to_dict(answered()) | damage, answer_to_dict(answered())
    (back,) = load([{"id": "a", "when": "", "answers": [bad, good]}])
    assert [exchange.question for exchange in back.conversation] == [answered().question]


def test_the_newest_are_kept() -> None:
    many = [Saved(str(n), f"2026-01-{n:02}", CONVERSATION) for n in range(1, 60)]
    kept = dump(many)
    assert len(kept) == MOST_CONVERSATIONS
    assert kept[0]["id"] == "59"


def test_a_conversation_that_goes_on_replaces_itself() -> None:
    old = [Saved("a", "1", CONVERSATION), Saved("b", "2", CONVERSATION)]
    assert [(s.id, s.when) for s in with_latest(old, Saved("a", "3", CONVERSATION))] == [
        ("a", "3"),
        ("b", "2"),
    ]
