"""Projects passage vectors to a plane by t-SNE, for the map.

The only owner of scikit-learn. t-SNE, because it keeps neighbourhoods together; a map of
meaning is looked at for its groups, not for its distances.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# 1,000 points take about 4 s of one core, 2,000 about 10; more dots than that are a blur.
MOST_POINTS = 1000
FEWEST_POINTS = 5


def flat(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Points in the unit square, shape (n, 2), for vectors of shape (n, dim).

    The same vectors give the same points. Fewer than FEWEST_POINTS are laid on a line.
    Source: van der Maaten and Hinton, "Visualizing Data using t-SNE", 2008.
    """
    count = len(vectors)
    if count < FEWEST_POINTS:
        spread = (np.arange(count) + 0.5) / max(count, 1)
        return np.stack([spread, np.full(count, 0.5)], axis=1)
    from sklearn.manifold import TSNE  # type: ignore[import-untyped]  # noqa: PLC0415 - slow

    perplexity = min(30.0, (count - 1) / 3)
    model = TSNE(n_components=2, init="pca", perplexity=perplexity, metric="cosine", random_state=0)
    points = np.asarray(model.fit_transform(np.asarray(vectors)), dtype=np.float64)
    low, high = points.min(axis=0), points.max(axis=0)
    unit: NDArray[np.float64] = (points - low) / np.where(high > low, high - low, 1.0)
    return unit
