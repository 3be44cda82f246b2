from __future__ import annotations

import datetime
import json
import re

import pytest

from qa.serial import answer_to_dict
from qa.ui.service.exchanges import asked_now, finished
from qa.ui.service.saved_conversations import (
    MOST_CONVERSATIONS,
    Saved,
    beyond,
    conversations_markdown,
    dump,
    having,
    load,
    of_conversation,
)
from tests.ui.make import answer, answered, hit

ANSWERS = (
    answered(),
    answer(status="not_found", nearest=(hit("The port has a crane."),)),
)


def test_a_conversation_comes_back_with_its_citations_intact() -> None:
    kept = json.loads(json.dumps([dump(Saved("a", "2026-01-02T03:04:05+00:00", ANSWERS))]))
    (back,) = load(kept)
    assert (back.id, back.when, back.name) == (
        "a",
        "2026-01-02T03:04:05+00:00",
        "When was the line opened?",
    )
    assert [exchange.html for exchange in back.conversation] == [
        finished(each).html for each in ANSWERS
    ]
    assert back.conversation[0].spans == finished(ANSWERS[0]).spans
    assert back.conversation[0].turn == finished(ANSWERS[0]).turn


def test_only_what_was_answered_is_kept() -> None:
    kept = of_conversation("a", (finished(answered()), asked_now("And then?")), "Mine")
    assert (kept.name, [each.question for each in kept.answers]) == (
        "Mine",
        ["When was the line opened?"],
    )
    assert datetime.datetime.fromisoformat(kept.when).tzinfo == datetime.UTC


@pytest.mark.parametrize(
    "items",
    [
        [1, None, "x"],
        [{"id": "a"}],
        [{"id": "a", "answers": [{}]}],
        [{"id": "a", "answers": [{"question": "q", "status": "evil"}]}],
        [{"id": "a", "answers": "x"}],
        [{"id": "a", "answers": [answer_to_dict(answered())], "given": "x" * 81}],
    ],
)
def test_what_dump_did_not_write_is_left_out(items: list[object]) -> None:
    assert load(items) == []


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
    assert [each.question for each in back.answers] == [answered().question]


def test_the_newest_are_kept() -> None:
    days = [datetime.date(2026, 1, 1) + datetime.timedelta(n) for n in range(60)]
    many = load([dump(Saved(str(n), day.isoformat(), ANSWERS)) for n, day in enumerate(days)])
    assert many[0].id == "59"
    assert beyond(many) == [str(n) for n in range(59 - MOST_CONVERSATIONS, -1, -1)]


def test_a_search_looks_for_every_word_in_names_questions_and_answers() -> None:
    rail = Saved("a", "2", (answered(),), "Über die Bahn")
    sea = Saved("b", "1", (answer(question="Who owns the ferry?"),))
    assert having([rail, sea], "ÜBER line 2013") == [rail]
    assert having([rail, sea], "ferry") == [sea]
    assert having([rail, sea], " ") == [rail, sea]
    assert having([rail, sea], "ferry 2013") == []


def test_all_are_exported_with_their_sources_numbered_through() -> None:
    both = [Saved("a", "2", (answered(),), "Rail"), Saved("b", "1", (answered(), answered()))]
    text = conversations_markdown(both, datetime.date(2026, 11, 26))
    assert re.findall(r"^# (.*)$", text, re.MULTILINE) == ["Rail", "When was the line opened?"]
    assert re.findall(r"^\[\^(\d)\]:", text, re.MULTILINE) == ["1", "2", "3", "4"]
    assert text.count("The line was opened in 2013.[^3][^4]") == 2
    assert re.findall(r"2026 · (.*)", text) == ["1 answer · 1 source", "2 answers · 1 source"]
