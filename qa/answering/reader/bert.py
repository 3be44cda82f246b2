"""The reader's model: BERT's six layers with four linear heads, as one torch module; and the
layers that read a question.

    token ids, segment types, mask -> logits of spans, of sentences' tokens and of the pair

Training and product run this module: training with dropout and a backward pass, the product in
inference mode with weights of its files. The trunk is that of the packaged sentence encoder. It
reads no file and knows no text.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS = 384, 6, 12
EPSILON = 1e-12
OF_QUESTIONS = 2  # layers that read a question
MARKS = 2  # stretches of a question that are told apart
CLOSED = -1e4  # added to what attention must not see; e to that power is 0 in fp32


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
        """x: (b, length, WIDTH); bias: what attention adds; keep: share that dropout leaves."""
        batch, length, _ = x.shape
        shaped = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS)
        q, k, v = shaped.permute(2, 0, 3, 1, 4).unbind(0)
        seen = self._attended(q, k, v, bias)
        mixed = seen.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + dropped(self.out(mixed), keep))
        normed: Tensor = self.norm2(x + dropped(self.down(functional.gelu(self.up(x))), keep))
        return normed

    def _attended(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
        """Attention; in training as two batched products.

        On a CPU with matrix units that is several times faster than the fused one, whose
        backward pass is not vectorised there.
        """
        if not self.training or q.is_cuda:
            return functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        scores = torch.matmul(q * (WIDTH // HEADS) ** -0.5, k.transpose(-1, -2)) + bias
        return torch.matmul(scores.softmax(-1), v)


def dropped(x: Tensor, keep: float) -> Tensor:
    """Dropout of whole channels of a window: as regularising here, and nearly free on a CPU."""
    if keep >= 1:
        return x
    mask = torch.empty(x.shape[0], 1, x.shape[2], device=x.device).bernoulli_(keep).to(x) / keep
    return x * mask


class ReaderModel(nn.Module):
    """Token ids and segment types in, the four heads' logits out."""

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
        """ids, types, mask: (b, length), mask 1 for a token and 0 for padding; keep: in training,
        the share of channels that dropout leaves."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(place) + self.types(types))
        bias = ((1 - mask[:, None, None, :].to(x.dtype)) * CLOSED).to(x.dtype)
        for layer in self.layers:
            x = layer(x, bias, keep)
        pooled = self.heads(functional.gelu(self.pool(x[:, 0])))
        return Outputs(self.span(x), self.evidence(x).squeeze(-1), pooled)


class QuestionModel(nn.Module):
    """A middle layer's states of a question in; its kind and what it is about out."""

    def __init__(self, kinds: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(OF_QUESTIONS))
        self.head = nn.Linear(WIDTH, kinds)
        self.marks = nn.Linear(WIDTH, 2 * MARKS)

    def forward(self, states: Tensor, mask: Tensor, keep: float = 1.0) -> tuple[Tensor, Tensor]:
        """states: (b, length, WIDTH); mask: (b, length), 1 for a token and 0 for padding; keep:
        in training, the share of channels that dropout leaves. Returns (b, kinds) logits, and (b,
        length, 2 * MARKS) of where each mark begins and where it ends, the first token for none."""
        closed = (1 - mask) * CLOSED
        x = states
        for layer in self.layers:
            x = layer(x, closed[:, None, None, :], keep)
        pooled = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return self.head(pooled), self.marks(x) + closed[:, :, None]

    def read(self, states: NDArray[np.float32]) -> tuple[list[float], NDArray[np.float32]]:
        """The probability of each kind and the logits of the marks, (length, 2 * MARKS), of one
        question; states: (length, WIDTH)."""
        with torch.inference_mode():
            kinds, marks = self(torch.from_numpy(states)[None], torch.ones(1, len(states)))
        likely: list[float] = kinds.softmax(-1)[0].tolist()
        return likely, marks[0].numpy()
