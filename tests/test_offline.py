"""Nothing leaves the machine: the whole journey behind a socket guard, and without a network.

The guard (offline/guard) sees Python's sockets in every process; an empty network
namespace also stops what native libraries would send past Python.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

HERE = Path(__file__).parent
JOURNEY = HERE / "offline" / "journey.py"
GUARD = HERE / "offline" / "guard"
NEW_NETWORK = ("unshare", "--map-root-user", "--net")
STEPS = [
    "build 3 0",
    "search The line to Rajin",
    "answer True",
    "stream True",
    "terminal True",
    "window 200 True",
    "asked True",
]


def _guarded(command: Sequence[str], log: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(GUARD), str(HERE.parent)])
    env = os.environ | {"PYTHONPATH": path, "OFFLINE_GUARD_LOG": str(log)}
    # The product has to be offline by itself, not because a test's environment says so.
    for name in ("HF_HUB_OFFLINE", "GRADIO_ANALYTICS_ENABLED", "TRANSFORMERS_OFFLINE"):
        env.pop(name, None)
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False)


def _steps(result: subprocess.CompletedProcess[str]) -> list[str]:
    assert result.returncode == 0, result.stderr[-3000:]
    return [line for line in result.stdout.splitlines() if line.split()[0] in _FIRST_WORDS]


_FIRST_WORDS = {step.split()[0] for step in STEPS}


@functools.cache
def _namespaces_allowed() -> bool:
    if shutil.which(NEW_NETWORK[0]) is None:
        return False
    return subprocess.run([*NEW_NETWORK, "true"], capture_output=True, check=False).returncode == 0


def test_the_journey_makes_no_connection_beyond_this_machine(corpus: Path, tmp_path: Path) -> None:
    log = tmp_path / "attempts.log"
    command = [sys.executable, str(JOURNEY), str(corpus), str(tmp_path / "indexes")]
    result = _guarded(command, log)
    assert _steps(result) == STEPS
    assert not log.exists(), log.read_text()


@pytest.mark.skipif(not _namespaces_allowed(), reason="no right to make a network namespace")
def test_the_journey_needs_no_network_at_all(corpus: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(JOURNEY), str(corpus), str(tmp_path / "indexes")]
    result = _guarded([*NEW_NETWORK, *command, "--new-network"], tmp_path / "attempts.log")
    assert _steps(result) == STEPS


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "socket.getaddrinfo('example.org', 443)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
    ],
)
def test_the_guard_stops_and_records_a_child_of_a_child(attempt: str, tmp_path: Path) -> None:
    log = tmp_path / "attempts.log"
    inner = f"import socket\ntry: {attempt}\nexcept OSError as e: print(e)"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    result = _guarded([sys.executable, "-c", outer], log)
    assert result.stdout.startswith("The offline guard refused ")
    assert len(log.read_text().splitlines()) == 1


def test_the_guard_lets_this_machine_talk_to_itself(tmp_path: Path) -> None:
    log = tmp_path / "attempts.log"
    code = (
        "import socket; s = socket.create_server(('127.0.0.1', 0));"
        "socket.create_connection(('localhost', s.getsockname()[1]), timeout=5).close();"
        "print('ok')"
    )
    assert _guarded([sys.executable, "-c", code], log).stdout == "ok\n"
    assert not log.exists()
