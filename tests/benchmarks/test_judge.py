import dataclasses

from benchmarks.common.data import Question
from benchmarks.common.judge import FIGURES, Cited, Reply, judge, row

FACT = Question(
    id="f",
    kind="fact",
    question="How many?",
    groups=(("40,000", "forty thousand"),),
    articles=("a.txt",),
    evidence=("Over 40,000 have permits to work.",),
)
NONE = Question(id="u", kind="unanswerable", question="Who won?", groups=())
GOOD = Reply(
    text="Over 40,000 have permits to work. [1] Others left. [2]",
    direct="over 40,000",
    silent=False,
    cited=(
        Cited("a.txt", "Over 40,000 have permits to work."),
        Cited("b.txt", "Others left."),
    ),
    seconds=0.2,
    understood="How many?",
)
SILENT = Reply(
    text="Nothing on 40,000.", direct=None, silent=True, cited=(), seconds=0.4, understood=""
)


def test_a_right_and_cited_reply() -> None:
    outcome = judge(FACT, GOOD)
    assert (outcome.right, outcome.right_short, outcome.direct_right) == (True, True, True)
    assert (outcome.cited_gold, outcome.cited_evidence, outcome.precise) == (True, True, 0.5)
    assert outcome.good


def test_an_answer_after_sixty_words_is_right_but_not_short() -> None:
    late = dataclasses.replace(GOOD, text="word " * 60 + GOOD.text)
    outcome = judge(FACT, late)
    assert (outcome.right, outcome.right_short) == (True, False)


def test_silence_is_right_about_nothing_but_good_where_there_is_no_answer() -> None:
    assert not judge(FACT, SILENT).right
    assert not judge(FACT, SILENT).good
    assert judge(FACT, SILENT).precise is None
    assert judge(NONE, SILENT).good
    assert not judge(NONE, GOOD).good
    assert judge(NONE, GOOD).precise is None


def test_two_articles_are_both_to_be_cited() -> None:
    both = dataclasses.replace(FACT, kind="two_articles", articles=("a.txt", "c.txt"))
    assert not judge(both, GOOD).cited_gold


def test_a_row_holds_every_figure() -> None:
    outcomes = [judge(FACT, GOOD), judge(FACT, SILENT), judge(NONE, SILENT), judge(NONE, GOOD)]
    figures = dict(zip(FIGURES, row("all", outcomes)[1:], strict=True))
    assert figures == {
        "n": 4,
        "right": 0.5,
        "in 60 words": 0.5,
        "direct": 0.5,
        "short shown": 0.5,
        "short right": 0.5,
        "gold cited": 1.0,
        "evidence cited": 1.0,
        "precision": 0.5,
        "abstained": 0.5,
        "wrongly abst.": 0.5,
        "overall": 0.5,
        "p50 s": 0.30000000000000004,
        "p95 s": 0.4,
    }


def test_figures_of_nothing_are_empty() -> None:
    assert row("none", [])[1:3] == (0, None)
