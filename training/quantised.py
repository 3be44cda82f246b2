"""Weights on their way to another machine: a byte a number, with a scale for each row.

Matrices are stored as eight-bit integers and a half-precision scale a row, the rest in half
precision. What is trained from them, or was, is as good: the error is half a hundredth of a
row's largest number.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from qa.answering.reader.mpnet import SCALE


def save_rows(state: dict[str, Tensor], path: Path) -> None:
    packed: dict[str, Tensor] = {}
    for name, value in state.items():
        if value.ndim != 2:
            packed[name] = value.half()
            continue
        scale = (value.abs().amax(1, keepdim=True) / 127).clamp(min=1e-8)
        scale = scale.half().float().clamp(min=6e-8)
        packed[name] = (value / scale).round().clamp(-127, 127).to(torch.int8)
        packed[name + SCALE] = scale.half()
    save_file({name: value.contiguous() for name, value in packed.items()}, str(path))


def load_rows(path: Path) -> dict[str, Tensor]:
    packed = load_file(str(path))
    return {
        name: value.float() * packed[name + SCALE].float()
        if name + SCALE in packed
        else value.float()
        for name, value in packed.items()
        if not name.endswith(SCALE)
    }
