"""`python -m training.average OUT FIRST SECOND …`: the mean of several trained weights.

Weights that went on from one another lie in one basin; their mean is better than either
(model-card: reading .655 and .676, their mean .690).
Source: Wortsman et al., "Model soups", 2022.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("weights", type=Path, nargs="+")
    options = parser.parse_args(argv)
    states = [load_file(str(path)) for path in options.weights]
    frozen = "words.weight"
    mean = {
        name: torch.stack([state[name] for state in states]).mean(0).contiguous()
        for name in states[0]
        if name != frozen
    }
    save_file({**mean, frozen: states[0][frozen].contiguous()}, str(options.out))


if __name__ == "__main__":
    main()
