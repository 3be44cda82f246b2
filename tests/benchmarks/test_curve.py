from pathlib import Path

import pytest

from benchmarks.common.curve import FLOORS, Read, draw, floors, separation, surest_first
from benchmarks.common.data import Question
from benchmarks.common.judge import Reply, judge

FACT = Question(id="f", kind="fact", question="Who?", groups=(("Ada",),))
NONE = Question(id="u", kind="unanswerable", question="Why?", groups=())


def read(question: Question, *, text: str, sure: float) -> Read:
    """A reading that answers with `text` at every floor up to `sure`."""
    return Read(
        sure,
        tuple(
            judge(
                question, Reply(text, None, silent=floor > sure, cited=(), seconds=0, understood="")
            )
            for floor in FLOORS
        ),
    )


READ = [
    read(FACT, text="Ada did.", sure=0.9),
    read(FACT, text="Bob did.", sure=0.3),
    read(NONE, text="Because.", sure=0.5),
]


def test_the_surest_come_first_and_an_unanswerable_one_is_wrong() -> None:
    assert surest_first(READ) == [(1 / 3, 0.0), (2 / 3, 0.5), (1.0, 2 / 3)]


def test_a_row_per_threshold() -> None:
    rows = {row[0]: row[1:] for row in floors(READ).rows}
    assert len(rows) == len(FLOORS)
    # right of the answerable, silent of the unanswerable, silent of the answerable, overall
    assert rows[0.0] == (0.5, 0.0, 0.0, 1 / 3)
    assert rows[0.6] == (0.5, 1.0, 0.5, 2 / 3)
    assert rows[0.95] == (0.0, 1.0, 1.0, 1 / 3)


def test_the_confidence_separates_what_has_an_answer() -> None:
    assert separation(READ).rows == ((3, 1, 0.5),)  # .9 lies above the .5 of the other, .3 below


def test_the_curve_is_a_picture(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the curve is drawn with the bench extra")
    draw({"reader": surest_first(READ)}, tmp_path / "new" / "curve.png")
    assert (tmp_path / "new" / "curve.png").read_bytes().startswith(b"\x89PNG")
