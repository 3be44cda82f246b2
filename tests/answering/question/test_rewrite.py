"""Follow-ups are completed from the conversation; a new subject is left alone."""

import pytest

from qa.answering.question.rewrite import Followed, follow, needs_context, standalone, with_topic
from qa.records import Turn

ZAPATA = Turn(
    "Who flew over the English Channel on a hoverboard?",
    "French inventor Franky Zapata, on his Flyboard Air, on 4 August 2019. [1]",
)
WORKERS = Turn(
    "How many workers does Russia let in?", "Over 40,000. [1]", None, ("Russia's builders",)
)
CITIES = Turn("Which cities signed the climate accord?", "Oslo, Rome and Bern. [1]")
DAM = Turn("When was the Acme dam in Laos finished?", "It was finished in 2016. [1]")
TYRES = Turn("How much is a tyre change for the Lynx L?", "62 crowns a wheel. [1]")
MINISTER = Turn("Who is Ada Ek?", "Ada Ek is the minister of transport of Norway. [1]")
FACTORY = [
    Turn("Which company bought the Lund factory?", "Volvo. [1]"),
    Turn("How much did it pay?", "Two billion kronor. [1]"),
]
RACE = Turn("What happened in Chicago?", "Brigid Kosgei won the Chicago Marathon in 2:14:04. [1]")
SEATS = Turn("How many seats did the Tories win in the December 2019 election?", "365. [1]")
FINAL = Turn("Who won the 2018 final, France or Croatia?", "France won 4-2. [1]")
DEATH = Turn("Did Chirac die?", "Yes, Jacques Chirac died on 26 September 2019, aged 86. [1]")


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        ([ZAPATA], "Was he hurt?", "Was Franky Zapata hurt?"),
        ([ZAPATA], "How fast is his machine?", "How fast is Franky Zapata's machine?"),
        ([MINISTER], "And what did she say?", "What did Ada Ek say?"),
        ([DEATH], "how old was he?", "How old was Jacques Chirac?"),
    ],
)
def test_he_is_the_person_last_spoken_of(history: list[Turn], question: str, expected: str) -> None:
    assert standalone(question, history) == expected


@pytest.mark.parametrize(
    ("history", "question", "topic"),
    [
        ([DAM], "How much did it cost?", ("Acme", "Laos finished")),
        ([DAM], "Did its turbines work?", ("Acme", "Laos finished")),
        (FACTORY, "Where is it based?", ("Lund", "pay", "bought")),
        ([CITIES], "When did they sign it?", ("climate accord", "cities")),
    ],
)
def test_it_and_they_are_left_to_the_reader_and_searched_for_with_the_topic(
    history: list[Turn], question: str, topic: tuple[str, ...]
) -> None:
    assert follow(question, history) == Followed(question, topic)


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        ([DAM], "How many people live there?", "How many people live at the Acme dam?"),
        (
            [RACE],
            "who won the men's race there?",
            "Who won the men's race at the Chicago Marathon?",
        ),
        ([DAM], "who was prime minister then?", "Who was prime minister in 2016?"),
        (
            [Turn("Where was the treaty signed?", "It was signed in Vienna.")],
            "Who was there?",
            "Who was in Vienna?",
        ),
    ],
)
def test_there_and_then_are_the_place_and_the_time(
    history: list[Turn], question: str, expected: str
) -> None:
    assert standalone(question, history) == expected


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        ([WORKERS], "What about China?", "How many workers does China let in?"),
        ([WORKERS], "and the United States?", "How many workers does the United States let in?"),
        ([WORKERS], "And in 2018?", "How many workers does Russia let in in 2018?"),
        ([SEATS], "and labour?", "How many seats did labour win in the December 2019 election?"),
        ([SEATS], "And in 2017?", "How many seats did the Tories win in the 2017 election?"),
        ([SEATS], "How many did they need?", "How many seats did they need?"),
        ([FINAL], "What about the semi-final?", "Who won the semi-final, France or Croatia?"),
        ([MINISTER], "And Bo Lind?", "Who is Bo Lind?"),
        ([TYRES], "What about a service?", "How much is a service for the Lynx L?"),
        ([TYRES], "And an oil change?", "How much is an oil change for the Lynx L?"),
    ],
)
def test_new_words_take_the_place_of_their_like(
    history: list[Turn], question: str, expected: str
) -> None:
    assert standalone(question, history) == expected


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        ([WORKERS], "why?", "Why does Russia let in workers?"),
        ([WORKERS], "And why?", "Why does Russia let in workers?"),
        ([WORKERS], "Since when?", "Since when does Russia let in workers?"),
        ([DEATH], "When?", "When did Chirac die?"),
        (FACTORY, "And when?", "When did it pay?"),
        (
            [ZAPATA],
            "When?",
            "When was it that Franky Zapata flew over the English Channel on a hoverboard?",
        ),
    ],
)
def test_a_bare_word_asks_the_old_question_anew(
    history: list[Turn], question: str, expected: str
) -> None:
    assert standalone(question, history) == expected


def test_the_second_one_is_the_second_of_the_list() -> None:
    assert standalone("Who signed for the second one?", [CITIES]) == "Who signed for Rome?"
    assert standalone("Who signed for the last one?", [CITIES]) == "Who signed for Bern?"
    later = Turn("Is it warm?", "Yes. [1]")
    assert standalone("When did the first one sign?", [CITIES, later]) == "When did Oslo sign?"
    told = Turn("Who signed for Oslo?", "Its mayor. [1]")
    assert standalone("What about the second one?", [CITIES, told]) == "Who signed for Rome?"
    assert standalone("Who scored for the latter?", [FINAL]) == "Who scored for Croatia?"


LINK = Turn(
    "Which company gave North Korea a second internet link?",
    "The Russian company TransTeleCom gave North Korea a second internet connection. [1]",
    direct="TransTeleCom",
)
PERMITS = Turn(
    "How many North Koreans have permits to work in Russia?",
    "Over 40,000 North Koreans hold a permit to work in Russia. [1]",
    direct="over 40,000",
)
WOMEN = Turn(
    "Who won the Chicago Marathon?",
    "Brigid Kosgei of Kenya won the women's race of the Chicago Marathon in 2:14:04. [1]",
    direct="Brigid Kosgei",
)
TREATY = Turn(
    "Which countries signed the treaty?",
    "Norway, Sweden and Finland signed the treaty in Oslo on 3 May 2019. [1]",
)
FERRY = [
    Turn(
        "Where does the ferry Mangyongbong-92 sail to?",
        "The ferry Mangyongbong-92 sails from Rajin to Vladivostok. [1]",
        direct="Vladivostok",
    ),
    Turn("How many passengers can it take?", "It can take about 200 passengers. [1]"),
]
HOLM = [
    Turn("Who is Anna Holm?", "Anna Holm is the director of Rajin's harbour. [1]"),
    Turn("What did she say about trade?", "She said it rose by 12 per cent in 2016. [1]"),
]
SUMMIT = Turn("Who met in Hanoi?", "Donald Trump and Kim Jong-un met in Hanoi. [1]")


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        ([LINK], "What about China?", "Which company gave China a second internet link?"),
        ([PERMITS], "And in China?", "How many North Koreans have permits to work in China?"),
        (
            [PERMITS],
            "Since when?",
            "Since when have North Koreans permits to work in Russia?",
        ),
        ([PERMITS], "What do they do there?", "What do they do in Russia?"),
        (
            [WOMEN],
            "Who won the men's race there?",
            "Who won the men's race at the Chicago Marathon?",
        ),
        ([WOMEN], "How old is she?", "How old is Brigid Kosgei?"),
        (
            [TREATY],
            "And when?",
            "When was it that Norway, Sweden and Finland signed the treaty?",
        ),
        ([TREATY], "Who signed for the last one?", "Who signed for Finland?"),
        (
            [TREATY],
            "Why not Denmark?",
            "Which countries signed the treaty, and why not Denmark?",
        ),
        (
            FERRY,
            "And tonnes of cargo?",
            "How many tonnes of cargo can it take?",
        ),
        (HOLM, "And what about coal?", "What did Anna Holm say about coal?"),
        (HOLM, "Did Mikhail Khmel agree with her?", "Did Mikhail Khmel agree with Anna Holm?"),
        (HOLM, "Who won the election in Spain?", "Who won the election in Spain?"),
        ([SUMMIT], "What did the latter want?", "What did Kim Jong-un want?"),
        (
            [Turn("How many people were killed in the fire?", "Nine. [1]")],
            "When?",
            "When were people killed in the fire?",
        ),
    ],
)
def test_chains_of_questions_over_news(history: list[Turn], question: str, expected: str) -> None:
    assert standalone(question, history) == expected


def test_what_caused_it_is_searched_for_with_what_burnt() -> None:
    fire = Turn("What happened to Notre-Dame?", "A fire destroyed the roof of Notre-Dame. [1]")
    assert follow("What caused it?", [fire]).standalone == "What caused it?"
    assert "Notre-Dame" in " ".join(follow("What caused it?", [fire]).topic)


def test_what_stays_open_is_searched_with_the_topic_and_shown_without() -> None:
    followed = follow("Did he pull it off first time?", [ZAPATA])
    assert followed.standalone == "Did Franky Zapata pull it off first time?"
    assert followed.topic


def test_small_talk_leaves_no_topic_and_what_was_not_found_only_its_question() -> None:
    thanks = Turn("Thanks!", "You are welcome.", kind="small_talk", status="answered")
    silent = Turn(
        "Who flew the plane that crashed near Henderson, Nevada?",
        "The articles do not seem to answer this.",
        status="not_found",
    )
    assert follow("What kind of plane was it?", [thanks]).topic == ()
    followed = follow("Where was it going?", [silent, thanks])
    assert followed.standalone == "Where was it going?"
    assert not {"articles", "answer"} & set(followed.topic)


@pytest.mark.parametrize(
    ("asked", "answered", "question", "expected"),
    [
        ("How did the attacker get in?", "In Adamowicz's time. [1]", "What could he face?",
         "What could the attacker face?"),
        ("Where was Hatice Cengiz's fiancé murdered?", "In Istanbul. [1]",
         "Has his body been found?", "Has Hatice Cengiz's fiancé's body been found?"),
        ("Who was stabbed on stage?", "Paweł Adamowicz was. [1]", "How old was he?",
         "How old was Paweł Adamowicz?"),
        ("What did Doris Day say?", "Rock Hudson met her. [1]", "When did she die?",
         "When did Doris Day die?"),
    ],
)  # fmt: skip
def test_he_is_the_one_asked_about_or_the_answer_to_who(
    asked: str, answered: str, question: str, expected: str
) -> None:
    assert follow(question, [Turn(asked, answered)]).standalone == expected


def test_news_asked_for_after_anything_is_news() -> None:
    turn = Turn("Who won?", "Ann. [1]")
    assert follow("What's new?", [turn]) == Followed("What's new?")


def test_the_topic_is_looked_for_besides() -> None:
    followed = follow("Was he hurt?", [ZAPATA])
    assert followed.standalone == "Was Franky Zapata hurt?"
    assert "English Channel" in followed.topic
    assert with_topic("Was he hurt?", ["Channel", "flew"]) == "Was he hurt (Channel, flew)?"
    assert with_topic("Was he hurt?", []) == "Was he hurt?"


def test_what_was_cited_says_what_it_is_about() -> None:
    turn = Turn("Any news?", "Yes. [1]", None, ("Hagia Sophia to become a mosque",))
    assert "Hagia Sophia" in " ".join(follow("Who is against it?", [turn]).topic)


@pytest.mark.parametrize(
    "question",
    [
        "How many seats did Labour win in the December election?",
        "Is there a ferry from Vladivostok to Rajin?",
        "Why did the ferry crews strike, and how did it end?",
        "When did the talks begin, and why did they fail?",
        "When did Ada Lund come, and what did she say?",
        "Did Boris Titov say when he will travel to Pyongyang?",
        "What is the capital of the state that borders on Chad?",
        "Who won the Tour de France in 2019?",
        "How many goals did Liverpool score against Barcelona?",
        "Is it true that Iceland has no army?",
        "Where is Bern?",
        "Which of the two parties in Spain lost more seats this year?",
    ],
)
@pytest.mark.parametrize("before", [ZAPATA, WORKERS, DAM, MINISTER])
def test_a_new_subject_is_left_alone(question: str, before: Turn) -> None:
    assert follow(question, [before]) == Followed(question)


def test_without_history_nothing_changes() -> None:
    assert follow("What about it?", []) == Followed("What about it?")


def test_short_questions_without_a_name_need_context() -> None:
    assert needs_context("Which colour?", [ZAPATA])
    assert not needs_context("Where is Bern?", [ZAPATA])


@pytest.mark.parametrize(
    ("asked", "answered", "follow_up", "meant"),
    [
        ("Who is Hatice Cengiz?", "Donald Tusk met Hatice Cengiz on Friday. [1]",
         "Where was her fiancé killed?", "Where was Hatice Cengiz's fiancé killed?"),
        ("Who was Ginger Baker?", "Mick Jagger remembered Ginger Baker. [1]",
         "How old was he?", "How old was Ginger Baker?"),
        ("Who replaced John Bolton?", "Robert O'Brien replaced John Bolton. [1]",
         "How old is he?", "How old is Robert O'Brien?"),
    ],
)  # fmt: skip
def test_whoever_is_asked_about_is_meant(
    asked: str, answered: str, follow_up: str, meant: str
) -> None:
    assert standalone(follow_up, [Turn(asked, answered, kind="fact", status="answered")]) == meant
