from pathlib import Path

from qa.articles import read_file
from qa.articles.repetition import Repetition, source_of
from tests.articles.helpers import paragraphs, source_file

SLOGAN = "The island's voice since 1901"


def text(number: int) -> str:
    return (
        f"Report number {number} from the harbour\n\n"
        f"The ferry number {number} was late by some minutes on that day, the office said.\n\n"
        f"{SLOGAN}\n\n"
        f"It carried {number} cars to the islands in the north, more than in the last year.\n\n"
        "Source: https://www.example.org/a"
    )


def test_a_line_of_many_articles_of_one_source_is_furniture(tmp_path: Path) -> None:
    files = [source_file(tmp_path, f"{n}.txt", text(n)) for n in range(6)]
    repetition = Repetition()
    for file in files:
        (article,) = read_file(file)
        assert SLOGAN in paragraphs(article)
        repetition.add(article)
    (article,) = read_file(files[3], repetition=repetition.of(source_of(article)))
    assert paragraphs(article) == [
        "The ferry number 3 was late by some minutes on that day, the office said.",
        "It carried 3 cars to the islands in the north, more than in the last year.",
    ]


def test_few_articles_and_other_sources_tell_nothing() -> None:
    repetition = Repetition()
    for _ in range(3):
        repetition.add_lines("a.org", [SLOGAN])
    assert not repetition.of("a.org").tells(SLOGAN)
    repetition.add_lines("a.org", [SLOGAN])
    assert repetition.of("a.org").tells(SLOGAN)
    assert not repetition.of("b.org").tells(SLOGAN)


def test_figures_count_as_equal() -> None:
    repetition = Repetition()
    for number in range(5):
        repetition.add_lines("a.org", [f"{number} people read this"])
    assert repetition.of("a.org").tells("77 people read this")
