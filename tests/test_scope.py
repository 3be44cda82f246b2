from __future__ import annotations

import datetime
import re

import pytest

from qa.errors import QuestionError
from qa.scope import EVERYTHING, Scope, make_scope, parse_day
from qa.ui.components.filters import NO_DAYS, chips, chips_html, days_html
from tests.ui.html.test_library_html import row

DESK = row("a", "One", source="Desk", day=5)
POST = row("b", "Two", source="Post", day=9)
BARE = row("c", "Three", source=None, day=None)
DAY = datetime.date(2017, 1, 5)


def titles(scope: Scope) -> list[str]:
    return [each.title for each in (DESK, POST, BARE) if scope.holds(each)]


def test_wishes_narrow_the_articles() -> None:
    assert titles(EVERYTHING) == ["One", "Two", "Three"]
    assert titles(Scope(sources=("Post",))) == ["Two"]
    assert titles(Scope(articles=(DESK.id,))) == ["One", "Two", "Three"]  # the rows share an id
    assert titles(Scope(articles=("f" * 16,))) == []
    both = Scope(sources=("Post",), articles=(DESK.id,))
    assert titles(both) == ["Two"]


def test_single_articles_belong_to_it_beside_those_of_sources_on_its_days() -> None:
    assert titles(Scope(sources=("Nobody",), also=(DESK.id,))) == ["One", "Two", "Three"]
    assert titles(Scope(sources=("Post",), also=("f" * 16,))) == ["Two"]
    assert titles(Scope(sources=("Nobody",), also=(DESK.id,), last=DAY)) == ["One"]


def test_both_days_are_included_and_undated_articles_are_not() -> None:
    assert titles(Scope(first=DAY, last=DAY)) == ["One"]
    assert titles(Scope(first=DAY)) == ["One", "Two"]
    assert titles(Scope(last=DAY)) == ["One"]


def test_what_is_wished_for_is_said_in_chips() -> None:
    scope = Scope(sources=("Desk", "Post"), articles=("x",), first=DAY, last=DAY)
    assert chips(scope) == [
        ("sources", "Desk, Post"),
        ("articles", "1 chosen article"),
        ("first", "from 5 Jan 2017"),
        ("last", "to 5 Jan 2017"),
    ]
    assert chips(Scope(sources=("Desk",), also=("x", "y")))[1] == ("articles", "2 chosen articles")
    assert chips(EVERYTHING) == []
    assert chips_html(EVERYTHING) == ""
    assert "&#60;b&#62;" in chips_html(Scope(sources=("<b>",)))


def test_days_are_read_or_refused_with_the_field() -> None:
    assert parse_day(" 2017-01-05 ", name="From") == DAY
    assert parse_day(" ", name="From") is None
    with pytest.raises(QuestionError, match="To must be a day like 2017-10-07, not soon"):
        parse_day("soon", name="To")


def test_a_scope_is_made_of_what_programs_write() -> None:
    made = make_scope(articles=["a"], sources=["Desk"], first="2017-01-05", last="2017-01-05")
    assert made == Scope(articles=("a",), sources=("Desk",), first=DAY, last=DAY)
    assert make_scope(articles=None, sources=[], first="", last=None) == EVERYTHING
    with pytest.raises(QuestionError, match="The last day must be a day like 2017-10-07"):
        make_scope(last="5 May")
    with pytest.raises(QuestionError, match="The first day is after the last"):
        make_scope(first="2017-01-06", last="2017-01-05")


def test_days_are_picked_in_fields_held_to_the_days_of_the_articles() -> None:
    shown = days_html(("2017-01-05", ""), (DAY, DAY))
    assert re.findall(r'type="date"[^>]* value="([^"]*)"', shown) == ["2017&#45;01&#45;05", ""]
    assert shown.count('min="2017-01-05" max="2017-01-05"') == 2
    assert "min=" not in days_html(NO_DAYS)
    assert "<b>" not in days_html(("<b>", ""))
