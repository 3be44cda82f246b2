"""Pages copied as text, in layouts written for these tests."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from qa.articles.formats.draft import finished
from qa.articles.formats.plain_text import draft_of_text
from qa.articles.metadata import Metadata
from qa.records import Article
from tests.articles.helpers import paragraphs

ARTICLE = [
    "The harbour of the small town was closed for nine days after the storm, officials said.",
    "Ferries went to the next port, which is an hour to the north of the island.",
    "Nobody was hurt.",
    '"We have never seen waves like these," said the harbour master, who is 61.',
    "What comes next",
    "The council meets on Monday to decide on the repairs, and it will ask for new walls.",
    "It needs 4 million for them.",
]
TITLE = "Storm closes the harbour for nine days"


def read_one(_: Path, name: str, text: str) -> Article:
    """The article of a text that is known to be copied off a page."""
    return finished(draft_of_text(text, Metadata(), scraped=True), name)


def scraped(
    before: Sequence[str] = (), between: Sequence[str] = (), after: Sequence[str] = ()
) -> str:
    middle = list(ARTICLE)
    middle[2:2] = between
    return "\n\n".join([*before, TITLE, *middle, *after])


@pytest.mark.parametrize(
    "line",
    [
        "Share this article",
        "Facebook Twitter WhatsApp Email Print",
        "ShareTweetPinEmail",
        "Sign up to our newsletter and get the best stories in your inbox every morning.",
        "We use cookies to give you the best experience on our website.",
        "By continuing to use this site, you agree to our terms of service and privacy policy.",
        "Subscribe now for unlimited access",
        "You have {{count}} articles left this month",
        "Photo: Ann Lee / The Paper",
        "(Image placeholder)",
        "Getty Images",
        "© 2020 The Paper",
        "Copyright 2020 The Paper Ltd. All rights reserved.",
        "Advertisement",
        "Sponsored content",
        "5 min read",
        "12 comments",
        "Updated 3 hours ago",
        "Read more: Ferry company fined for delays",
        "Home | News | Sport | Weather | Travel",
        "Home › World › Europe › Islands",
        "Skip to main content",
        "Log in Register Subscribe",
        "Please enable JavaScript in your browser to view the comments.",
        "Already a subscriber? Log in",
        "Follow us on Facebook and Twitter for the latest updates.",
        "Click here to download our app.",
        "Icon ChevronIcon SearchIcon Close",
        "Comments are closed.",
        "Support our journalism: become a member for 5 a month.",
    ],
)
def test_a_line_of_furniture_goes_wherever_it_stands(tmp_path: Path, line: str) -> None:
    for place in ("before", "between", "after"):
        article = read_one(tmp_path, f"{place}.txt", scraped(**{place: [line]}))
        assert paragraphs(article) == ARTICLE
        assert article.title == TITLE


def test_lists_of_links_go_with_their_heading(tmp_path: Path) -> None:
    related = ["Related stories", "Ferry company fined for delays", "Ten walks on the island"]
    assert paragraphs(read_one(tmp_path, "a.txt", scraped(after=related))) == ARTICLE
    assert paragraphs(read_one(tmp_path, "b.txt", scraped(between=related))) == ARTICLE


def test_the_foot_of_a_page_goes(tmp_path: Path) -> None:
    foot = [
        "Try 3 months for $9",
        "Offer ends July 31st",
        "Your trial period has expired",
        "The Paper on phone and tablet",
    ]
    assert paragraphs(read_one(tmp_path, "a.txt", scraped(after=foot))) == ARTICLE


@pytest.mark.parametrize(
    "sentence",
    [
        "The company said that it had sold two million subscriptions since it began to charge.",
        "He sent her an email from a website that he had made for the newsletter of the club.",
        "Cookies, the minister said, are a question for the parliament and not for the police.",
        "Facebook and Twitter removed the accounts after the newspaper reported on them.",
        "The advertisement was seen by a third of the readers, according to the publisher.",
        "The share of women among the editors rose to 40 percent, and that of the readers fell.",
        "Russia signed up to the agreement, but it did not register the workers.",
        "The subscribers were told to log in with a password that anybody could have guessed.",
        "Trust in journalists has fallen.",
        "Read literally, the law forbids this.",
        "Follow the money, he told the court.",
    ],
)
def test_a_sentence_about_such_things_stays(tmp_path: Path, sentence: str) -> None:
    for place in ("between", "after"):
        text = scraped(before=["Skip to content", "Share"], **{place: [sentence]})
        article = read_one(tmp_path, f"{place}.txt", text)
        assert sentence in paragraphs(article)
        assert len(paragraphs(article)) == len(ARTICLE) + 1


def test_a_clean_text_is_left_as_it_is(tmp_path: Path) -> None:
    poem = "Two boats\n\nin the rain\n\nno one speaks\n\nPolitics"
    assert paragraphs(read_one(tmp_path, "a.txt", f"A short poem about boats\n\n{poem}")) == [
        "Two boats",
        "in the rain",
        "no one speaks",
        "Politics",
    ]


def test_a_placeholder_within_prose_is_taken_out(tmp_path: Path) -> None:
    line = (
        "The word for the wind of the north {{lang-is}} came with the boats of the fishermen, who "
        "stayed for the winter and left the island in the spring."
    )
    article = read_one(tmp_path, "a.txt", scraped(between=[line]))
    assert paragraphs(article)[2] == line.replace(" {{lang-is}}", "")


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("A deer crossed a road by night. Image: DeerFan92.", "A deer crossed a road by night."),
        ("The deer of the park [Photo: A. B. Roe/AP via Getty]", "The deer of the park"),
        ("He drew the picture: Nobody knows why he did.", None),
        ("She called it a mess. Picture: what they saw was new.", None),
    ],
)  # fmt: skip
def test_who_took_the_picture_is_taken_off_its_caption(
    tmp_path: Path, line: str, kept: str | None
) -> None:
    long = " ".join(["The old road was closed to all cars for the rest of that winter."] * 2)
    article = read_one(tmp_path, "a.txt", f"How the deer came\n\n{long}\n\n{line}\n\n{long}x")
    assert paragraphs(article)[1] == (kept or line)


@pytest.mark.parametrize(
    "line",
    [
        "The song is by a man who obtained a copyright in 1933 and sold it for a coat.",
        "They asked for (a) higher wages, (b) shorter shifts and (c) new ships for the line.",
        "The Copyright Act of 1911 was the first of its kind, and the court upheld it.",
    ],
)
def test_prose_about_rights_and_lists_with_letters_stays(tmp_path: Path, line: str) -> None:
    article = read_one(tmp_path, "a.txt", f"What the town sang\n\n{line}")
    assert paragraphs(article) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "© 2019 The Ferry Post. No part may be used.",
        "Copyright 2019 The Ferry Post",
        "Copyright The Ferry Post Limited",
        "(c) 2019 by the authors",
        "The Ferry Post. All rights reserved.",
    ],
)
def test_notices_of_rights_go(tmp_path: Path, line: str) -> None:
    article = read_one(tmp_path, "a.txt", scraped(between=[line]))
    assert line not in paragraphs(article)


def test_a_paragraph_with_formulas_stays_as_it_is(tmp_path: Path) -> None:
    line = (
        r"The mask lowered the rate of breathing in an hour, raised $$ {{\text{Pa}}_{{\text{O}}}} "
        r"$$ , and was taken off by nobody; with oxygen alone the rate stayed as it was."
    )
    article = read_one(tmp_path, "a.txt", scraped(between=[line]))
    assert paragraphs(article)[2] == line


def test_a_long_paragraph_of_business_prose_stays(tmp_path: Path) -> None:
    line = (
        "Subscriptions to our newsletter grew while we sold fewer print editions, and the website "
        "of the paper had more readers than in any year since it was founded by three friends who "
        "wanted to tell the people of the town what the council did with the money that you and "
        "they pay each month in fees, taxes and fines, as they told the members of the club."
    )
    article = read_one(tmp_path, "a.txt", f"How a paper lives\n\n{line}")
    assert paragraphs(article) == [line]
