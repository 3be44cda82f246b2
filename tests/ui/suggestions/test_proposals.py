from __future__ import annotations

import pytest

from qa.ui.suggestions.proposals import about_name, kind, proposals


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        (
            "Over 40,000 North Koreans hold a permit to work in Russia, says the office.",
            "How many North Koreans hold a permit to work in Russia?",
        ),
        ("The line was opened again in September 2013.", "When was the line opened again?"),
        ("The ship can take about 200 passengers.", "How many passengers can the ship take?"),
        ("The Nile has 12 large dams.", "How many large dams does the Nile have?"),
        ("The tower is 54 metres high.", "How high is the tower?"),
        ("The new bridge will cost 90 million euros.", "How much will the new bridge cost?"),
        ("The match was called off because the pitch was wet.", "Why was the match called off?"),
        ("The games were held in Paris.", "Where were the games held?"),
        ("The games will be held in Paris.", "Where will the games be held?"),
        (
            "On 11 September the Council adopted Resolution 2375 by fifteen votes.",
            "When did the Council adopt Resolution 2375?",
        ),
        ("Russian Railways rebuilt the line to Rajin.", "Who rebuilt the line to Rajin?"),
        ("The ferry is named after a hill.", "What is the ferry named after?"),
        ("The line belongs to RasonConTrans.", "Who does the line belong to?"),
        ("Ada Lovelace was a mathematician.", "Who is Ada Lovelace?"),
        ("Marie Curie, a famous physicist, was there in May.", "Who is Marie Curie?"),
        ("Ann Lee Smith, an analyst, was there in May.", "Who is Ann Lee Smith?"),
        ("Jae Ku of the institute said that it would.", None),
        ("Jae Ku, a professor of law, said that it would.", "What did Jae Ku say?"),
        ("The Foreign Ministry said so.", None),
        ("North Korea said that it was.", None),
        (
            "Ambassador Ann Lee said this about the Rajin Line.",
            "What did Ann Lee say about Rajin Line?",
        ),
        (
            "On 18 February China's Ministry of Commerce announced that it would take no more.",
            "What did China's Ministry of Commerce say?",
        ),
        ("On Monday Ann Lee said that it would.", "What did Ann Lee say?"),
        ("It is long.", None),
        ("It was opened in 2013.", None),
        ("The club sold its best player in May 2019.", None),
        ("When China took steps in May it stopped buying coal.", None),
        ("About 30 per cent of it is gone.", None),
    ],
)
def test_a_sentence_becomes_the_question_it_answers(sentence: str, question: str | None) -> None:
    assert next(proposals(sentence), None) == question


def test_the_name_that_a_text_is_about() -> None:
    text = "We saw the Mangyongbong-92. The Mangyongbong-92 is white. We met Ann Lee."
    assert about_name(text) == "What is said about Mangyongbong-92?"
    assert about_name("We met Ann Lee.") is None


def test_questions_are_told_apart_by_their_first_words() -> None:
    assert [kind(text) for text in ("How many are there?", "When was it?", "What did he say?")] == [
        "how many",
        "when",
        "what did",
    ]
