"""A window for tests: app.py in a process of its own, over a corpus of three articles.

In its own process, because a web server leaves threads and sockets to the end of the one
that it runs in.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import write_corpus

ROOT = Path(__file__).parents[1]
START_S = 240


@dataclass
class Window:
    """A running window: its address, its corpus, and what its terminal has said."""

    address: str
    corpus: Path
    said: list[str] = field(default_factory=list)


def start_window(home: Path, **variables: str) -> tuple[subprocess.Popen[str], Window]:
    """Run app.py until it says where it listens, over three articles if `home` has no corpus."""
    corpus = home / "corpus"
    if not corpus.is_dir():
        write_corpus(corpus)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("QA_")}
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "app.py")],
        env=clean
        | {
            "QA_CORPUS": str(corpus),
            "QA_INDEXES": str(home / "indexes"),
            "QA_PORT": "0",
            "QA_READER": "small",
            "PYTHONPATH": str(ROOT),
            "PYTHON_KEYRING_BACKEND": "tests.ui.service.memory_keyring.InMemory",
        }
        | variables,
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    window = Window("", corpus)
    opened = threading.Event()

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            window.said.append(line)
            match = re.search(r"open at (http://\S+)", line)
            if match:
                window.address = match.group(1)
                opened.set()
        opened.set()

    threading.Thread(target=listen, daemon=True).start()
    opened.wait(START_S)
    if not window.address:
        process.kill()
        pytest.fail("The window did not open: " + "".join(window.said))
    return process, window


def stop_window(process: subprocess.Popen[str]) -> None:
    """End the server and let go of its pipe."""
    process.terminate()
    process.wait(30)
    assert process.stdout is not None
    process.stdout.close()
