"""The reranker: a real cross-encoder scores pairs, and whatever is not one is refused by name."""

import json
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import cli
from index.__main__ import main
from index.build import build
from index.reranking import RerankerError, load_reranker
from tests.fakes import FakeEmbedder
from tests.index.collection import write
from tests.index.rerankers import make_classifier

QUERY = "谁领投了星澜？"
TEXTS = ["云杉资本领投。", "今天杭州有雨，气温下降，出门请带伞。", "Rain in Hangzhou.", "。"]


@pytest.fixture(scope="module")
def tiny_reranker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a random two-layer cross-encoder over characters."""
    return make_classifier(tmp_path_factory.mktemp("rerankers") / "tiny")


def test_scores_are_those_of_the_model_in_the_order_of_the_texts(tiny_reranker: Path) -> None:
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(tiny_reranker)
    model = AutoModelForSequenceClassification.from_pretrained(tiny_reranker)
    with torch.inference_mode():
        logits = [model(**tokenizer(QUERY, text, return_tensors="pt")).logits.item() for text in TEXTS]

    scores = load_reranker(str(tiny_reranker), "cpu").scores(QUERY, TEXTS)

    assert scores.dtype == np.float32
    assert np.ptp(scores) > 0.01
    assert scores == pytest.approx([1 / (1 + np.exp(-logit)) for logit in logits], abs=1e-5)


def test_a_folder_that_sentence_transformers_has_saved_scores_alike(tiny_reranker: Path, tmp_path: Path) -> None:
    plain = load_reranker(str(tiny_reranker), "cpu")
    plain.model.save_pretrained(str(tmp_path / "saved"), create_model_card=False)

    saved = load_reranker(str(tmp_path / "saved"), "cpu")

    assert (tmp_path / "saved" / "modules.json").is_file()
    assert saved.name == str(tmp_path / "saved")
    assert saved.scores(QUERY, TEXTS) == pytest.approx(plain.scores(QUERY, TEXTS))


def test_a_text_longer_than_the_model_reads_is_scored_by_its_beginning(tiny_reranker: Path) -> None:
    reranker = load_reranker(str(tiny_reranker), "cpu")
    longer, longest = reranker.scores(QUERY, ["云杉" * 100, "云杉" * 1000])
    assert longer == pytest.approx(longest, abs=1e-5)


def test_no_texts_have_no_scores(tiny_reranker: Path) -> None:
    assert load_reranker(str(tiny_reranker), "cpu").scores(QUERY, []).shape == (0,)


def test_threads_that_ask_at_once_get_what_one_gets(tiny_reranker: Path) -> None:
    reranker = load_reranker(str(tiny_reranker), "cpu")
    alone = [reranker.scores(QUERY, TEXTS * n) for n in range(1, 9)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda n: reranker.scores(QUERY, TEXTS * n), range(1, 9)))
    for one, other in zip(alone, together, strict=True):
        assert one == pytest.approx(other, abs=1e-6)


def test_the_device_is_chosen_where_it_is_left_open(tiny_reranker: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    assert load_reranker(str(tiny_reranker), "auto").device == "cpu"


def test_asking_for_cuda_without_cuda_names_both_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    with pytest.raises(RerankerError, match=r"ASSISTANT_RERANKER='some/model'.*ASSISTANT_DEVICE=cuda.*auto or cpu"):
        load_reranker("some/model", "cuda")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    _refused(tmp_path / "nowhere", "not found")


def test_a_hub_that_cannot_be_reached_is_said() -> None:
    _refused("nobody/no-such-reranker", "couldn't connect")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    _refused(tmp_path, "Unrecognized model")


@pytest.mark.parametrize("damage", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_damaged_folder_is_refused(tiny_reranker: Path, tmp_path: Path, damage: str) -> None:
    folder = shutil.copytree(tiny_reranker, tmp_path / "model")
    (folder / damage).write_bytes(b"{ no longer")
    _refused(folder, "cannot be used")


def test_weights_that_do_not_fit_their_configuration_are_refused(tiny_reranker: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(tiny_reranker, tmp_path / "model")
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps(config | {"hidden_size": 48}), "utf-8")
    _refused(folder, "cannot be used")


def test_an_embedding_model_is_not_given_a_head_of_random_weights(tiny_model: Path) -> None:
    _refused(tiny_model, "no cross-encoder but a SentenceTransformer")


def test_a_bare_encoder_is_not_given_a_head_of_random_weights(tiny_reranker: Path, tmp_path: Path) -> None:
    from transformers import AutoModel

    AutoModel.from_pretrained(tiny_reranker).save_pretrained(tmp_path)
    shutil.copy(tiny_reranker / "tokenizer.json", tmp_path)
    shutil.copy(tiny_reranker / "tokenizer_config.json", tmp_path)
    _refused(tmp_path, "no cross-encoder but a plain BertModel")


def test_a_classifier_of_several_classes_is_refused(tmp_path: Path) -> None:
    _refused(make_classifier(tmp_path, labels=3), "3 scores for a pair, expected 1")


def _refused(name: Path | str, reason: str) -> None:
    with pytest.raises(RerankerError) as raised:
        load_reranker(str(name), "cpu")
    said = str(raised.value)
    assert said.startswith(f"ASSISTANT_RERANKER={str(name)!r} ")
    assert reason in said
    assert "leave it empty to search without one" in said
    assert "\n" not in said


def test_a_command_that_searches_ends_with_2_and_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build(write(tmp_path / "articles"), tmp_path / "index", FakeEmbedder())
    monkeypatch.setenv("ASSISTANT_RERANKER", str(tmp_path / "nowhere"))
    monkeypatch.setattr(sys, "argv", ["index", "search", "云杉银行", "--index", str(tmp_path / "index")])

    with pytest.raises(SystemExit) as ended:
        cli.run(main)

    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (2, "")
    assert said.err.startswith(f"error: ASSISTANT_RERANKER='{tmp_path}/nowhere' cannot be used")
    assert said.err.count("\n") == 1
