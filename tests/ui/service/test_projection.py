"""Vectors to points of the plane: in the unit square, the same each time, like with like."""

from __future__ import annotations

import numpy as np

from qa.ui.service.projection import FEWEST_POINTS, flat


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
