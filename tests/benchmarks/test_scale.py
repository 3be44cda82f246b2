"""The arithmetic and the simulation of `python -m benchmarks.scale`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.scale import Assumed, Passage, graphs, measured, plan, table, waits

EACH = Passage(catalog=1_000.0, row=464.0, words=50.0, files=9_000.0)
GIVEN = Assumed()


def test_memory_is_vectors_edges_and_words() -> None:
    # A sizing tool's figure: a million of 128 dimensions take 1.1 GiB in memory.
    bare = replace(GIVEN, dim=128, bytes_a_word=0.0)
    assert plan(1_000_000, EACH, bare, on_disk=False).memory_gb / 1.0737 == pytest.approx(1.1, 0.02)
    # (4 x 384 + 30 x 16 + 50 x 12) x 1.2 bytes
    made = plan(1_000_000, EACH, GIVEN, on_disk=False)
    assert made.memory_gb == pytest.approx(3.1392)
    # 2,016 bytes of vector and edges, 1,536 of the raw vector, the row, and 1.5 catalogs
    assert made.disk_gb == pytest.approx(1.536 + 0.464 + 2.016 + 1.5)
    assert (made.query_nodes, made.other_nodes) == (1, 0)
    assert plan(1_000_000, EACH, GIVEN, on_disk=True).memory_gb == pytest.approx(0.9504)


def test_hours_and_rent_follow_the_rates() -> None:
    given = replace(GIVEN, embed_a_core=10.0, read_a_core=10.0, node_cores=5, builders=2)
    made = plan(3_600_000, EACH, replace(given, build_a_core=100.0), on_disk=False)
    assert made.embed_hours == pytest.approx(20.0)
    assert made.index_hours == pytest.approx(1.0)
    assert made.build_dollars == pytest.approx(21.0 * 2 * 0.6528)


def test_a_question_waits_for_all_segments_and_for_others() -> None:
    alone = replace(GIVEN, node_cores=4, questions_a_second=0.001, segment_ms=10.0)
    times = waits(1, 40, alone)
    assert times == sorted(times)
    # Ten segments a core, of 10 ms and a spread of .3 around that.
    assert times[len(times) // 2] == pytest.approx(0.105, rel=0.1)
    assert waits(2, 40, alone)[200] < 0.65 * times[200]
    busy = waits(1, 40, replace(alone, questions_a_second=9.0))
    assert busy[-1] > 2 * times[-1]


def test_the_example_articles_are_weighed_and_shown(tmp_path: Path) -> None:
    text = "The harbour of Emden was dredged in March. " * 40
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Report {number}\n\n{text}", encoding="utf-8")
    each = measured(tmp_path)
    assert each.words == 10.0  # eight of the text, two of the title
    assert each.files > each.catalog > each.row > 100
    made = table([plan(100_000_000, each, GIVEN, on_disk=True)])
    assert made.rows[0][:2] == ("100,000,000", "DiskANN")


@pytest.mark.filterwarnings("ignore:builtin type")
def test_a_graph_is_built_and_searched() -> None:
    pytest.importorskip("faiss")
    (row,) = graphs([300], edges=4, dim=8).rows
    assert row[0] == 300
    assert all(isinstance(cell, float) and cell > 0 for cell in row[1:])
