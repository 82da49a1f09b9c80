"""The mean of several trainings' changes: `python -m eval.reading.mean A.safetensors B.safetensors --out index/reader.safetensors`.

Trainings that went on from the same weights lie in one basin, and the middle of it carries over to other texts better than either end.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from eval.reading.trainee import Weights


def mean_of(trained: Sequence[Weights]) -> Weights:
    """Exactly the mean of what the changes add to the encoder: their ranks add up."""
    found = {}
    for name in trained[0]:
        each = [weights[name].float() for weights in trained]
        if name.endswith(".a"):
            mean = torch.cat(each, 0)
        elif name.endswith(".b"):
            mean = torch.cat(each, 1) / len(each)
        else:
            mean = torch.stack(each).mean(0)
        found[name] = mean.half().contiguous()
    return found


def main() -> None:
    """Read, take the mean, save."""
    parser = argparse.ArgumentParser(prog="python -m eval.reading.mean", description=__doc__)
    parser.add_argument("trained", type=Path, nargs="+", help="files that eval.reading.train has written")
    parser.add_argument("--out", type=Path, required=True, help="the .safetensors file to write")
    args = parser.parse_args()
    save_file(mean_of([load_file(path) for path in args.trained]), args.out)


if __name__ == "__main__":
    main()
