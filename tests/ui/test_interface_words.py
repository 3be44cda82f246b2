"""The interface's own words: every one is in the catalogue, and each language says all of them."""

from __future__ import annotations

import ast
import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

from qa.ui.interface_words import (
    LANGUAGES,
    _,
    chosen_language,
    count,
    day,
    language,
    messages_of,
    number,
    said,
    short_day,
    speaking,
    told,
    words_of_script,
)
from tests.ui.catalogue import OF_PROGRAMS, TEMPLATES, UI, messages, plural_of

OTHERS = [each for each in LANGUAGES if each != "en"]
# Names, and what is the same in every language.
NAMES = {"Cited articles", "– Cited articles", "JSON", "Markdown", "HTML"}
# What programs are told, and an address that is an example.
OF_CODE = {"service/asking.py", "service/endpoints.py", "html/render.py"}
KEPT = {"http://127.0.0.1:8000/v1", "<h1>Cited articles</h1>"}
SHOWN_ATTRIBUTES = re.compile(r'\b(?:title|placeholder|aria-label)="([^"]*)"')
IN_SCRIPTS = re.compile(
    r"(?:\b(?:textContent|innerText|placeholder|title)\s*=\s*|\b(?:say|told)\(\s*"
    r'|setAttribute\("(?:aria-label|title|placeholder)",\s*|\?\s*|:\s*)'
    r'["`]([A-Z]\w+[ .…][^"`]*)["`]'
)
SHOWING = ("Info", "Warning", "Button", "Tab", "Accordion")
SHOWN_BY = ("label", "placeholder", "info", "submit_btn", "stop_btn")
SENTENCE = re.compile(r"[A-Z][\w’]*[ ,][\w ,;:’'{}-]+\.|>\s*[A-Z][a-z]+")


def _catalogue(spoken: str) -> dict[str, str]:
    found = messages_of((UI / "locale" / f"{spoken}.po").read_text("utf-8"))
    found.pop("")
    return found


@pytest.mark.parametrize("spoken", OTHERS)
def test_every_word_of_the_interface_is_translated_and_no_other(spoken: str) -> None:
    found = _catalogue(spoken)
    assert sorted(found) == sorted(messages())
    assert [message for message, text in found.items() if "" in text.split("\0")] == []


@pytest.mark.parametrize("spoken", OTHERS)
def test_a_catalogue_tells_of_itself_what_tools_of_gettext_ask_for(spoken: str) -> None:
    head = messages_of((UI / "locale" / f"{spoken}.po").read_text("utf-8"))[""]
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    told = {"Project-Id-Version", "PO-Revision-Date", "Last-Translator", "Language-Team"}
    assert fields.keys() >= told | {"MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
    assert fields["Language"] == spoken


@pytest.mark.parametrize("spoken", OTHERS)
def test_a_translation_has_the_values_and_the_markup_of_its_message(spoken: str) -> None:
    def parts(text: str) -> set[str]:
        return set(re.findall(r"\{\w+\}|</?\w+>", text))

    different = [
        message
        for message, translated in _catalogue(spoken).items()
        if {frozenset(parts(each)) for each in translated.split("\0")}
        != {frozenset(parts(message.split("\0")[0]))}
    ]
    assert different == []


def test_no_template_shows_words_that_are_not_in_the_catalogue() -> None:
    bare = []
    for path in sorted(set(TEMPLATES.glob("*.html")) - {TEMPLATES / name for name in OF_PROGRAMS}):
        text = path.read_text("utf-8")
        parts = [value for _line, kind, value in Environment().lex(text) if kind == "data"]
        shown = re.sub(r"(?s)<style>.*?</style>", "", "\ufffc".join(parts))
        texts = re.sub(r"<[^>]*>", "\n", shown).replace("\ufffc", "\n").splitlines()
        texts += [
            part for value in SHOWN_ATTRIBUTES.findall(shown) for part in value.split("\ufffc")
        ]
        bare += [(path.name, words.strip()) for words in texts if re.search("[A-Za-z]{2}", words)]
    assert [each for each in bare if each[1] not in NAMES] == []


def test_no_script_shows_words_that_are_not_in_the_catalogue() -> None:
    bare = [
        (path.name, words)
        for path in sorted((UI / "static").glob("*.js"))
        for words in IN_SCRIPTS.findall(path.read_text("utf-8"))
    ]
    assert bare == []
    styles = "".join(path.read_text("utf-8") for path in (UI / "static").glob("*.css"))
    assert re.findall(r'content: "[^"]*[A-Za-z]{2}[^"]*"', styles) == []


def test_no_component_and_no_sentence_of_the_window_is_left_out_of_the_catalogue() -> None:
    bare = [
        (path.relative_to(UI).as_posix(), words)
        for folder in ("components", "html", "service")
        for path in sorted((UI / folder).rglob("*.py"))
        for words in _bare(path)
        if path.relative_to(UI).as_posix() not in OF_CODE and words not in KEPT
    ]
    assert bare == []


def _bare(path: Path) -> Iterator[str]:
    """What a module shows without asking the catalogue: texts of components, sentences, markup."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = {id(each) for each in _marked(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = [each.value for each in node.keywords if each.arg in SHOWN_BY]
            given += node.args[:1] if name in SHOWING or name.endswith("Error") else []
            for each in given:
                text = "".join(_texts(each))
                if re.search("[A-Za-z]{2}", text) and id(each) not in skipped:
                    yield text
        elif isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in skipped:
            text = "".join(_texts(node))
            if SENTENCE.search(text):
                yield text


def _texts(node: ast.AST) -> Iterator[str]:
    """The words in a text, those of its values left out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from _texts(part)


def _marked(tree: ast.Module) -> Iterator[ast.AST]:
    """What is in the catalogue, docstrings, and what only the terminal and the log are told."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("_", "N_", "said", "count", "exception", "partial", "compile"):
                for each in node.args:
                    yield from ast.walk(each)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [
        ("de-DE,de;q=0.9,en;q=0.8", "de"),
        ("en-US,en;q=0.9,de;q=0.8", "en"),
        ("fr-FR,fr;q=0.9,de;q=0.8,en;q=0.5", "de"),
        ("fr", "en"),
        ("de;q=0, en", "en"),
        ("DE", "de"),
        ("", "en"),
        ("de;q=wide", "en"),
        (";;;,,,", "en"),
        ("x," * 10_000 + "de", "en"),
    ],
)
def test_the_language_is_that_which_the_browser_likes_best(accepted: str, spoken: str) -> None:
    assert chosen_language(accepted) == spoken


def test_english_is_spoken_where_nothing_else_was_asked_for() -> None:
    assert language() == "en"
    with speaking("de"):
        assert (language(), _("Copy")) == ("de", "Kopieren")
    assert _("Copy") == "Copy"


def test_numbers_nouns_and_days_are_written_as_in_the_language() -> None:
    date = datetime.date(2017, 10, 7)
    assert (number(1204), number(0.25), count(1, "article")) == ("1,204", "0.2", "1 article")
    assert (count(1204, "passage"), day(date)) == ("1,204 passages", "7 October 2017")
    assert (short_day(date), day(None), short_day(None)) == ("7 Oct 2017", "", "")
    with speaking("de"):
        assert (number(1204), number(1234.5), count(1, "note")) == ("1.204", "1.234,5", "1 Notiz")
        assert (count(1204, "passage"), day(date)) == ("1.204 Stellen", "7. Oktober 2017")
        assert short_day(date) == "7. Okt. 2017"


def test_what_is_said_in_the_background_is_told_in_each_language() -> None:
    sentence = said(
        "{step}, {time} left", step=said("Reading articles"), time=said("a few seconds")
    )
    assert sentence == "Reading articles, a few seconds left"
    assert told(sentence) == sentence
    with speaking("de"):
        assert told(sentence) == "Artikel werden gelesen, noch einige Sekunden"
        assert told("Copy") == "Copy"  # what an article or a room below has said


def test_a_value_is_never_taken_for_a_place_of_the_message() -> None:
    assert _("{name} was deleted.", name="{x} {0}") == "{x} {0} was deleted."


def test_a_script_is_given_its_own_words_and_none_in_english() -> None:
    script = 'button.textContent = _("Copied"); _("{n} of {all}", { n: 1, all: 2 });'
    assert words_of_script(script) == {}
    with speaking("de"):
        expected = {"Copied": "Kopiert", "{n} of {all}": "{n} von {all}"}
        assert words_of_script(script) == expected


def test_a_catalogue_is_read_over_lines_with_plurals_and_comments() -> None:
    text = '# A note\nmsgid "a"\nmsgstr "b"\n"\\n c"\n\nmsgid "{n} x"\nmsgid_plural "{n} xs"\n'
    text += 'msgstr[0] "eins"\nmsgstr[1] "mehr"\n'
    assert messages_of(text) == {"a": "b\n c", "{n} x\0{n} xs": "eins\0mehr"}
    assert plural_of("x") == "{n} x\0{n} xs"
