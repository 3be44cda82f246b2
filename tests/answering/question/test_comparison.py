"""What is compared, by the form of the question, and what is asked of each."""

import pytest

from qa.answering.question.comparison import things_compared


@pytest.mark.parametrize(
    ("question", "names", "first"),
    [
        (
            "Which quake in the south was stronger, the July one in Sur or the October one?",
            ["July quake in Sur", "October quake"],
            "How strong was the July quake in Sur?",
        ),
        (
            "Which fire killed more people, the hotel in Delhi or the slum in Agra?",
            ["hotel in Delhi", "slum in Agra"],
            "How many people has the hotel in Delhi fire killed?",
        ),
        (
            "Which of the yard's contracts is worth more, the one with Ek or the one with Lee?",
            ["contract with Ek", "contract with Lee"],
            "How much is the contract with Ek worth?",
        ),
        (
            "How do the laws in Ohio and New Mexico differ?",
            ["Ohio", "New Mexico"],
            "What about the laws in Ohio?",
        ),
        (
            "What is the difference between the Lynx L and the Heron S?",
            ["Lynx L", "Heron S"],
            "What about the Lynx L?",
        ),
        ("Compare Oslo and Bergen.", ["Oslo", "Bergen"], "What about Oslo?"),
        (
            "Compare the ferry and the railway line to Rajin.",
            ["ferry", "railway line to Rajin"],
            "What about the ferry?",
        ),
        (
            "How does the night train differ from the flight to Oslo?",
            ["night train", "flight to Oslo"],
            "What about the night train?",
        ),
        (
            "compare the prices of the boat and the bus",
            ["prices of the boat", "bus"],
            "What about the prices of the boat?",
        ),
        (
            "Compare the crop of Castle Ek with that of the abbey.",
            ["crop of Castle Ek", "abbey"],
            "What about the crop of Castle Ek?",
        ),
        (
            "How does the price of the boat compare with Lynx?",
            ["price of the boat", "Lynx"],
            "What about the price of the boat?",
        ),
        (
            "Who sent more rescuers, Spain or France?",
            ["Spain", "France"],
            "How many rescuers has Spain sent?",
        ),
        (
            "Which bank earned more in May, Corvin Bank or the Union?",
            ["Corvin Bank", "Union"],
            "How much has Corvin Bank earned in May?",
        ),
        (
            "Which can carry more, a kite or a crow?",
            ["kite", "crow"],
            "How much can a kite carry?",
        ),
        (
            "Who got more votes in May, Lee or Ek, and how many did each get?",
            ["Lee", "Ek"],
            "How many votes has Lee got in May?",
        ),
        (
            "Which quake in the south was stronger, the July one or the October one?",
            ["July quake", "October quake"],
            "How strong was the July quake in the south?",
        ),
        (
            "Which storm had stronger winds: Ada or Bo?",
            ["Ada", "Bo"],
            "How strong were the winds of Ada?",
        ),
        ("Who lived longer, Lee or Ek?", ["Lee", "Ek"], "How long has Lee lived?"),
        (
            "Who was elected leader with more votes, Lee or Ek?",
            ["Lee", "Ek"],
            "How many votes was Lee elected leader with?",
        ),
        (
            "Who earns more, the mayor or the judge, and by how much?",
            ["mayor", "judge"],
            "How much does the mayor earn?",
        ),
        (
            "Which of the two fires in Sur burned longer, the July one or the August one?",
            ["July fire", "August fire"],
            "How long has the July fire burned in Sur?",
        ),
        (
            "How does survival differ between males and females?",
            ["males", "females"],
            "What about survival of males?",
        ),
        (
            "Did Orm get more snow than Halm in that storm?",
            ["Orm", "Halm"],
            "How much snow did Orm get in that storm?",
        ),
        (
            "Is the boat or the bus the cheaper way, as the two firms tell it?",
            ["boat", "bus"],
            "the boat: Is the boat or the bus the cheaper way, as the two firms tell it?",
        ),
        ("Who is older, Ann Lee or Bo Ek?", ["Ann Lee", "Bo Ek"], "How old is Ann Lee?"),
        (
            "Of Lee Ann, Bob Ek and Mia Ray, who sat longest in parliament?",
            ["Lee Ann", "Bob Ek", "Mia Ray"],
            "How long has Lee Ann sat in parliament?",
        ),
        (
            "Which was hit hardest, Samoa, Tonga or Fiji?",
            ["Samoa", "Tonga", "Fiji"],
            "How hard was Samoa hit?",
        ),
        (
            "Compare the results of Barrow, Ostfeld and Lindum.",
            ["Barrow", "Ostfeld", "Lindum"],
            "What about the results of Barrow?",
        ),
        (
            "Did Ann Lee, Bob Ek or Cid Ray win more votes?",
            ["Ann Lee", "Bob Ek", "Cid Ray"],
            "How many votes did Ann Lee win?",
        ),
    ],
)
def test_the_things_and_a_question_for_each(question: str, names: list[str], first: str) -> None:
    compared = things_compared(question)
    assert [item.name for item in compared] == names
    assert compared[0].question == first


@pytest.mark.parametrize("question", ["What is the difference?", "Who won?"])
def test_what_names_no_two_things_is_no_comparison(question: str) -> None:
    assert things_compared(question) == ()


def test_what_would_be_left_hanging_is_asked_in_the_words_of_the_question() -> None:
    question = "Is the line to Rajin longer than the one to Vladivostok?"
    assert [item.question.endswith(question) for item in things_compared(question)] == [True, True]
