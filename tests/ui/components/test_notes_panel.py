"""Notes: saved from answers and articles, commented, moved, deleted and exported."""

from __future__ import annotations

import base64
import json
import re
from html import unescape
from typing import Any

import gradio as gr
import pytest

from qa.ui.components.notes_panel import NotesPanel
from qa.ui.components.source_pane import build_source
from qa.ui.html.answer_html import answer_id
from qa.ui.service.collection_services import CollectionServices
from qa.ui.service.exchanges import Conversation, finished
from qa.ui.service.saved_notes import dump_note, new_note
from qa.ui.service.service import Service
from qa.ui.service.shelf import BrowserShelf
from tests.ui.components import wiring
from tests.ui.components.wiring import SKIPPED, fire, told
from tests.ui.make import answer, answered

Built = tuple[gr.Blocks, gr.HTML]
TALK: Conversation = (finished(answer(status="not_found")), finished(answered()))


def _build(service: Service) -> Built:
    with gr.Blocks() as page:
        notes = NotesPanel(CollectionServices(service), BrowserShelf())
        notes.render()
        notes.list.render()
        talk = gr.State(())
        pane = build_source(CollectionServices(service))
        notes.bind_events(page, pane, talk)
    return page, pane


@pytest.fixture
def built(service: Service) -> Built:
    return wiring.built(lambda: _build(service))


def _put(told_back: str) -> list[dict[str, object]]:
    changes = json.loads(unescape(re.findall(r'data-changes="([^"]*)"', told_back)[0]))
    assert isinstance(changes, dict)
    kept = changes["put"]
    assert isinstance(kept, list)
    return kept


def _kept(*comments: str) -> str:
    items: list[dict[str, object]] = []
    for n, comment in enumerate(comments):
        note = dump_note(new_note("answer", answered(), after=[]))
        items.append(note | {"comment": comment, "at": float(n), "id": f"a{n}"})
    return json.dumps(items)


def _do(built: Built, *events: dict[str, object], sent: str = "[]", gone: object = None) -> Any:  # noqa: ANN401
    """What is kept, the list, the note that can be put back, and a file, after these events."""
    return fire(*built, "notes", told(*events), sent, TALK, gone)


def _order(listed: str) -> list[str]:
    return re.findall(r">(one|two|three)</textarea>", listed)


def test_an_answer_and_a_sentence_of_it_are_saved_by_the_answers_id(built: Built) -> None:
    saved = {"do": "save", "answer": answer_id(answered())}
    change, listed, *_ = _do(built, saved, saved | {"sentences": ["1", "x"]})
    whole, sentence = _put(change)
    assert (whole["kind"], whole["at"], sentence["kind"], sentence["at"]) == (
        "answer",
        0,
        "sentence",
        1,
    )
    assert isinstance(sentence["answer"], dict)
    assert sentence["answer"]["text"] == "It cost much."
    assert "2 notes" in listed


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_an_answer_that_is_not_in_the_conversation_is_not_saved(built: Built) -> None:
    assert _do(built, {"do": "save", "answer": "0" * 16}) == (SKIPPED, SKIPPED, None, SKIPPED)


def test_a_passage_is_saved_from_the_article_and_not_from_the_page(
    built: Built, service: Service
) -> None:
    assert service.index is not None
    article = service.index.article(service.index.articles()[0].id)
    end = article.text.index(" ", 20)
    event = {"do": "save", "span": f"{article.id}-0-{end}-0", "words": article.text[:end]}
    (kept,) = _put(_do(built, event)[0])
    assert kept["kind"] == "passage"
    assert isinstance(kept["answer"], dict)
    assert kept["answer"]["text"] == article.text[:end]
    for wrong in (
        {"words": "Other words"},
        {"span": f"{article.id}-0-999999-0"},
        {"span": "ff-0-9-0"},
    ):
        with pytest.warns(UserWarning, match="."):  # the window says why
            refused = _do(built, event | wrong)
        assert refused[:2] == (SKIPPED, SKIPPED)


def test_comments_are_kept_without_drawing_the_list_anew(built: Built) -> None:
    said = {"do": "comment", "id": "a1", "comment": "first"}
    others = said | {"comment": "then"}, said | {"id": "zz"}
    change, listed, *_ = _do(built, said, *others, sent=_kept("", ""))
    (kept,) = _put(change)
    assert (kept["id"], kept["comment"], listed) == ("a1", "then", SKIPPED)


def test_what_follows_a_comment_in_one_request_has_it(built: Built) -> None:
    said = {"do": "comment", "id": "a0", "comment": "three"}
    down, written = {"do": "move", "id": "a0"}, {"do": "export", "format": "md"}
    change, listed, _, file = _do(built, said, down, written, sent=_kept("one", "two"))
    assert [(item["id"], item["comment"]) for item in _put(change)] == [
        ("a1", "two"),
        ("a0", "three"),
    ]
    assert _order(listed) == ["two", "three"]
    assert b"three" in _file(file)


def test_moving_twice_is_two_places(built: Built) -> None:
    down = {"do": "move", "id": "a0"}
    up = {"do": "move", "id": "a2", "up": True}
    change, listed, *_ = _do(built, down, down, up, sent=_kept("one", "two", "three"))
    assert _order(listed) == ["three", "two", "one"]
    assert {(item["id"], item["at"]) for item in _put(change)} == {("a0", 2), ("a1", 1), ("a2", 0)}


def test_a_deleted_note_comes_back_in_its_place(built: Built) -> None:
    sent, drop = _kept("one", "two", "three"), {"do": "drop", "id": "a1"}
    change, listed, gone, _ = _do(built, drop, drop, sent=sent)  # a click that was made twice
    assert '"gone": ["a1"]' in unescape(change)
    assert _order(listed) == ["one", "three"]
    assert "Undo" in listed
    left = json.dumps([item for item in json.loads(sent) if item["id"] != "a1"])
    assert _do(built, drop, sent=left, gone=gone) == (SKIPPED, SKIPPED, gone, SKIPPED)
    back = {"do": "put_back", "id": "a1"}
    change, listed, none, _ = _do(built, back, sent=left, gone=gone)
    assert (_put(change)[0]["id"], none) == ("a1", None)
    assert _order(listed) == ["one", "two", "three"]
    assert _do(built, back | {"id": "a0"}, sent=left, gone=gone)[:2] == (SKIPPED, SKIPPED)


def _file(made: str) -> bytes:
    return base64.b64decode(re.findall(r'data-download="([^"]*)"', made)[0])


@pytest.mark.parametrize(
    ("format", "starts"), [("md", b"# Notes"), ("html", b"<!doctype"), ("docx", b"PK")]
)
def test_notes_are_exported_as_a_file(built: Built, format: str, starts: bytes) -> None:
    made = _do(built, {"do": "export", "format": format}, sent=_kept("mine"))[3]
    assert f'data-name="notes.{format}"' in made
    assert _file(made).startswith(starts)


def test_nothing_and_unknown_formats_are_not_exported(built: Built) -> None:
    assert _do(built, {"do": "export", "format": "md"})[3] == SKIPPED
    assert _do(built, {"do": "export", "format": "exe"}, sent=_kept("mine"))[3] == SKIPPED


def test_what_the_browser_kept_is_listed_on_opening(built: Built) -> None:
    lists = [fn.fn for fn in built[0].fns.values() if getattr(fn.fn, "__name__", "") == "_listed"]
    assert lists[0] is not None
    assert ">mine</textarea>" in wiring.requested(lists[0])(_kept("mine"))
