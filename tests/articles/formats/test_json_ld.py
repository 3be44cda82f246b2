"""Values of JSON-LD: who is meant by a reference, what readers added, what is damaged."""

from __future__ import annotations

import json

import lxml.html  # type: ignore[import-untyped]

from qa.articles.formats.json_ld import PageValues, json_ld_values

ADA = {"@type": "Person", "@id": "#ada", "name": "Ada Fell"}
BO = {"@type": "Person", "@id": "#bo", "name": "Bo Roe"}


def values(*documents: object) -> PageValues:
    scripts = "".join(
        f"<script type='application/ld+json'>{json.dumps(document)}</script>"
        for document in documents
    )
    return json_ld_values(lxml.html.document_fromstring(f"<html><head>{scripts}</head></html>"))


def article(**fields: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": "Boats stay in", **fields}


def test_the_values_of_an_article() -> None:
    found = values(
        article(
            datePublished="2024-03-12",
            author=[{"name": "Ada Fell"}, {"name": "Bo Roe"}],
            publisher={"name": "The Buoy"},
            mainEntityOfPage={"@id": "https://buoy.example/boats"},
            inLanguage="en",
        )
    )
    assert (found.titles[0], found.dates[0]) == ("Boats stay in", "2024-03-12")
    assert (found.authors, found.sources) == (["Ada Fell, Bo Roe"], ["The Buoy"])
    assert (found.urls, found.languages) == (["https://buoy.example/boats"], ["en"])


def test_a_reference_is_looked_up_also_in_another_script() -> None:
    publisher = {"@id": "#house"}
    one = {"@graph": [article(author={"@id": "#ada"}, publisher=publisher), ADA]}
    found = values(one, {"@type": "Organization", "@id": "#house", "name": "The Buoy"})
    assert (found.authors, found.accounts, found.sources) == ([""], ["Ada Fell"], ["The Buoy"])
    two = {"@graph": [article(author=[{"@id": "#ada"}, {"@id": "#bo"}]), ADA, BO]}
    assert values(two).accounts == ["Ada Fell, Bo Roe"]
    assert values(article(author={"@id": "#nobody"})).accounts == [""]


def test_what_readers_added_says_nothing() -> None:
    review = {"@type": "Review", "author": {"name": "Zed Roe"}, "name": "Good"}
    assert values(article(review=review, comment=[review])).authors == [""]


def test_what_cannot_be_parsed_says_nothing() -> None:
    page = "<html><head><script type='application/ld+json'>{\"@type\": </script></head></html>"
    assert json_ld_values(lxml.html.document_fromstring(page)) == PageValues()
    deep: object = {"@type": "Article", "headline": "Deep"}
    for _ in range(300):
        deep = [deep]
    assert values(deep) == PageValues()
    assert values("text", 3, None, {"@type": 5}, {"@type": ["Article", 7]}).titles == ["", ""]
