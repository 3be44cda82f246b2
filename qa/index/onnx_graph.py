"""Writes the computation of a BERT encoder as an ONNX graph, without its weights.

For the engine. The graph uses ONNX Runtime's fused operators (embedding with layer norm,
attention, skip with layer norm, bias with GELU), so that nothing is left to optimise when
a session starts, and names its weights, which the engine hands over as arrays. ONNX is a
protocol buffer; the few message types needed are encoded here by hand, because the package
that does it is large and needed for nothing else.

Source: onnx.proto (field numbers), ONNX Runtime's ContribOperators.md (operators).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

IR_VERSION = 8
OPSET = 17
CONTRIB = "com.microsoft"
FLOAT, INT32 = 1, 6


def bert_graph(
    shapes: Mapping[str, Sequence[int]], *, layers: int, heads: int, epsilon: float, middle: int
) -> bytes:
    """An ONNX model: `ids` and `mask`, int32 (batch, tokens) -> `states`, float (batch, tokens, h),
    and `middle`, the states behind so many layers.

    shapes: of every weight, by the names that `weight_names` gives; each is filled in when
    the session is made. mask: 1 for a token and 0 for padding, which stands on the right.
    """
    named = {middle: "middle", layers: "states"}
    norm = _float("epsilon", epsilon)
    table = ("words", "positions", "", "embed.gamma", "embed.beta", "mask")
    nodes = [
        _node("EmbedLayerNormalization", ("ids", "", *table), ("x0", "lengths"), norm),
    ]
    for n in range(layers):
        x, w = named.get(n, f"x{n}"), f"layer{n}."
        nodes += [
            _node("Attention", (x, w + "qkv", w + "qkv.bias", "lengths"), (w + "a",),
                  _int("num_heads", heads)),
            _node("MatMul", (w + "a", w + "out"), (w + "b",), domain=""),
            _node("SkipLayerNormalization",
                  (w + "b", x, w + "gamma1", w + "beta1", w + "out.bias"), (w + "c",), norm),
            _node("MatMul", (w + "c", w + "up"), (w + "d",), domain=""),
            _node("BiasGelu", (w + "d", w + "up.bias"), (w + "e",)),
            _node("MatMul", (w + "e", w + "down"), (w + "f",), domain=""),
            _node("SkipLayerNormalization",
                  (w + "f", w + "c", w + "gamma2", w + "beta2", w + "down.bias"),
                  (named.get(n + 1, f"x{n + 1}"),), norm),
        ]  # fmt: skip
    graph = b"".join(_message(1, node) for node in nodes)
    graph += _text(2, "bert")
    graph += b"".join(_message(5, _weight(name, shape)) for name, shape in shapes.items())
    graph += _message(11, _value("ids", INT32, ("batch", "tokens")))
    graph += _message(11, _value("mask", INT32, ("batch", "tokens")))
    for name in ("states", "middle"):
        graph += _message(12, _value(name, FLOAT, ("batch", "tokens", "width")))
    opsets = [_text(1, domain) + _number(2, v) for domain, v in (("", OPSET), (CONTRIB, 1))]
    model = _number(1, IR_VERSION) + b"".join(_message(8, opset) for opset in opsets)
    return model + _message(7, graph)


def _node(
    kind: str,
    inputs: Sequence[str],
    outputs: Sequence[str],
    *attributes: bytes,
    domain: str = CONTRIB,
) -> bytes:
    named = b"".join(_text(1, name) for name in inputs) + b"".join(_text(2, n) for n in outputs)
    extra = b"".join(_message(5, attribute) for attribute in attributes)
    return named + _text(3, outputs[0] + ".node") + _text(4, kind) + extra + _text(7, domain)


def _weight(name: str, shape: Sequence[int]) -> bytes:
    """A weight that stands elsewhere; its location is never read, arrays replace it."""
    where = _message(13, _text(1, "location") + _text(2, "arrays"))
    dims = b"".join(_number(1, size) for size in shape)
    return dims + _number(2, FLOAT) + _text(8, name) + where + _number(14, 1)


def _value(name: str, kind: int, dims: Sequence[str]) -> bytes:
    shape = b"".join(_message(1, _text(2, dim)) for dim in dims)
    return _text(1, name) + _message(2, _message(1, _number(1, kind) + _message(2, shape)))


def _float(name: str, value: float) -> bytes:
    return _text(1, name) + _varint(2 << 3 | 5) + struct.pack("<f", value) + _number(20, 1)


def _int(name: str, value: int) -> bytes:
    return _text(1, name) + _number(3, value) + _number(20, 2)


def _text(field: int, value: str) -> bytes:
    return _message(field, value.encode("ascii"))


def _message(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _varint(value: int) -> bytes:
    """300 -> b"\\xac\\x02": seven bits a byte, lowest first, the high bit says more follow."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
