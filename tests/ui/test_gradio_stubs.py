"""In a process of its own: what is imported stays imported."""

from __future__ import annotations

import subprocess
import sys

LOOK = """
from qa.process import be_offline
from qa.ui.gradio_stubs import import_without_stubs
be_offline()
import_without_stubs()
import_without_stubs()
import sys
assert len([1 for one in sys.meta_path if type(one).__module__ == "qa.ui.gradio_stubs"]) == 1
import gradio.component_meta as meta
assert meta.create_or_modify_pyi(object, "object", []) is None
assert meta.ComponentMeta.__module__ == "gradio.component_meta"
import gradio as gr
assert gr.Textbox("a").value == "a"
assert callable(gr.Textbox.submit)
"""


def test_gradio_is_whole_without_writing_its_stubs() -> None:
    command = [sys.executable, "-W", "ignore", "-c", LOOK]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
