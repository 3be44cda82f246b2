"""Both engines for the tests of the contract; a real Milvus where MILVUS_TEST_URL names one.

With it the tests that are marked `cluster` run there.
"""

from __future__ import annotations

import os

import pytest


@pytest.fixture(
    params=["embedded", "milvus lite", pytest.param("milvus", marks=pytest.mark.cluster)]
)
def search_url(request: pytest.FixtureRequest) -> str | None:
    """QA_SEARCH_URL of each engine in turn."""
    if request.param == "embedded":
        return None
    if request.param == "milvus lite":
        return str(request.getfixturevalue("milvus_lite"))
    url = os.environ.get("MILVUS_TEST_URL")
    if not url:
        pytest.skip("MILVUS_TEST_URL names no Milvus server to try this on.")
    return url
