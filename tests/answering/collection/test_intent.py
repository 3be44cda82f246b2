"""Questions about the collection, told from questions to its articles."""

from dataclasses import replace

import pytest

from qa.answering.collection.intent import Intent, intent_of


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many articles are in this collection?", Intent("count")),
        ("How many reports are there about the strike?", Intent("count", about="the strike")),
        ("How many of the articles are dated May 2019?", Intent("count")),
        ("How many articles did Piet Rasmus write?", Intent("count", by="Piet Rasmus")),
        ("What is the newest article you have?", Intent("newest")),
        ("Show me the latest report on the storm.", Intent("newest", about="the storm")),
        ("What's the oldest article?", Intent("oldest")),
        ("What was added last?", Intent("added")),
        ("From when to when do the articles go?", Intent("period")),
        ("What period does the collection cover?", Intent("period")),
        ("Which sources do you have?", Intent("sources")),
        ("Who are the authors?", Intent("authors")),
        ("What is this collection about?", Intent("topics")),
        ("What topics are covered in the collection?", Intent("topics")),
        ("Who wrote the article about the storm?", Intent("author", about="the storm")),
        ("By whom was the article on the bridge written?", Intent("author", about="the bridge")),
        ("When was the article on the toilet published?", Intent("date", about="the toilet")),
        ("Which newspaper published the story about the fire?", Intent("source", about="the fire")),
        ("Which articles are about hurricanes?", Intent("list", about="hurricanes")),
        ("Do you have any articles about penguins?", Intent("list", about="penguins")),
        ("Which articles did Piet Rasmus write?", Intent("list", by="Piet Rasmus")),
        ("Which articles are from May 2019?", Intent("list")),
        ("Summarise the report on the coating.", Intent("summary", about="the coating")),
        ("Can you give me a summary of the article?", Intent("summary")),
        ("Number of pieces that ran in June 2019?", Intent("count")),
        ("Whose byline is on the Baker obit?", Intent("author", about="the Baker obit")),
        ("Which was the first article to deal with Brexit?", Intent("oldest", about="Brexit")),
        ("titles of the April pieces please", Intent("list")),
    ],
)
def test_what_is_wanted_of_the_collection(question: str, expected: Intent) -> None:
    found = intent_of(question)
    assert found is not None
    assert replace(found, rest="", likely=1.0) == expected


@pytest.mark.parametrize(
    "question",
    [
        "How many articles of impeachment were approved?",
        "How many people died, according to the articles?",
        "What do the articles say about the protests in Hong Kong?",
        "Which plane crash in the articles cost the most lives?",
        "Which documents did the police find in the flat?",
        "How many files were leaked?",
        "How many documents were seized by the police?",
        "What did the report on the crash find?",
        "How many stories does the tower have?",
        "Who interviewed Adam Kokesh?",
        "What is the latest on the storm?",
        "Summarise the story of Harrow Bridge.",
        "Who wrote the text of the treaty?",
        "Which articles " + "are about it " * 40,
    ],
)
def test_what_is_asked_of_the_articles(question: str) -> None:
    assert intent_of(question) is None
