"""Trains the reader: `python -m eval.reading.train --epochs 5 --out index/reader.safetensors`, some 100 seconds an epoch on a large GPU.

Each step takes questions with the sentences that answer and some that do not, of all texts that they are asked of. Two losses: each sentence
by itself (logistic), and the answering ones against all others of the question (softmax).
"""

import argparse
import math
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

from eval.reading.material import TRAINING, Asked, read_material
from index.embedding import runs_on
from index.reader import LAYERS, LONGEST, Encoding, bundled_encoder, joint
from settings import load_settings

RANK, SCALE = 32, 2.0
NEGATIVES, ROWS = 3, 300  # sentences that do not answer, of one text; sentences with which a step is full
RATE, WEIGHT_DECAY, POSITIVE = 1e-3, 0.01, 2.0
UNTITLED = 0.3  # share of questions trained without the headline
LOTS = 3  # a step's rows are run in so many lots of like length
NOTHING = -1e4  # log odds of what is left out of a sum
UNREAD = 1.0  # what stands for the log odds of a sentence that has not been read yet


class LowRank(torch.nn.Module):
    """A linear layer whose frozen weights are changed by a product of two narrow matrices (LoRA)."""

    def __init__(self, layer: torch.nn.Linear) -> None:
        super().__init__()
        self.layer = layer
        self.a = torch.nn.Parameter(torch.randn(RANK, layer.in_features) / math.sqrt(layer.in_features))
        self.b = torch.nn.Parameter(torch.zeros(layer.out_features, RANK))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The changed layer."""
        found: torch.Tensor = self.layer(x) + (x @ self.a.T) @ self.b.T * SCALE
        return found


class Trainee(torch.nn.Module):
    """The encoder with changes to be learned; `weights` gives what index/reader.py reads."""

    def __init__(self, encoding: Encoding, encoder: Any) -> None:  # noqa: ANN401 - a transformers model
        super().__init__()
        self.encoding = encoding
        encoder.requires_grad_(False)
        for layer in encoder.encoder.layer:
            for name in LAYERS:
                place, _, last = name.rpartition(".")
                setattr(layer.get_submodule(place), last, LowRank(layer.get_submodule(name)))
        width = encoder.config.hidden_size
        self.parts = torch.nn.Parameter(torch.zeros(len(LONGEST), width))
        self.joint = joint(encoder, {"out.weight": torch.zeros(1, 2 * width), "out.bias": torch.zeros(1)})

    def forward(self, rows: Sequence[tuple[list[int], list[int]]]) -> torch.Tensor:
        """The log odds of each row."""
        odds: torch.Tensor = self.joint(*self.encoding.padded(rows, self.parts))
        return odds

    def weights(self) -> dict[str, torch.Tensor]:
        """The changes in half precision."""
        found = {"parts": self.parts, "out.weight": self.joint.out.weight, "out.bias": self.joint.out.bias}
        for number, layer in enumerate(self.joint.encoder.encoder.layer):
            for name in LAYERS:
                changed = layer.get_submodule(name)
                found[f"{number}.{name}.a"], found[f"{number}.{name}.b"] = changed.a, changed.b * SCALE
        return {name: tensor.detach().half().contiguous() for name, tensor in found.items()}


class Doubts:
    """What the model last said of sentences; those that do not answer and that it took for answers are read again sooner."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._log_odds: dict[tuple[int, int], float] = {}

    def pick(self, asked: Asked) -> list[int]:
        """At most `NEGATIVES` sentences that do not answer, drawn in proportion to the odds that they were given."""
        silent = [n for n, answers in enumerate(asked.answering) if not answers]
        drawn = {
            n: self._log_odds.get((id(asked), n), UNREAD) - math.log(self.chance.expovariate(1) + 1e-9) for n in silent
        }
        return sorted(silent, key=lambda n: -drawn[n])[:NEGATIVES]

    def note(self, rows: Sequence[tuple[Asked, int]], odds: Sequence[float]) -> None:
        """Remember what was said of sentences."""
        for (asked, n), one in zip(rows, odds, strict=True):
            self._log_odds[id(asked), n] = one


def train(model: Trainee, material: Sequence[Asked], epochs: int, device: str = "cpu", seed: int = 0) -> None:
    """Train a model in place, telling the loss on stderr."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - no secret
    by_question: dict[str, list[Asked]] = {}
    for asked in material:
        by_question.setdefault(asked.key, []).append(asked)
    questions = list(by_question.values())
    sentences = sum(sum(a.answering) + min(NEGATIVES, a.answering.count(False)) for q in questions for a in q)
    model.to(device)
    model.encoding.words = model.encoding.words.to(device)
    learned = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=RATE, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _rate(epochs * sentences / ROWS))
    doubts = Doubts(chance)
    model.train()
    for epoch in range(epochs):
        chance.shuffle(questions)
        for step, lot in enumerate(_lots(questions, doubts)):
            loss = _loss(model, lot, doubts)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            schedule.step()
            if step % 50 == 0:
                print(f"epoch {epoch + 1}, step {step}: loss {loss.item():.3f}", file=sys.stderr, flush=True)
    model.eval()


def _rate(steps: float) -> Any:  # noqa: ANN401
    """Up over a twentieth of the steps, then down to nothing along a cosine."""
    return lambda step: min(1.0, 20 * step / steps) * 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))


def _lots(questions: Sequence[list[Asked]], doubts: Doubts) -> Iterator[list[list[tuple[Asked, int]]]]:
    """Steps: of each question the sentences to look at, as (text, number of the sentence)."""
    lot: list[list[tuple[Asked, int]]] = []
    for question in questions:
        rows = []
        for asked in question:
            rows += [(asked, n) for n, answers in enumerate(asked.answering) if answers]
            rows += [(asked, n) for n in doubts.pick(asked)]
        lot.append(rows)
        if sum(map(len, lot)) >= ROWS:
            yield lot
            lot = []
    if lot:
        yield lot


def _loss(model: Trainee, lot: Sequence[list[tuple[Asked, int]]], doubts: Doubts) -> torch.Tensor:
    """Of each sentence by itself, and of the answering ones against all others of their question."""
    rows, answers, group = [], [], []
    for number, question in enumerate(lot):
        titled = doubts.chance.random() >= UNTITLED
        rows += [model.encoding.row(a.question, a.title if titled else "", a.sentences[n]) for a, n in question]
        answers += [a.answering[n] for a, n in question]
        group += [number] * len(question)
    order = sorted(range(len(rows)), key=lambda at: len(rows[at][0]))
    size = math.ceil(len(rows) / LOTS)
    lots = [order[at : at + size] for at in range(0, len(order), size)]
    device = model.parts.device
    with torch.autocast(device.type, dtype=torch.bfloat16):
        found = torch.cat([model([rows[at] for at in part]) for part in lots]).float()
    odds, truth = found[torch.argsort(torch.tensor(order)).to(device)], torch.tensor(answers).to(device)
    doubts.note([row for question in lot for row in question], odds.tolist())
    weight = torch.tensor(POSITIVE, device=device)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(odds, truth.float(), pos_weight=weight)
    own = torch.tensor(group).to(device)[None] == torch.arange(len(lot), device=device)[:, None]
    told = (own & truth).any(1)
    if not bool(told.any()):
        return loss
    every, right = (torch.logsumexp(odds.masked_fill(~kept, NOTHING), 1) for kept in (own[told], (own & truth)[told]))
    return loss + (every - right).mean()


def main() -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(prog="python -m eval.reading.train", description=__doc__)
    parser.add_argument("--epochs", type=int, default=3, help="times that everything is seen (default: %(default)s)")
    parser.add_argument("--out", type=Path, required=True, help="the .safetensors file to write")
    args = parser.parse_args()
    settings = load_settings()
    model = Trainee(Encoding.bundled(settings.cache_dir), bundled_encoder(settings.cache_dir))
    train(model, read_material(TRAINING), args.epochs, runs_on("torch", settings.device)[1])
    save_file(model.weights(), args.out)


if __name__ == "__main__":
    main()
