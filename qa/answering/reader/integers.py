"""Products of eight-bit integers in place of float32's, where this processor is better at them.

    float32 rows -> int8 rows, a scale each -> int32 products with int8 weights -> float32 rows

A row of activations is brought to eight bits by its own largest number, a row of weights by its
own, so that a window is read as well in one batch as in another (Dettmers et al. 2022,
"LLM.int8()", section 2, vector-wise). With VNNI that takes a quarter of the time of float32's
products. It knows no model and reads no file.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional

LEAST = 1e-8  # of a row's largest number, so that a row of zeros divides by something
TRIED = (256, 768, 2304)  # rows, inputs and outputs of the products that are timed


def quantised(x: Tensor) -> tuple[Tensor, Tensor]:
    """(rows, n) numbers -> int8 and (rows, 1) scales: a row's largest number is 127."""
    scale = x.abs().amax(-1, keepdim=True).clamp_(min=LEAST).div_(127)
    return (x / scale).round_().to(torch.int8), scale


class IntegerLinear(nn.Module):
    """A linear layer. weight: (outputs, inputs) int8; scale: (outputs, 1); bias: (outputs,)."""

    def __init__(self, weight: Tensor, scale: Tensor, bias: Tensor) -> None:
        super().__init__()
        self._columns, self._scale, self._bias = weight.t(), scale.squeeze(-1), bias

    def forward(self, x: Tensor) -> Tensor:
        """(..., inputs) -> (..., outputs)."""
        flat, per_row = quantised(x.reshape(-1, x.shape[-1]))
        product = torch._int_mm(flat, self._columns)
        found = product.float().mul_(per_row).mul_(self._scale).add_(self._bias)
        return found.view(*x.shape[:-1], -1)


def with_integers(layers: nn.Module) -> None:
    """Every float32 linear layer inside becomes one of integers, in place."""
    for name, child in layers.named_children():
        if isinstance(child, nn.Linear):
            setattr(layers, name, IntegerLinear(*quantised(child.weight), child.bias))
        else:
            with_integers(child)


@functools.lru_cache(maxsize=1)
def integers_are_better() -> bool:
    """Whether integer products are exact here, and faster than float32's: measured once.

    Without VNNI some libraries add two products in sixteen bits, which can overflow.
    """
    rows, inputs, outputs = TRIED
    generator = torch.Generator().manual_seed(5)
    a, b = (
        torch.randint(-127, 128, shape, dtype=torch.int8, generator=generator)
        for shape in ((rows, inputs), (outputs, inputs))
    )
    a[:128], b[:128] = 127, -127  # the largest products of all
    try:
        exact = torch.equal(torch._int_mm(a, b.t()).double(), a.double() @ b.t().double())
    except RuntimeError:
        return False
    x, w = a.float(), b.float()
    return exact and _seconds(lambda: torch._int_mm(quantised(x)[0], b.t())) < _seconds(
        lambda: functional.linear(x, w)
    )


def _seconds(run: Callable[[], object]) -> float:
    """The least of five, after a first that warms up."""
    run()
    times = []
    for _ in range(5):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return min(times)
