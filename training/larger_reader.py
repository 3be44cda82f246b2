"""The larger reader: MPNet's twelve layers with the reader's four heads, for training alone.

    token ids, segment types, mask -> the same outputs as the small reader's

It reads the small reader's tokens: both vocabularies are BERT's, moved by four places, so that
each of its logits is one of the small reader's. Source of the trunk: Song et al. 2020, "MPNet:
masked and permuted pre-training for language understanding"; weights all-mpnet-base-v2.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from qa.answering.reader.bert import CLOSED, Outputs
from qa.answering.reader.mpnet import (
    BUCKETS,
    EPSILON,
    FIRST_PLACE,
    HEADS,
    LAYERS,
    WIDTH,
    bucket,
)  # fmt: skip

VOCABULARY, POSITIONS = 30522, 514
MOVED = 4  # its vocabulary has four special tokens before BERT's
SPECIAL = {0: 1, 100: 3, 101: 0, 102: 2}  # BERT's [PAD], [UNK], [CLS], [SEP] -> MPNet's own


class Layer(nn.Module):
    """One transformer block, normalised after each half."""

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
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        mixed = self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.norm1(x + functional.dropout(mixed, 1 - keep, self.training))
        fed = self.down(functional.gelu(self.up(x)))
        normed: Tensor = self.norm2(x + functional.dropout(fed, 1 - keep, self.training))
        return normed


class LargerReader(nn.Module):
    """Token ids and segment types in, the four heads' logits out.

    Its token embeddings and its bias by distance stay as they are.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.distances = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.span = nn.Linear(WIDTH, 2)
        self.evidence = nn.Linear(WIDTH, 1)
        self.pool = nn.Linear(WIDTH, WIDTH)
        self.heads = nn.Linear(WIDTH, 3)
        for linear in (self.span, self.evidence, self.pool, self.heads):
            nn.init.normal_(linear.weight, std=0.02)
            nn.init.zeros_(linear.bias)
        nn.init.zeros_(self.types.weight)  # MPNet has none
        for still in (self.words, self.distances):
            still.weight.requires_grad_(False)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor, keep: float = 1.0) -> Outputs:
        """ids, types, mask: (b, length), as the small reader's; keep: 1 - dropout in training."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(place + FIRST_PLACE) + self.types(types)
        return self.above(self.norm(x), mask, keep)

    def above(self, states: Tensor, mask: Tensor, keep: float, *, first: int = 0) -> Outputs:
        """The layers from the first on, and the heads; states: (b, length, WIDTH) below them."""
        x = states
        place = torch.arange(x.shape[1], device=x.device)
        near = self.distances(bucket(place[None, :] - place[:, None])).permute(2, 0, 1)[None]
        closed = (1 - mask[:, None, None, :].to(x.dtype)) * CLOSED
        bias = (near + closed).to(x.dtype)
        for layer in self.layers[first:]:
            x = layer(x, bias, keep)
        pooled = self.heads(functional.gelu(self.pool(x[:, 0])))
        return Outputs(self.span(x), self.evidence(x).squeeze(-1), pooled)


def from_mpnet(path: Path) -> LargerReader:
    """A larger reader with the trunk of all-mpnet-base-v2's model.safetensors and fresh heads."""
    state = load_file(str(path))
    model = LargerReader()
    model.load_state_dict(renamed(state), strict=False)
    return model


def renamed(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The library's names -> ours; token embeddings in the order of BERT's vocabulary."""
    order = torch.arange(VOCABULARY) + MOVED
    for bert, own in SPECIAL.items():
        order[bert] = own
    new = {
        "words.weight": state["embeddings.word_embeddings.weight"][order],
        "positions.weight": state["embeddings.position_embeddings.weight"],
        "norm.weight": state["embeddings.LayerNorm.weight"],
        "norm.bias": state["embeddings.LayerNorm.bias"],
        "distances.weight": state["encoder.relative_attention_bias.weight"],
    }
    pairs = {
        "out": "attention.attn.o", "norm1": "attention.LayerNorm", "up": "intermediate.dense",
        "down": "output.dense", "norm2": "output.LayerNorm",
    }  # fmt: skip
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            parts = [state[f"{layer}attention.attn.{n}.{kind}"] for n in ("q", "k", "v")]
            new[f"layers.{number}.qkv.{kind}"] = torch.cat(parts)
            for ours, theirs in pairs.items():
                new[f"layers.{number}.{ours}.{kind}"] = state[f"{layer}{theirs}.{kind}"]
    return new
