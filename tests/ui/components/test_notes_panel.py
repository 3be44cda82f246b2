"""Notes: saved from answers and articles, commented, moved, deleted and exported."""

from __future__ import annotations

import base64
import json
import re
from html import unescape

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


def test_an_answer_and_a_sentence_of_it_are_saved_by_the_answers_id(built: Built) -> None:
    name = answer_id(answered())
    events = told({"answer": name}, {"answer": name, "sentences": ["1", "x"]})
    change, listed = fire(*built, "note", events, "[]", TALK)
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
    assert fire(*built, "note", told({"answer": "0" * 16}), "[]", TALK) == (SKIPPED, SKIPPED)


def test_a_passage_is_saved_from_the_article_and_not_from_the_page(
    built: Built, service: Service
) -> None:
    assert service.index is not None
    article = service.index.article(service.index.articles()[0].id)
    end = article.text.index(" ", 20)
    event = {"span": f"{article.id}-0-{end}-0", "words": article.text[:end]}
    (kept,) = _put(fire(*built, "note", told(event), "[]", ())[0])
    assert kept["kind"] == "passage"
    assert isinstance(kept["answer"], dict)
    assert kept["answer"]["text"] == article.text[:end]
    for wrong in (
        {"words": "Other words"},
        {"span": f"{article.id}-0-999999-0"},
        {"span": "ff-0-9-0"},
    ):
        with pytest.warns(UserWarning, match="."):  # the window says why
            refused = fire(*built, "note", told(event | wrong), "[]", ())
        assert refused == (SKIPPED, SKIPPED)


def test_comments_are_kept_without_drawing_the_list_anew(built: Built) -> None:
    events = told({"id": "a1", "comment": "first"}, {"id": "a1", "comment": "then"}, {"id": "zz"})
    (kept,) = _put(fire(*built, "comment", events, _kept("", "")))
    assert (kept["id"], kept["comment"]) == ("a1", "then")


def test_moving_twice_is_two_places(built: Built) -> None:
    events = told({"id": "a0"}, {"id": "a0"}, {"id": "a2", "up": True})
    change, listed = fire(*built, "move", events, _kept("one", "two", "three"))
    assert re.findall(r">(one|two|three)</textarea>", listed) == ["three", "two", "one"]
    assert {(item["id"], item["at"]) for item in _put(change)} == {("a0", 2), ("a1", 1), ("a2", 0)}


def test_a_deleted_note_comes_back_in_its_place(built: Built) -> None:
    sent = _kept("one", "two", "three")
    change, listed, gone = fire(*built, "drop_note", told({"id": "a1"}), sent)
    assert '"gone": ["a1"]' in unescape(change)
    assert re.findall(r">(one|two|three)</textarea>", listed) == ["one", "three"]
    left = json.dumps([item for item in json.loads(sent) if item["id"] != "a1"])
    change, listed, none = fire(*built, "put_back", told({"id": "a1"}), left, gone)
    assert (_put(change)[0]["id"], none) == ("a1", None)
    assert re.findall(r">(one|two|three)</textarea>", listed) == ["one", "two", "three"]
    assert fire(*built, "put_back", told({"id": "a0"}), left, gone)[:2] == (SKIPPED, SKIPPED)


@pytest.mark.parametrize(
    ("format", "starts"), [("md", b"# Notes"), ("html", b"<!doctype"), ("docx", b"PK")]
)
def test_notes_are_exported_as_a_file(built: Built, format: str, starts: bytes) -> None:
    made = fire(*built, "dossier", told({"format": format}), _kept("mine"))
    assert f'data-name="notes.{format}"' in made
    data = base64.b64decode(re.findall(r'data-download="([^"]*)"', made)[0])
    assert data.startswith(starts)


def test_nothing_and_unknown_formats_are_not_exported(built: Built) -> None:
    assert fire(*built, "dossier", told({"format": "md"}), "[]") == SKIPPED
    assert fire(*built, "dossier", told({"format": "exe"}), _kept("mine")) == SKIPPED


def test_what_the_browser_kept_is_listed_on_opening(built: Built) -> None:
    lists = [fn.fn for fn in built[0].fns.values() if getattr(fn.fn, "__name__", "") == "_listed"]
    assert lists[0] is not None
    assert ">mine</textarea>" in wiring.requested(lists[0])(_kept("mine"))
