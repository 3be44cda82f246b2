"""Processes of a joined build that begin at one word: for benchmarks of several workers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from qa.settings import Settings

ROOT = Path(__file__).parents[2]


def begun_at_once(settings: Settings, workers: int, child: str) -> list[subprocess.Popen[bytes]]:
    """So many processes of a program, once all are ready.

    child: Python source that is given the folder of collections and the name of one, prints a line
    when everything is imported, and begins when it reads one.
    """
    urls = {"QA_CATALOG_URL": settings.catalog_url, "QA_SEARCH_URL": settings.search_url}
    began = [
        subprocess.Popen(
            [sys.executable, "-c", child, str(settings.collections), settings.collection],
            cwd=ROOT,
            env={**os.environ, **{name: url for name, url in urls.items() if url}},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(workers)
    ]
    for process in began:
        assert process.stdout is not None
        process.stdout.readline()
    for process in began:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.flush()
    return began
