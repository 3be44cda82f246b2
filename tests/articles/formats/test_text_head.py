"""Heads of plain texts: no line over the first prose is lost, and what is no title is none."""

from pathlib import Path

import pytest

from tests.articles.helpers import read_one

PROSE = (
    "The chairwoman opened the meeting at seven and welcomed two new members of the council.\n\n"
    "The council decided to have the channel dredged in May, before the summer service begins."
)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Harbour council\n\nMeeting of March in the customs house\n\nPresent: T. Aas\n\n1. Fees",
         "Meeting of March in the customs house"),
        ("MEMO\n\nTo: all drivers\n\nRoute 14: closed\n\nRoute 15: every 20 minutes", "MEMO"),
        ("Agenda\n\n- Dredging of the channel\n\n- Fees for the summer", "Agenda"),
        ("Ferry: no boats on Monday\n\nBy the harbour office", "Ferry: no boats on Monday"),
        ("Single | 6.40 | 3.20\n\nReturn | 11.50 | 5.80", None),
        ("1. Dredging of the channel\n\n2. Fees for the summer", None),
        ("a) the mole of the north\n\nb) the mole of the south", None),
        ("Tel: 555 0100\n\nFax: 555 0101\n\nOffice of the harbour master", None),
        ("Dear members,\n\nhere are the minutes", None),
        ("This report was written for the members of the council by the surveyor.", None),
    ],
)  # fmt: skip
def test_lines_over_the_first_prose_are_kept(tmp_path: Path, head: str, title: str | None) -> None:
    article = read_one(tmp_path, "0.txt", f"{head}\n\n{PROSE}")
    said = " ".join(f"{article.title} {article.author} {article.text}".split())
    assert [word for word in head.split() if word.strip("-") not in said] == []
    if title is None:
        assert article.text.split("\n\n")[0] == head.split("\n\n", maxsplit=1)[0].removeprefix("- ")
    else:
        assert article.title == title
