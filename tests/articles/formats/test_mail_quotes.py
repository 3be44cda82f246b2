"""Whose words are whose in a letter that quotes others."""

from __future__ import annotations

import datetime

import pytest

from qa.articles.formats.mail_quotes import letters, sender
from qa.articles.metadata import Metadata

IDA = Metadata(title="Re: Bells", author="Ida")
DAY = datetime.date(2025, 3, 4)


def told(text: str) -> list[tuple[str | None, datetime.date | None, str, tuple[str, ...]]]:
    return [(x.found.author, x.found.date, x.found.title, x.blocks) for x in letters(text, IDA)]


@pytest.mark.parametrize(
    "line",
    [
        "On Tue, 4 Mar 2025 at 18:22, Ola Brink <ola@example.org> wrote:",
        "On Mar 4, 2025, at 6:22 PM, Ola Brink\n<ola@example.org> wrote:",
        "Am 04.03.2025 um 18:22 schrieb Ola Brink:",
        "On 2025-03-04, Ola Brink wrote:",
    ],
)
def test_a_quotation_to_the_end_is_its_authors_letter(line: str) -> None:
    first, second = told(f"No, Saturday.\n\n{line}\n> Is it Friday?\n>\n> Ola\n")
    assert first == ("Ida", None, "Re: Bells", ("No, Saturday.", *line.split("\n")))
    assert second == ("Ola Brink", DAY, "Re: Bells", ("Is it Friday?", "Ola"))


def test_quotations_within_quotations() -> None:
    text = (
        "Fine.\n\nOn 4 March 2025, Ola Brink wrote:\n> Ask Per.\n>\n"
        "> On 3 March 2025, Per Lind wrote:\n>> How heavy is it?\n"
    )
    assert [(author, blocks[0]) for author, _, _, blocks in told(text)] == [
        ("Ida", "Fine."),
        ("Ola Brink", "Ask Per."),
        ("Per Lind", "How heavy is it?"),
    ]


def test_answers_between_the_lines_leave_the_quotation_marked_in_its_place() -> None:
    text = "On 4 March 2025, Ola wrote:\n> Friday? It is\n> late.\n\nNo.\n\n> And cake?\n\nYes.\n"
    assert told(text) == [
        ("Ida", None, "Re: Bells",
         ("On 4 March 2025, Ola wrote:", "> Friday? It is late.", "No.", "> And cake?", "Yes.")),
    ]  # fmt: skip


def test_a_quotation_of_nobody_stays_marked() -> None:
    assert told("He said:\n\n> To be.\n") == [("Ida", None, "Re: Bells", ("He said:", "> To be."))]


@pytest.mark.parametrize(
    "divider", ["---------- Forwarded message ---------", "-----Original Message-----"]
)
def test_a_forwarded_letter_has_its_own_author_and_day(divider: str) -> None:
    text = (
        f"FYI\n\n{divider}\nFrom: Ola Brink <ola@example.org>\nSent: Tue, 4 Mar 2025 18:22\n"
        "Subject: Delivery\nTo: Ida <i@x.org>\n\nOn 14 April: 1,240 kilograms.\n"
    )
    first, second = told(text)
    assert first[3][0] == "FYI"
    assert "From: Ola Brink <ola@example.org>" in first[3]
    assert second == ("Ola Brink", DAY, "Delivery", ("On 14 April: 1,240 kilograms.",))


def test_heads_of_a_letter_without_a_divider() -> None:
    heads = "From: Brink, Ola\n\nSent: Tuesday, 4 March 2025\n\nTo: Ida\n\nSubject: Bells"
    text = f"Agreed.\n\n{heads}\n\nHeavy.\n"
    assert [(author, blocks[-1]) for author, _, _, blocks in told(text)] == [
        ("Ida", "Subject: Bells"),
        ("Brink, Ola", "Heavy."),
    ]


def test_lines_that_only_look_like_heads_are_the_senders() -> None:
    text = "From: the harbour\n\nTo: the church\n\nThe road is closed.\n"
    assert told(text) == [
        ("Ida", None, "Re: Bells", ("From: the harbour", "To: the church", "The road is closed."))
    ]


def test_many_marks_take_no_time() -> None:
    text = "On 4 March 2025, Ola wrote:\n> a\nb\n" * 20_000
    ((_, _, _, blocks),) = told(text)
    assert len(blocks) == 60_000


def test_sender() -> None:
    assert sender('"Storm, Ida" <ida@example.org>') == "Storm, Ida"
    assert sender("<ida@example.org>") == "ida@example.org"
    assert sender("Ida") == "Ida"
    assert sender("") is None
