"""What the reader is trained on, and that the training learns."""

import json
import random
from collections import Counter
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
from eval.reading.draws import Draws, Stretch
from eval.reading.material import HELD_OUT, TRAINING, Asked, read_material
from eval.reading.mean import mean_of
from eval.reading.measure import measure
from eval.reading.train import train
from eval.reading.trainee import Trainee, Weights
from index.reader import SENTENCE, TITLE, WEIGHTS, Encoding, Piece, Scores
from tests.fakes import ReadsApart

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


class Lengths(ReadsApart):
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


RED = Asked("红?", "标题", ("红", *"甲乙丙丁戊己"), (True, *[False] * 6), "1", "colours")
STRANGER = Asked("绿?", "别处", ("绿", "庚"), (True, False), "2", "colours")


def drawn(*questions: list[Asked], times: int = 300) -> list[Stretch]:
    draws = Draws(tiny().encoding, questions, random.Random(1))  # noqa: S311 - no secret
    return [stretch for _ in range(times) for stretch in draws.of(questions[0])]


def test_texts_are_read_whole_in_part_and_by_single_sentences() -> None:
    stretches = drawn([RED])
    counts = Counter(len(stretch.sentences) for stretch in stretches)

    assert all(counts[n] for n in range(1, 8))
    for stretch in stretches:
        assert stretch.answers == tuple(n == 0 for n in stretch.sentences)
        assert list(stretch.sentences) == sorted(stretch.sentences) or not stretch.text
        assert {part for part in stretch.input[1] if part >= SENTENCE} == {
            SENTENCE + at for at in range(len(stretch.sentences))
        }
    assert {TITLE in stretch.input[1] for stretch in stretches} == {True, False}


def test_a_question_is_read_beside_other_texts_that_do_not_answer_it() -> None:
    strange = [stretch for stretch in drawn([RED], [STRANGER], times=600) if stretch.asked.title == "别处"]

    assert strange
    assert all(stretch.asked.question == "红?" and not any(stretch.answers) for stretch in strange)


def test_what_there_is_no_room_for_is_left_out_at_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.reading.draws.MOST", 20)

    assert max(len(stretch.input[0]) for stretch in drawn([RED])) <= 20


def test_a_question_that_is_known_is_asked_seldom() -> None:
    draws = Draws(tiny().encoding, [[RED]], random.Random(1))  # noqa: S311 - no secret
    (stretch, *_) = draws.of([RED])
    assert all(draws.asks([RED]) for _ in range(400))

    draws.note([stretch], [0.01])
    assert 50 < sum(draws.asks([RED]) for _ in range(400)) < 150
    draws.note([stretch], [2.0])
    assert all(draws.asks([RED]) for _ in range(400))


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
    monkeypatch.setattr("eval.reading.draws.KNOWN", 0.001)  # so few questions are asked each time
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
        return torch.stack([model([model.encoding.row(q, "", [c]) for c in COLOURS])[:, 0] for q in ASKED])


def test_sentences_read_together_are_told_apart() -> None:
    model = tiny().eval()
    torch.nn.init.normal_(model.joint.out.weight)
    encoding = model.encoding

    with torch.no_grad():
        both, alone = model([encoding.row("红?", "", ["红", "蓝"]), encoding.row("红?", "", ["红"])])
        whole = model([encoding.row("红?", "", ["红"])])

    assert both[0] != both[1]
    assert torch.allclose(alone[0], whole[0, 0], atol=1e-5)


def test_the_mean_of_trainings_is_what_lies_between_them() -> None:
    torch.manual_seed(3)
    one, other = ({name: torch.randn_like(t.float()) for name, t in tiny().weights().items()} for _ in range(2))
    key = "0.output.dense"

    mean = {name: tensor.float() for name, tensor in mean_of([one, other]).items()}

    expected = (one[f"{key}.b"] @ one[f"{key}.a"] + other[f"{key}.b"] @ other[f"{key}.a"]) / 2
    assert torch.allclose(mean[f"{key}.b"] @ mean[f"{key}.a"], expected, atol=0.05)
    assert torch.allclose(mean["parts"], (one["parts"] + other["parts"]) / 2, atol=1e-2)
    assert tiny(mean).weights().keys() == one.keys()
