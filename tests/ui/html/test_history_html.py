from __future__ import annotations

from html import unescape

from qa.ui.html.history_html import Row, history_html, history_tools_html

WHERE = "in this browser and nowhere else"


def test_each_conversation_has_its_name_and_what_can_be_done() -> None:
    shown = history_html(
        [Row("ab", "<b>Why?", 2, "2026-11-26T09:00:00+00:00"), Row("cd", "When?", 1, "no day")],
        where=WHERE,
        total=2,
    )
    assert "2 answers · 26 Nov 2026</span>" in unescape(shown)
    assert "1 answer</span>" in shown
    assert "<b>" not in shown
    assert shown.count("qa-reopen") == shown.count("qa-rename") == shown.count("qa-forget") == 2
    assert f"Kept {WHERE}." in unescape(shown)


def test_nothing_found_is_not_nothing_there() -> None:
    assert "No conversation has these words" in history_html([], where=WHERE, total=3)
    assert "There are no conversations yet" in history_html([], where=WHERE, total=0)


def test_a_deleted_one_can_be_put_back() -> None:
    assert 'data-id="ab">Undo' in history_html([], where=WHERE, total=0, gone="ab")


def test_all_can_be_searched_and_exported() -> None:
    tools = history_tools_html()
    assert 'data-format="md"' in tools
    assert "qa-talk-words" in tools
