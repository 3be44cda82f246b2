"""The constants of a set of weights are read from its calibration file, or a remedy is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.answering.reader.thresholds import LENGTHS, Thresholds, load_thresholds
from qa.errors import ReaderError

TABLE = {
    "answerable_floor": 0.4,
    "closeness_weight": 0.5,
    "short_answer": [1, 2, 3, 4, 5, -6],
    "short_answer_floor": 0.6,
    "support": [1, 2, 3, -4],
    "support_floor": 0.5,
    "yes_floor": 0.9,
    "no_floor": 0.7,
    "decided_floor": 0.2,
}


def written(folder: Path, table: dict[str, object]) -> Path:
    rows = {name: {"value": value, "set": "none"} for name, value in table.items()}
    (folder / "reader.json").write_text(json.dumps({"thresholds": rows}), encoding="utf-8")
    return folder


def test_every_constant_comes_from_the_file(tmp_path: Path) -> None:
    assert load_thresholds(written(tmp_path, TABLE)) == Thresholds(
        answerable_floor=0.4,
        closeness_weight=0.5,
        short_answer=(1.0, 2.0, 3.0, 4.0, 5.0, -6.0),
        short_answer_floor=0.6,
        support=(1.0, 2.0, 3.0, -4.0),
        support_floor=0.5,
        yes_floor=0.9,
        no_floor=0.7,
        decided_floor=0.2,
    )


@pytest.mark.parametrize(
    "damage",
    [
        {"support": [1, 2, 3]},
        {"support": 0.5},
        {"support_floor": [0.5]},
        {"support_floor": "0.5"},
        {"short_answer": ["a"] * 6},
    ],
)
def test_a_damaged_table_is_told(tmp_path: Path, damage: dict[str, object]) -> None:
    with pytest.raises(ReaderError, match="cannot be read"):
        load_thresholds(written(tmp_path, {**TABLE, **damage}))


def test_a_missing_constant_or_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="are missing"):
        load_thresholds(tmp_path / "nowhere")
    less = {name: value for name, value in TABLE.items() if name != "support_floor"}
    with pytest.raises(ReaderError, match="cannot be read"):
        load_thresholds(written(tmp_path, less))


def test_a_checker_brings_its_own_constants(tmp_path: Path) -> None:
    written(tmp_path, {name: value for name, value in TABLE.items() if "support" not in name})
    own: dict[str, object] = {n: {"value": v} for n, v in TABLE.items() if "support" in n}
    own["support_floor"] = {"value": 0.7}
    (tmp_path / "checker.json").write_text(json.dumps({"thresholds": own}), encoding="utf-8")
    assert load_thresholds(tmp_path).support_floor == 0.7
    assert load_thresholds(tmp_path).short_answer_floor == 0.6
    (tmp_path / "checker.json").write_text("{", encoding="utf-8")
    load_thresholds.cache_clear()
    with pytest.raises(ReaderError, match=r"checker\.json cannot be read"):
        load_thresholds(tmp_path)


def test_the_packaged_constants_say_where_they_come_from() -> None:
    folder = Path("qa/answering/reader/weights")
    table: dict[str, dict[str, object]] = {}
    for file in ("reader.json", "checker.json"):
        table |= json.loads((folder / file).read_text(encoding="utf-8"))["thresholds"]
    limits = load_thresholds()
    assert set(table) == set(TABLE)
    assert all({"value", "set", "figure", "range", "date"} == set(row) for row in table.values())
    assert len(limits.short_answer) == LENGTHS["short_answer"]
    assert 0 < limits.answerable_floor < 1


def test_the_larger_one_has_constants_of_its_own(tmp_path: Path) -> None:
    folder = written(tmp_path, TABLE)
    assert load_thresholds(folder, larger=True).answerable_floor == 0.4
    rows = {"answerable_floor": {"value": 0.3, "set": "none"}}
    (folder / "larger.json").write_text(json.dumps({"thresholds": rows}), encoding="utf-8")
    load_thresholds.cache_clear()
    assert load_thresholds(folder, larger=True).answerable_floor == 0.3
    assert load_thresholds(folder, larger=False).answerable_floor == 0.4
