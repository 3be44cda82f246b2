"""The weights that training starts from: the packaged encoder's trunk under fresh heads.

Translates the library's names of a BertModel into those of `ReaderModel`. Token embeddings stay
frozen in training; the committed weights hold everything else.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from qa.answering.reader.bert import LAYERS, ReaderModel


def from_encoder(folder: Path) -> ReaderModel:
    """A model whose trunk is the packaged encoder's and whose heads are fresh."""
    model = ReaderModel()
    state = {name.removeprefix("bert."): value for name, value in load_file(
        str(folder / "model.safetensors")).items()}  # fmt: skip
    model.load_state_dict(renamed(state), strict=False)
    return model


def renamed(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The library's names -> ours; query, key and value become one matrix."""
    at = "embeddings."
    new = {
        "words.weight": state[f"{at}word_embeddings.weight"],
        "positions.weight": state[f"{at}position_embeddings.weight"],
        "types.weight": state[f"{at}token_type_embeddings.weight"],
        "norm.weight": state[f"{at}LayerNorm.weight"],
        "norm.bias": state[f"{at}LayerNorm.bias"],
    }
    pairs = {
        "out": "attention.output.dense", "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm",
    }  # fmt: skip
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            parts = [state[f"{layer}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
            new[f"layers.{number}.qkv.{kind}"] = torch.cat(parts)
            for ours, theirs in pairs.items():
                new[f"layers.{number}.{ours}.{kind}"] = state[f"{layer}{theirs}.{kind}"]
    return new
