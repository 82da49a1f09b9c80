"""Trains the reader: `python -m eval.reading.train --epochs 5 --out index/reader.safetensors`; with `--start` it goes on from weights.

Each step takes questions with the sentences that answer and some that do not, of all texts that they are asked of. Two losses: each sentence
by itself (logistic), and the answering ones against all others of the question (softmax). What is known is asked again seldom.
"""

import argparse
import math
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from eval.reading.material import TRAINING, Asked, read_material
from eval.reading.trainee import Trainee
from index.embedding import runs_on
from index.reader import Encoding, Input, Piece, bundled_encoder
from settings import load_settings

NEGATIVES, ROWS = 3, 300  # sentences that do not answer, of one text; sentences with which a step is full
RATE, WEIGHT_DECAY, POSITIVE = 1e-3, 0.01, 2.0
UNTITLED, WITH_BEFORE = 0.3, 0.25  # share of questions without the headline; of sentences with the one before them
LOTS = 3  # a step's rows are run in so many lots of like length
NOTHING = -1e4  # log odds of what is left out of a sum
UNREAD = 1.0  # what stands for the log odds of a sentence that has not been read yet
WRONG, SELDOM = (
    1.5,
    0.08,
)  # of a question's worst sentence: the loss from which on it is asked in each epoch; the least chance of one


class Doubts:
    """What the model last said of sentences: those that it is wrong about, and their questions, are read again sooner."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._log_odds: dict[tuple[int, int], float] = {}

    def asks(self, question: Sequence[Asked]) -> bool:
        """Whether a question is worth its time: one that is known, in all its texts, is so in few epochs."""
        wrong = [
            max(0.0, odds * (-1 if answers else 1)) + math.log1p(math.exp(-abs(odds)))
            for asked in question
            for n, answers in enumerate(asked.answering)
            if (odds := self._log_odds.get((id(asked), n))) is not None
        ]
        return not wrong or self.chance.random() < max(SELDOM, max(wrong) / WRONG)

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


def train(
    model: Trainee, material: Sequence[Asked], epochs: int, device: str = "cpu", rate: float = RATE, seed: int = 0
) -> None:
    """Train a model in place, telling the loss on stderr."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - no secret
    by_question: dict[str, list[Asked]] = {}
    for asked in material:
        by_question.setdefault(asked.key, []).append(asked)
    questions = list(by_question.values())
    model.move_to(device)
    learned = model.learned()
    optimizer = torch.optim.AdamW(learned, lr=rate, weight_decay=WEIGHT_DECAY)
    doubts = Doubts(chance)
    model.train()
    for epoch in range(epochs):
        chance.shuffle(questions)
        for step, (at, lot) in enumerate(_lots(questions, doubts)):
            optimizer.param_groups[0]["lr"] = rate * _rising_and_falling((epoch + at / len(questions)) / epochs)
            model.add_changes()
            loss = _loss(model, lot, doubts)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            model.share_gradients()
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            if step % 50 == 0:
                print(f"epoch {epoch + 1}, step {step}: loss {loss.item():.3f}", file=sys.stderr, flush=True)
    model.add_changes()
    model.eval()


def _rising_and_falling(done: float) -> float:
    """Up over a twentieth of the way, then down to nothing along a cosine."""
    return min(1.0, 20 * done) * 0.5 * (1 + math.cos(math.pi * done))


def _lots(questions: Sequence[list[Asked]], doubts: Doubts) -> Iterator[tuple[float, list[list[tuple[Asked, int]]]]]:
    """Steps: their place among the questions, and of each question that is asked the sentences to look at, as (text, number of the sentence)."""
    lot: list[list[tuple[Asked, int]]] = []
    begun = 0
    for at, question in enumerate(questions, 1):
        if doubts.asks(question):
            rows = []
            for asked in question:
                rows += [(asked, n) for n, answers in enumerate(asked.answering) if answers]
                rows += [(asked, n) for n in doubts.pick(asked)]
            lot.append(rows)
        if lot and (sum(map(len, lot)) >= ROWS or at == len(questions)):
            yield (begun + at) / 2, lot
            lot, begun = [], at


def _loss(model: Trainee, lot: Sequence[list[tuple[Asked, int]]], doubts: Doubts) -> torch.Tensor:
    """Of each sentence by itself, and of the answering ones against all others of their question."""
    rows, answers, group = [], [], []
    for number, question in enumerate(lot):
        titled = doubts.chance.random() >= UNTITLED
        rows += [_row(model.encoding, a, n, titled, doubts.chance.random() < WITH_BEFORE) for a, n in question]
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


def _row(encoding: Encoding, asked: Asked, n: int, titled: bool, with_before: bool) -> Input:
    before = asked.sentences[n - 1] if with_before and n else ""
    return encoding.row(asked.question, Piece(asked.title if titled else "", asked.sentences[n], before))


def main() -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(prog="python -m eval.reading.train", description=__doc__)
    parser.add_argument(
        "--epochs",
        type=int,
        default=3,
        help="times that everything is seen which is not known yet (default: %(default)s)",
    )
    parser.add_argument("--rate", type=float, default=RATE, help="learning rate at its highest (default: %(default)s)")
    parser.add_argument("--start", type=Path, help="a .safetensors file to go on from (default: the plain encoder)")
    parser.add_argument("--out", type=Path, required=True, help="the .safetensors file to write")
    args = parser.parse_args()
    settings = load_settings()
    start = load_file(args.start) if args.start else None
    model = Trainee(Encoding.bundled(settings.cache_dir), bundled_encoder(settings.cache_dir), start)
    train(model, read_material(TRAINING), args.epochs, runs_on("torch", settings.device)[1], args.rate)
    save_file(model.weights(), args.out)


if __name__ == "__main__":
    main()
