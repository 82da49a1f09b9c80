"""Trains the reader: `python -m eval.reading.train --epochs 5 --out index/reader.safetensors`; with `--start` it goes on from weights.

Three losses: each sentence by itself (logistic), the answering ones against all others of the question (softmax), and each text by
whether any of its sentences answers, which is what a refusal asks (logistic, of the sum of their odds).
"""

import argparse
import math
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch.nn.functional import binary_cross_entropy_with_logits

from eval.reading.draws import Draws, Stretch
from eval.reading.material import TRAINING, Asked, read_material
from eval.reading.trainee import Trainee
from index.embedding import runs_on
from index.reader import Encoding, bundled_encoder
from settings import load_settings

ROWS = 320  # stretches with which a step is full
RATE, WEIGHT_DECAY, POSITIVE, TEXT = 1e-3, 0.01, 2.0, 0.5  # POSITIVE: weight of what answers; TEXT: of the third loss
LOTS = 3  # a step's rows are run in so many lots of like length
NOTHING = -1e4  # log odds of what is left out of a sum

Question = Sequence[Asked]
Lot = list[tuple[int, Stretch]]  # of a step, each with the number of its question


def train(
    model: Trainee, material: Sequence[Asked], epochs: int, device: str = "cpu", rate: float = RATE, seed: int = 0
) -> None:
    """Train a model in place, telling the loss on stderr."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - no secret
    by_question: dict[str, list[Asked]] = {}
    for asked in material:
        by_question.setdefault(f"{asked.kind}/{asked.key}", []).append(asked)
    questions = list(by_question.values())
    draws = Draws(model.encoding, questions, chance)
    model.move_to(device)
    learned = model.learned()
    optimizer = torch.optim.AdamW(learned, lr=rate, weight_decay=WEIGHT_DECAY)
    model.train()
    for epoch in range(epochs):
        chance.shuffle(questions)
        for step, (at, lot) in enumerate(_lots(questions, draws)):
            optimizer.param_groups[0]["lr"] = rate * _rising_and_falling((epoch + at / len(questions)) / epochs)
            model.add_changes()
            loss = _loss(model, lot, draws)
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


def _lots(questions: Sequence[Question], draws: Draws) -> Iterator[tuple[float, Lot]]:
    """Steps: their place among the questions, and what is read in them."""
    lot: Lot = []
    begun = 0
    for at, question in enumerate(questions, 1):
        if draws.asks(question):
            lot += [(at, stretch) for stretch in draws.of(question)]
        if lot and (len(lot) >= ROWS or at == len(questions)):
            yield (begun + at) / 2, lot
            lot, begun = [], at


def _loss(model: Trainee, lot: Lot, draws: Draws) -> torch.Tensor:
    """See the module; the loss of the worst sentence of each stretch is noted."""
    lot = sorted(lot, key=lambda one: len(one[1].input[0]))
    size = math.ceil(len(lot) / LOTS)
    device = model.parts.device
    sentences, texts, told, worst = (
        [],
        [],
        [],
        [],
    )  # odds of sentences and texts, which of these answer, each stretch's worst loss
    for begin in range(0, len(lot), size):
        part = [stretch for _, stretch in lot[begin : begin + size]]
        with torch.autocast(device.type, dtype=torch.bfloat16):
            odds = model([stretch.input for stretch in part]).float()
        for stretch, row in zip(part, odds, strict=True):
            own = row[: len(stretch.answers)]
            answers = torch.tensor(stretch.answers, dtype=torch.float32, device=device)
            sentences.append(own)
            worst.append(_each(own, answers).max())
            if stretch.text:
                texts.append(own.logsumexp(0))
                told.append(answers.max())
    draws.note([stretch for _, stretch in lot], torch.stack(worst).tolist())
    truth = torch.tensor([answers for _, s in lot for answers in s.answers], device=device)
    asked = torch.tensor([number for number, s in lot for _ in s.answers], device=device)
    every = torch.cat(sentences)
    loss = _each(every, truth.float()).mean() + _against_others(every, truth, asked)
    if texts:
        loss = loss + TEXT * binary_cross_entropy_with_logits(torch.stack(texts), torch.stack(told))
    return loss


def _each(odds: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    weight = torch.tensor(POSITIVE, device=odds.device)
    return binary_cross_entropy_with_logits(odds, truth, reduction="none", pos_weight=weight)


def _against_others(odds: torch.Tensor, truth: torch.Tensor, asked: torch.Tensor) -> torch.Tensor:
    """The answering sentences of each question against all that were read beside it, 0 where nothing answers anything."""
    own = asked[None] == torch.unique(asked[truth])[:, None]
    if not len(own):
        return odds.new_zeros(())
    every, right = (torch.logsumexp(odds.masked_fill(~kept, NOTHING), 1) for kept in (own, own & truth))
    return (every - right).mean()


def main() -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(prog="python -m eval.reading.train", description=__doc__)
    parser.add_argument(
        "--epochs",
        type=int,
        default=5,
        help="times that everything is seen which is not known yet (default: %(default)s)",
    )
    parser.add_argument("--rate", type=float, default=RATE, help="learning rate at its highest (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of what is drawn (default: %(default)s)")
    parser.add_argument("--start", type=Path, help="a .safetensors file to go on from (default: the plain encoder)")
    parser.add_argument("--out", type=Path, required=True, help="the .safetensors file to write")
    args = parser.parse_args()
    settings = load_settings()
    start = load_file(args.start) if args.start else None
    model = Trainee(Encoding.bundled(settings.cache_dir), bundled_encoder(settings.cache_dir), start)
    device = runs_on("torch", settings.device)[1]
    train(model, read_material(TRAINING), args.epochs, device, args.rate, args.seed)
    save_file(model.weights(), args.out)


if __name__ == "__main__":
    main()
