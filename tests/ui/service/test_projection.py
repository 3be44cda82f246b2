"""Vectors to points of the plane: in the unit square, the same each time, like with like."""

from __future__ import annotations

import numpy as np

from qa.ui.service.projection import FEWEST_POINTS, flat, topics


def test_no_vectors_and_few_are_laid_on_a_line() -> None:
    assert flat(np.zeros((0, 8), dtype=np.float32)).shape == (0, 2)
    line = flat(np.eye(FEWEST_POINTS - 1, dtype=np.float32))
    assert line[:, 1].tolist() == [0.5] * 4
    assert line[:, 0].tolist() == [0.125, 0.375, 0.625, 0.875]


def test_groups_stay_together_and_the_points_are_the_same_each_time() -> None:
    random = np.random.default_rng(3)
    centres = np.repeat(np.eye(2, 16), 12, axis=0)
    vectors = (centres + random.normal(0, 0.02, centres.shape)).astype(np.float32)
    points = flat(vectors)
    assert points.shape == (24, 2)
    assert points.min() == 0.0
    assert points.max() == 1.0
    assert np.array_equal(points, flat(vectors))
    apart = np.linalg.norm(points[:12].mean(axis=0) - points[12:].mean(axis=0))
    within = np.linalg.norm(points[:12] - points[:12].mean(axis=0), axis=1).mean()
    assert apart > within


def test_topics_are_the_groups_of_the_vectors_named_by_their_own_words() -> None:
    random = np.random.default_rng(3)
    centres = np.repeat(np.eye(2, 16), [12, 8], axis=0)
    vectors = (centres + random.normal(0, 0.02, centres.shape)).astype(np.float32)
    texts = ["The railway line runs. Railways and the line."] * 12 + ["Permits of workers."] * 8
    of, names = topics(vectors, texts)
    parts = {int(topic) for topic in of[:12]}, {int(topic) for topic in of[12:]}
    assert parts[0].isdisjoint(parts[1])
    for topic in parts[1]:
        assert set(names[topic].split(", ")) == {"Permits", "workers"}
    for topic in parts[0]:
        assert "line" in names[topic]
        assert "Railways" not in names[topic]  # the same stem
    assert np.array_equal(of, topics(vectors, texts)[0])


def test_a_few_passages_are_one_topic_and_texts_without_words_have_no_name() -> None:
    of, names = topics(np.eye(3, dtype=np.float32), ["Ports", "ports", "ports, cranes"])
    assert (of.tolist(), names) == ([0, 0, 0], ["ports, cranes"])
    none = np.zeros((0, 8), dtype=np.float32)
    assert topics(none, [])[1] == []
    assert topics(np.eye(3, dtype=np.float32), ["12", "--", ""])[1] == [""]


def test_a_topic_is_not_named_by_filler() -> None:
    text = "The network goes on and goes well; better tracks, better still, were reported."
    assert topics(np.eye(3, dtype=np.float32), [text, text, text])[1] == ["network, tracks"]
