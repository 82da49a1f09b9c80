"""What the reader is trained on, and that the training learns."""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from tokenizers import Regex, Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel

from eval.jsonl import DatasetError
from eval.reading.material import HELD_OUT, TRAINING, Asked, read_material
from eval.reading.measure import measure
from eval.reading.train import Doubts, train
from eval.reading.trainee import Trainee, Weights
from index.reader import WEIGHTS, Encoding, Piece, Scores

TWINS = {
    "id": "t-1",
    "a": {"title": "甲", "sentences": ["红线下周开通。", "造价九亿元。"]},
    "b": {"title": "乙", "sentences": ["红线由谁承建没有公布。"]},
    "questions": [{"q": "造价多少？", "a": [1], "b": []}],
}
TEXT = {"id": "s-1", "title": "", "sentences": ["票价两元。"], "questions": [{"q": "票价？", "in": [0]}]}


def folder(tmp_path: Path, *items: object) -> Path:
    (tmp_path / "some.jsonl").write_text("\n".join(json.dumps(item) for item in items), "utf-8")
    return tmp_path


def test_twins_and_single_texts_are_read(tmp_path: Path) -> None:
    first, silent, alone = read_material(folder(tmp_path, TWINS, TEXT))

    assert (first.question, first.title, first.answering) == ("造价多少？", "甲", (False, True))
    assert (silent.title, silent.answerable, silent.key) == ("乙", False, first.key)
    assert (alone.answering, alone.kind) == ((True,), "some")


def test_texts_of_a_group_are_asked_the_same_questions(tmp_path: Path) -> None:
    other = {**TEXT, "id": "s-2", "questions": [{"q": "票价？", "in": []}]}
    one, two = read_material(folder(tmp_path, {**TEXT, "group": "g"}, {**other, "group": "g"}))
    apart, by_itself = read_material(folder(tmp_path, TEXT, other))

    assert one.key == two.key
    assert apart.key != by_itself.key


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({**TEXT, "questions": [{"q": "票价？", "in": [1]}]}, "question 1 names a sentence that is not there"),
        ({"id": "s-1", "title": ""}, "expected an item"),
        ({**TEXT, "questions": [{"q": "票价？"}]}, "expected an item"),
    ],
)
def test_an_item_that_cannot_be_right_is_named_with_its_line(tmp_path: Path, item: object, said: str) -> None:
    with pytest.raises(DatasetError, match=rf"some\.jsonl:2: {said}"):
        read_material(folder(tmp_path, TEXT, item))


def test_nothing_that_is_held_out_is_trained_on_and_no_wording_gives_the_answer_away() -> None:
    training, held_out = read_material(TRAINING), read_material(HELD_OUT)
    texts = {a.sentences for a in training}

    assert len(training) > 30_000
    assert not texts & {a.sentences for a in held_out}
    for material in (training, held_out):
        assert 0.4 < np.mean([a.answerable for a in material]) < 0.6


class Lengths:
    """Holds a sentence for likelier the longer it is."""

    def log_odds(self, question: str, pieces: Sequence[Piece]) -> Scores:
        """See `Reader`."""
        return np.array([len(piece.sentence) for piece in pieces], np.float32)


def test_the_figures(tmp_path: Path) -> None:
    table = measure(Lengths(), read_material(folder(tmp_path, TWINS, TEXT)))

    # answering: 7 and 5 characters; silent: 11. The longest of the answering twin is not the one that answers.
    assert table["some"] == {"n": 3, "area": 0.0, "refused": 0.0, "first": 0.5, "twin": 0.0}
    assert table["all"] == table["some"]


def test_of_a_group_the_likeliest_text_counts(tmp_path: Path) -> None:
    sides = [("票价两元。", [0]), ("票价两元五角整。", []), ("共九站。", [])]
    items = [
        {"id": s, "group": "g", "title": "", "sentences": [s], "questions": [{"q": "票价？", "in": n}]}
        for s, n in sides
    ]

    assert measure(Lengths(), read_material(folder(tmp_path, *items)))["all"]["twin"] == 0.0
    assert measure(Lengths(), read_material(folder(tmp_path, items[0], items[2])))["all"]["twin"] == 1.0


def test_a_sentence_that_was_taken_for_an_answer_is_looked_at_again() -> None:
    asked = Asked("红?", "", ("红", *"甲乙丙丁戊己"), (True, *[False] * 6), "1", "colours")
    doubts = Doubts(random.Random(1))  # noqa: S311 - no secret

    doubts.note([(asked, n) for n in range(7)], [9.0, -9.0, -9.0, 9.0, 9.0, 9.0, -9.0])

    assert all(set(doubts.pick(asked)) == {3, 4, 5} for _ in range(20))


def test_a_question_that_is_known_is_asked_seldom() -> None:
    asked = Asked("红?", "", ("红", "甲"), (True, False), "1", "colours")
    doubts = Doubts(random.Random(1))  # noqa: S311 - no secret
    assert doubts.asks([asked])

    doubts.note([(asked, 0), (asked, 1)], [9.0, -9.0])
    assert 0 < sum(doubts.asks([asked]) for _ in range(400)) < 80
    doubts.note([(asked, 1)], [9.0])
    assert all(doubts.asks([asked]) for _ in range(400))


def tiny(start: Weights | None = None) -> Trainee:
    torch.manual_seed(0)
    letters = ["<s>", "</s>", "?", *sorted({c for t in (*COLOURS, *ASKED) for c in t if c != "?"})]
    tokenizer = Tokenizer(models.WordLevel({c: n for n, c in enumerate(letters)}, unk_token="?"))  # noqa: S106
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    shape: dict[str, Any] = {
        "vocab_size": len(letters),
        "hidden_size": 32,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 64,
        "hidden_dropout_prob": 0.0,
    }
    config = BertConfig(**shape)
    encoder = BertModel(config, add_pooling_layer=False)
    return Trainee(Encoding(tokenizer, encoder.embeddings.word_embeddings.weight.detach()), encoder, start)


COLOURS, ASKED = ("红", "蓝", "绿", "黄"), ("红?", "蓝?", "绿?", "黄?")


def test_training_learns_which_sentence_answers_and_gives_what_the_reader_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("eval.reading.train.ROWS", 33)
    monkeypatch.setattr("eval.reading.train.WRONG", 0.001)  # so few questions are asked each time,
    monkeypatch.setattr("eval.reading.train.WITH_BEFORE", 0.0)  # and no colour beside another
    material = [
        Asked(question, "", COLOURS, tuple(colour in question for colour in COLOURS), f"{n}", "colours")
        for n, question in enumerate(ASKED * 40)
    ]
    model = tiny()
    learned = {id(p) for p in model.learned()}
    frozen = {n: p.clone() for n, p in model.named_parameters() if id(p) not in learned}
    changed = {f"joint.encoder.encoder.layer.{key}.weight" for key in model.changed}

    train(model, material, epochs=40)

    odds = odds_of(model)
    assert odds.argmax(1).tolist() == [0, 1, 2, 3]
    assert {n for n, p in model.named_parameters() if n in frozen and not torch.equal(p, frozen[n])} == changed
    assert set(model.weights()) == {n for n in load_file(WEIGHTS) if n.split(".")[0] not in map(str, range(1, 12))}
    assert torch.allclose(odds_of(tiny(model.weights()).eval()), odds, atol=0.05)  # half precision
    with pytest.raises(ValueError, match=r"lack 0\.attention\.output\.dense\.a"):
        tiny({"parts": model.weights()["parts"]})


def odds_of(model: Trainee) -> torch.Tensor:
    with torch.no_grad():
        return torch.stack([model([model.encoding.row(q, Piece("", c)) for c in COLOURS]) for q in ASKED])
