"""`python -m training.export_larger ROWS …`: the larger network -> what is loaded.

One or several files as `training.quantised` saves them -> their mean -> larger-1 to -4.safetensors
and their digests in larger.json. What is not trained, and which matrices lie in which file, is
taken from the files that are there. Source of the mean: Wortsman et al. 2022, "Model soups".
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from qa.answering.reader.thresholds import LARGER, WEIGHTS
from training.quantised import load_rows, save_rows


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path, nargs="+")
    parser.add_argument(
        "--folder", type=Path, default=WEIGHTS, help="with larger.json and its files"
    )
    parser.add_argument(
        "--with-shipped", action="store_true", help="what is there is one more of the mean"
    )
    options = parser.parse_args(argv)
    described = options.folder / f"{LARGER}.json"
    manifest = json.loads(described.read_text(encoding="utf-8"))
    files = [options.folder / name for name in manifest["files"]]
    states = [load_rows(path) for path in options.rows]
    if options.with_shipped:
        states.append({name: v for path in files for name, v in load_rows(path).items()})
    mean = {name: torch.stack([s[name] for s in states]).mean(0) for name in states[0]}
    with tempfile.TemporaryDirectory() as folder:
        save_rows(mean, Path(folder) / "rows")
        packed = load_file(str(Path(folder) / "rows"))
    for path in files:
        there = load_file(str(path))
        save_file({name: packed.get(name, value) for name, value in there.items()}, str(path))
        manifest["files"][path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    described.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
