import dataclasses

from qa.index.inputs import title_words
from qa.records import Article

ARTICLE = Article(id="a", path="a.txt", title="", text="Oil went by\nship to the port.", digest="")


def test_a_title_is_evidence() -> None:
    assert title_words(dataclasses.replace(ARTICLE, title="Oil by ship")) == "Oil by ship"


def test_a_title_that_repeats_the_opening_is_not() -> None:
    assert title_words(dataclasses.replace(ARTICLE, title="Oil went by ship…")) == ""
    assert title_words(dataclasses.replace(ARTICLE, title="Oil went")) == ""
