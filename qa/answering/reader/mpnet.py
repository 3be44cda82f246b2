"""The larger reader's model: MPNet's twelve layers in eight-bit integers, with the same four heads.

    token ids, segment types, mask -> logits of spans, of sentences' tokens and of the pair

It reads the small reader's tokens, and its outputs are the small one's. Weights lie in memory as
they lie on disk: a byte a number, with a scale a row. A row of activations is brought to eight bits
by its own largest number, so that a window is read as well in one batch as in another (Dettmers
et al. 2022, "LLM.int8()", section 2, vector-wise). On two cores with VNNI that takes a quarter of
the time of float32. Where a processor's integer products are not exact, or not faster, the same
weights are used in float32. It reads no file and knows no text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import torch
from torch import Tensor
from torch.nn import functional

from qa.answering.reader.bert import CLOSED, Outputs
from qa.answering.reader.integers import IntegerLinear, integers_are_better

WIDTH, LAYERS, HEADS, BUCKETS = 768, 12, 12, 32
EPSILON = 1e-5
FIRST_PLACE = 2  # positions begin after the padding's
FARTHEST = 128  # tokens; what lies farther apart shares a bucket
SCALE = ".scale"


class Larger:
    """The model in memory. weights: as stored, int8 matrices with NAME.scale of each row.

    integers: None measures whether this processor is better at integers than at float32.
    """

    def __init__(self, weights: Mapping[str, Tensor], *, integers: bool | None = None) -> None:
        chosen = integers_are_better() if integers is None else integers
        self._weights: dict[str, Tensor] = {}
        self._linear: dict[str, Callable[[Tensor], Tensor]] = {}
        for name, value in weights.items():
            if name.endswith(SCALE):
                continue
            scale = weights.get(name + SCALE)
            if name.startswith("layers.") and scale is not None:
                bias = weights[name.removesuffix("weight") + "bias"].float()
                make = IntegerLinear if chosen else _floats
                self._linear[name.removesuffix(".weight")] = make(value, scale.float(), bias)
            elif name == "words.weight" and scale is not None:
                self._words, self._words_scale = value, scale.float()
            else:
                self._weights[name] = value.float() * (1 if scale is None else scale.float())

    def __call__(self, ids: Tensor, types: Tensor, mask: Tensor) -> Outputs:
        """ids, types, mask: (b, length), mask 1 for a token and 0 for padding."""
        x = self.states(ids, types, mask, LAYERS)
        pooled = functional.gelu(self._head(x[:, 0], "pool"))
        return Outputs(
            self._head(x, "span"),
            self._head(x, "evidence").squeeze(-1),
            self._head(pooled, "heads"),
        )

    def states(self, ids: Tensor, types: Tensor, mask: Tensor, layers: int) -> Tensor:
        """(b, length, WIDTH) after so many layers; ids, types, mask: as they are read."""
        w = self._weights
        place = torch.arange(ids.shape[1])
        words = self._words[ids].float() * self._words_scale[ids]
        x = words + w["positions.weight"][place + FIRST_PLACE] + w["types.weight"][types]
        x = self._norm(x, "norm")
        near = w["distances.weight"][bucket(place[None, :] - place[:, None])].permute(2, 0, 1)
        bias = near[None] + (1 - mask[:, None, None, :].float()) * CLOSED
        for number in range(layers):
            x = self._layer(x, bias, f"layers.{number}.")
        return x

    def _layer(self, x: Tensor, bias: Tensor, at: str) -> Tensor:
        batch, length, _ = x.shape
        shaped = self._linear[at + "qkv"](x).view(batch, length, 3, HEADS, WIDTH // HEADS)
        q, k, v = shaped.permute(2, 0, 3, 1, 4).unbind(0)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        mixed = self._linear[at + "out"](seen.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self._norm(x + mixed, at + "norm1")
        fed = self._linear[at + "down"](functional.gelu(self._linear[at + "up"](x)))
        return self._norm(x + fed, at + "norm2")

    def _norm(self, x: Tensor, name: str) -> Tensor:
        weight, bias = self._weights[name + ".weight"], self._weights[name + ".bias"]
        return functional.layer_norm(x, (WIDTH,), weight, bias, EPSILON)

    def _head(self, x: Tensor, name: str) -> Tensor:
        return functional.linear(x, self._weights[name + ".weight"], self._weights[name + ".bias"])


def bucket(distance: Tensor) -> Tensor:
    """Which of the 32 learnt numbers a distance between tokens has, as T5 and MPNet count."""
    half = BUCKETS // 2
    side = (distance > 0).long() * half
    far, exact = distance.abs(), half // 2
    scale = (half - exact) / math.log(FARTHEST / exact)
    grown = exact + (torch.log(far.clamp(min=1).float() / exact) * scale).long()
    return side + torch.where(far < exact, far, grown.clamp(max=half - 1))


def _floats(weight: Tensor, scale: Tensor, bias: Tensor) -> Callable[[Tensor], Tensor]:
    whole = weight.float() * scale
    return lambda x: functional.linear(x, whole, bias)
