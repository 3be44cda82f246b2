"""The model that is trained: the packaged six-layer encoder with four heads on one pass.

A plain BERT in torch, written out so that training can run in bf16 with attention as two
batched products: on a CPU with matrix units that is several times faster than the
library's fused attention, whose backward pass is not vectorised there. Token embeddings
stay frozen; the committed weights hold everything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS = 384, 6, 12
EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class Outputs:
    """span: (b, length, 2) start and end logits; evidence: (b, length) logits;
    pooled: (b, 3) answerable, relevant, support logits."""

    span: Tensor
    evidence: Tensor
    pooled: Tensor


class Layer(nn.Module):
    """One transformer block, normalised after each half as BERT does."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=EPSILON)

    def forward(self, x: Tensor, bias: Tensor, keep: float) -> Tensor:
        batch, length, _ = x.shape
        shaped = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS)
        q, k, v = shaped.permute(2, 0, 3, 1, 4).unbind(0)
        scores = torch.matmul(q * (WIDTH // HEADS) ** -0.5, k.transpose(-1, -2))
        scores = scores + bias
        mixed = torch.matmul(scores.softmax(-1), v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + dropped(self.out(mixed), keep))
        normed: Tensor = self.norm2(x + dropped(self.down(functional.gelu(self.up(x))), keep))
        return normed


def dropped(x: Tensor, keep: float) -> Tensor:
    """Dropout of whole channels of a window: as regularising here, and nearly free on a CPU."""
    if keep >= 1:
        return x
    mask = torch.empty(x.shape[0], 1, x.shape[2], device=x.device).bernoulli_(keep).to(x) / keep
    return x * mask


class ReaderModel(nn.Module):
    """ids and token types in, the four heads' logits out."""

    def __init__(self, vocabulary: int = 30522, positions: int = 512) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(positions, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.span = nn.Linear(WIDTH, 2)
        self.evidence = nn.Linear(WIDTH, 1)
        self.pool = nn.Linear(WIDTH, WIDTH)
        self.heads = nn.Linear(WIDTH, 3)
        for linear in (self.span, self.evidence, self.pool, self.heads):
            nn.init.normal_(linear.weight, std=0.02)
            nn.init.zeros_(linear.bias)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor, keep: float = 1.0) -> Outputs:
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(place) + self.types(types))
        bias = ((1 - mask[:, None, None, :].to(x.dtype)) * -1e4).to(x.dtype)
        for layer in self.layers:
            x = layer(x, bias, keep)
        pooled = self.heads(functional.gelu(self.pool(x[:, 0])))
        return Outputs(self.span(x), self.evidence(x).squeeze(-1), pooled)


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
