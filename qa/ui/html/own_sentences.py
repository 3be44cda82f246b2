"""Puts the product's own sentences of an answer into the language that is spoken.

    "Searched 16 articles." -> SEARCHED, {articles: "16 articles"} -> "Durchsucht: 16 Artikel."

An answer is English, in records and at the doors for programs: it is kept, and read by people of
several languages. Its fixed sentences are those of `answering.messages`, each a template with
fields, so the window finds the template that a sentence was made by and translates that, field by
field. Words of articles, of the question and of a chat model stay as they are, and so does what is
made by no template.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from qa.answering import messages
from qa.answering.question.language import LANGUAGES
from qa.records import Answer, Sentence
from qa.ui.interface_words import ENGLISH, MONTHS, _, count, day, language, number

LONGEST_FIELD = 300  # characters; two of unlimited length would make a pattern quadratic
_FIELD = re.compile(r"\{(\w+)\}")
_MONTH = "|".join(MONTHS)
_DATE = re.compile(rf"(?:(?P<day>\d{{1,2}}) )?(?P<month>{_MONTH}) (?P<year>\d{{4}})")
_ARTICLES = re.compile(r"(?P<n>\d[\d,]{0,14}) articles?")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})*|\d+")


def in_own_language(answer: Answer) -> Answer:
    """The answer with its sentences of ours, and the dates beside others, as they are shown."""
    if language() == ENGLISH:
        return answer
    text = answer.text
    if answer.status == "not_found":
        text = translated(text)
    return replace(
        answer,
        text=text,
        sentences=tuple(map(_sentence, answer.sentences)),
        note=translated(answer.note),
        searched=translated(answer.searched),
    )


def translated(text: str) -> str:
    """Sentences of ours in the language that is spoken, from the first on that is known."""
    shown = []
    while text:
        for template, form in _forms():
            if match := form.match(text):
                values = {name: _value(value) for name, value in match.groupdict().items()}
                shown.append(_(template, **values))
                text = text[match.end() :].lstrip(" ")
                break
        else:
            shown.append(text)
            break
    return " ".join(shown)


def templates() -> Iterator[str]:
    """Every sentence of ours, which the catalogue has to hold; "{field}" stands for what varies."""
    for name, value in vars(messages).items():
        if name.isupper() and isinstance(value, str):
            yield value


@cache
def _forms() -> list[tuple[str, re.Pattern[str]]]:
    """The templates as patterns, those with more words of ours first.

    A field at the end goes on to the next sentence that is known, or to the end.
    """
    openings = "|".join(
        re.escape(start) for each in templates() if (start := _FIELD.split(each)[0])
    )
    made = []
    for each in sorted(templates(), key=lambda each: -len(_FIELD.sub("", each))):
        parts = _FIELD.split(each)
        words = [re.escape(part) for part in parts[::2]]
        fields = [f"(?P<{name}>.{{1,{LONGEST_FIELD}}}?)" for name in parts[1::2]]
        form = "".join(word + field for word, field in zip(words, [*fields, ""], strict=True))
        ends = rf"(?=$| (?:{openings}))" if each.endswith("}") else r"(?=$| )"
        made.append((each, re.compile(form + ends, re.DOTALL)))
    return made


def _sentence(sentence: Sentence) -> Sentence:
    return replace(
        sentence,
        text=translated(sentence.text) if sentence.ours else sentence.text,
        label=_dated(sentence.label) or translated(sentence.label),
        dates=tuple(replace(each, date=_dated(each.date) or each.date) for each in sentence.dates),
    )


def _value(written: str) -> str:
    """A field as it is shown: a date, a number, articles, a language; any other as it is."""
    if dated := _dated(written):
        return dated
    if match := _ARTICLES.fullmatch(written):
        return count(int(match["n"].replace(",", "")), "article")
    if _NUMBER.fullmatch(written):
        return number(int(written.replace(",", "")))
    if written in LANGUAGES.values():
        return _(written)
    return translated(written)


def _dated(written: str) -> str:
    """A day or a month that the rooms below wrote out, in the language; "" for anything else."""
    match = _DATE.fullmatch(written)
    if match is None:
        return ""
    if match["day"] is None:
        return f"{_(match['month'])} {match['year']}"
    month = MONTHS.index(match["month"]) + 1
    return day(datetime.date(int(match["year"]), month, int(match["day"])))
