"""Everything a person does, in one process and one child: build, search, answer, the window.

Run as a script with a corpus and an index folder; prints one line a step.
"""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from pathlib import Path

import qa
from qa.ui import launch

QUESTION = "How long is the line from Khasan to the port of Rajin?"


def bring_loopback_up() -> None:
    """In a fresh network namespace even 127.0.0.1 is down. Linux only, needs its root."""
    import fcntl
    import socket
    import struct

    set_flags, up_and_running = 0x8914, 0x41
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        fcntl.ioctl(handle, set_flags, struct.pack("16sh14x", b"lo", up_and_running))


def walk(corpus: Path, indexes: Path) -> None:
    settings = qa.Settings(corpus=corpus, indexes=indexes, port=0)
    report = qa.build_index(settings)
    print("build", report.added, report.failed)

    with qa.Assistant.open(settings) as assistant:
        print("search", assistant.search(QUESTION, k=1)[0].passage.article.title)
        print("answer", "54 kilometres" in assistant.answer(QUESTION).text)
        drafts = list(assistant.stream(QUESTION))
        print("stream", "54 kilometres" in drafts[-1].text)

    command = [sys.executable, "-m", "qa.cli", "search", QUESTION, "-k", "1"]
    places = ["--corpus", str(corpus), "--indexes", str(indexes)]
    found = subprocess.run([*command, *places], capture_output=True, text=True, check=True)
    print("terminal", "The line to Rajin" in found.stdout)

    address = launch(settings, block=False)
    with urllib.request.urlopen(address, timeout=60) as response:
        print("window", response.status, b"gradio" in response.read())
    from gradio_client import Client

    reply = Client(address, verbose=False).predict(QUESTION, api_name="/ask")
    print("asked", "54 kilometres" in reply["text"])


if __name__ == "__main__":
    if "--new-network" in sys.argv:
        bring_loopback_up()
    walk(Path(sys.argv[1]), Path(sys.argv[2]))
