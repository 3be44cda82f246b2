"""What is compared, by the form of the question, and what is asked of each."""

import pytest

from qa.answering.question.comparison import things_compared


@pytest.mark.parametrize(
    ("question", "names", "first"),
    [
        (
            "Which quake in the south was stronger, the July one in Sur or the October one?",
            ["July quake in Sur", "October quake"],
            "the July quake in Sur: Which quake in the south was stronger, the July one in Sur?",
        ),
        (
            "Which fire killed more people, the hotel in Delhi or the slum in Agra?",
            ["hotel in Delhi", "slum in Agra"],
            "the hotel in Delhi: Which fire killed more people, the hotel in Delhi?",
        ),
        (
            "Which of the yard's contracts is worth more, the one with Ek or the one with Lee?",
            ["contract with Ek", "contract with Lee"],
            "the contract with Ek: Which of the yard's contracts is worth more, the one with Ek?",
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
            "Spain: Who sent more rescuers, Spain?",
        ),
        (
            "Which bank earned more in May, Corvin Bank or the Union?",
            ["Corvin Bank", "Union"],
            "Corvin Bank: Which bank earned more in May, Corvin Bank?",
        ),
        (
            "Which can carry more, a kite or a crow?",
            ["kite", "crow"],
            "a kite: Which can carry more, a kite?",
        ),
        (
            "Who got more votes in May, Lee or Ek, and how many did each get?",
            ["Lee", "Ek"],
            "Lee: Who got more votes in May, Lee, and how many did each get?",
        ),
        (
            "Which quake in the south was stronger, the July one or the October one?",
            ["July quake", "October quake"],
            "the July quake: Which quake in the south was stronger, the July one?",
        ),
        (
            "Which storm had stronger winds: Ada or Bo?",
            ["Ada", "Bo"],
            "Ada: Which storm had stronger winds: Ada?",
        ),
        ("Who lived longer, Lee or Ek?", ["Lee", "Ek"], "Lee: Who lived longer, Lee?"),
        (
            "Who was elected leader with more votes, Lee or Ek?",
            ["Lee", "Ek"],
            "Lee: Who was elected leader with more votes, Lee?",
        ),
        (
            "Who earns more, the mayor or the judge, and by how much?",
            ["mayor", "judge"],
            "the mayor: Who earns more, the mayor, and by how much?",
        ),
        (
            "Which of the two fires in Sur burned longer, the July one or the August one?",
            ["July fire", "August fire"],
            "the July fire: Which of the two fires in Sur burned longer, the July one?",
        ),
        (
            "How does survival differ between males and females?",
            ["males", "females"],
            "What about survival of males?",
        ),
        (
            "Did Orm get more snow than Halm in that storm?",
            ["Orm", "Halm"],
            "Orm: Did Orm get more snow in that storm?",
        ),
        (
            "Is the boat or the bus the cheaper way, as the two firms tell it?",
            ["boat", "bus"],
            "the boat: Is the boat the cheaper way, as the two firms tell it?",
        ),
        (
            "Who is older, Ann Lee or Bo Ek?",
            ["Ann Lee", "Bo Ek"],
            "Ann Lee: Who is older, Ann Lee?",
        ),
        (
            "Of Lee Ann, Bob Ek and Mia Ray, who sat longest in parliament?",
            ["Lee Ann", "Bob Ek", "Mia Ray"],
            "Lee Ann: Of Lee Ann, who sat longest in parliament?",
        ),
        (
            "Which was hit hardest, Samoa, Tonga or Fiji?",
            ["Samoa", "Tonga", "Fiji"],
            "Samoa: Which was hit hardest, Samoa?",
        ),
        (
            "Compare the results of Barrow, Ostfeld and Lindum.",
            ["Barrow", "Ostfeld", "Lindum"],
            "What about the results of Barrow?",
        ),
        (
            "Did Ann Lee, Bob Ek or Cid Ray win more votes?",
            ["Ann Lee", "Bob Ek", "Cid Ray"],
            "Ann Lee: Did Ann Lee win more votes?",
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


def test_what_is_told_between_the_two_is_kept_and_spaces_stand_as_they_are_written() -> None:
    told = things_compared("Is the old ferry really slower than the new bus?")
    assert [item.question for item in told] == [
        "the old ferry: Is the old ferry really slower?",
        "the new bus: Is the new bus really slower?",
    ]
    owned = things_compared("Is Oslo's tram, built in 1999, older than Bergen's?")
    assert owned[1] == ("Bergen", "Bergen's: Is Bergen's, built in 1999, older?")
    first, second = things_compared("Is the line to Rajin longer than the one to Ulm?")
    assert first.question == "the line to Rajin: Is the line to Rajin longer?"
    assert second.question == "the one to Ulm: Is the one to Ulm longer?"


def test_a_thing_that_is_named_twice_is_not_compared_with_itself() -> None:
    assert things_compared("Who sent more rescuers, Spain or France?")
    assert things_compared("Who sent more rescuers, Spain or Spain?") == ()
