"""The embedding interface: backends agree, any sentence-transformers folder works, wrong settings are named."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index import openvino_backend
from index.embedding import BUNDLED_FINGERPRINT, EmbeddingError, LazyEmbedder, SentenceEmbedder, load_embedder
from settings import load_settings
from tests.index.conftest import PROMPTS

TEXTS = [
    "星澜智能完成 3.2 亿元 B 轮融资。",
    "實際到帳金額為兩億八千萬元。\n雲杉資本拒絕評論。",
    "Northwind Compute signs a three-year deal with Xinglan. " * 10,
    "。",
]


@pytest.mark.slow
def test_openvino_and_torch_agree_on_the_bundled_model(embedder: SentenceEmbedder) -> None:
    pytest.importorskip("openvino")
    assert embedder.backend == "openvino"
    plain = load_embedder("bundled", "torch", "cpu", load_settings().cache_dir)
    assert (plain.backend, plain.fingerprint) == ("torch", embedder.fingerprint)
    for ours, theirs in (
        (embedder.embed_documents(TEXTS), plain.embed_documents(TEXTS)),
        (embedder.embed_queries(TEXTS), plain.embed_queries(TEXTS)),
    ):
        assert np.sum(ours * theirs, axis=1).min() >= 0.999


@pytest.mark.slow
def test_a_text_has_the_same_vector_alone_and_in_a_batch(embedder: SentenceEmbedder) -> None:
    together = embedder.embed_documents(TEXTS)
    alone = np.concatenate([embedder.embed_documents([text]) for text in TEXTS])
    assert np.sum(together * alone, axis=1).min() >= 0.9999


@pytest.mark.slow
def test_a_question_is_nearest_to_what_it_asks_about_in_any_script(embedder: SentenceEmbedder) -> None:
    passages = embedder.embed_documents(["云杉资本领投了星澜的 B 轮融资。", "今天杭州有雨，气温下降。"])
    for question in ("谁领投了星澜？", "誰領投了星瀾？", "Who led Xinglan's funding round?"):
        nearer, farther = passages @ embedder.embed_queries([question])[0]
        assert nearer > farther


@pytest.fixture(scope="module")
def exports(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the tiny model's OpenVINO form."""
    pytest.importorskip("openvino")
    cache = tmp_path_factory.mktemp("exports")
    load_embedder(str(tiny_model), "openvino", "cpu", cache)
    return cache


def test_another_models_own_prompts_are_used(tiny_model: Path, tmp_path: Path) -> None:
    tiny = load_embedder(str(tiny_model), "torch", "cpu", tmp_path)
    for rows, prompt in (
        (tiny.embed_queries(["星澜"]), PROMPTS["query"]),
        (tiny.embed_documents(["星澜"]), PROMPTS["document"]),
    ):
        expected = tiny.model.encode([prompt + "星澜"], prompt="")
        assert rows == pytest.approx(expected, abs=1e-6)
    assert tiny.embed_queries(["星澜"]) @ tiny.embed_documents(["星澜"]).T < 0.9999


def test_a_model_in_half_precision_gives_unit_vectors_too(tiny_model: Path, tmp_path: Path) -> None:
    plain = load_embedder(str(tiny_model), "torch", "cpu", tmp_path)
    expected = plain.embed_documents(TEXTS)
    plain.model.bfloat16()
    rows, _ = plain.document_tokens(TEXTS)

    for found in (plain.embed_documents(TEXTS), plain.embed_queries(TEXTS), rows):
        assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-6)
    assert (plain.embed_documents(TEXTS) * expected).sum(axis=1).min() > 0.999


def test_openvino_runs_another_model_too(tiny_model: Path, exports: Path) -> None:
    exported = load_embedder(str(tiny_model), "openvino", "cpu", exports)
    plain = load_embedder(str(tiny_model), "torch", "cpu", exports)
    assert np.sum(exported.embed_documents(TEXTS) * plain.embed_documents(TEXTS), axis=1).min() >= 0.999


def test_the_export_is_kept(tiny_model: Path, exports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def export(*_: object) -> None:
        raise AssertionError("exported again")

    monkeypatch.setattr(openvino_backend, "_export", export)
    assert load_embedder(str(tiny_model), "openvino", "cpu", exports).embed_queries(["a"]).shape == (1, 32)


def test_an_interrupted_export_is_done_again(
    tiny_model: Path, exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (whole,) = (path for path in (exports / "openvino").iterdir() if path.is_dir())
    folder = tmp_path / "openvino" / whole.name
    part = shutil.copytree(whole, folder.with_suffix(".part"))
    (part / "model.bin").unlink()

    def export(_first: object, _model: object, file: Path) -> None:
        shutil.copytree(whole, file.parent, dirs_exist_ok=True)

    monkeypatch.setattr(openvino_backend, "_export", export)
    assert load_embedder(str(tiny_model), "openvino", "cpu", tmp_path).embed_queries(["a"]).shape == (1, 32)
    assert {path.name for path in folder.iterdir()} == {"model.xml", "model.bin"}
    assert not part.exists()


def test_no_texts_give_no_rows(tiny_model: Path, tmp_path: Path) -> None:
    tiny = load_embedder(str(tiny_model), "torch", "cpu", tmp_path)
    assert tiny.embed_documents([]).shape == (0, tiny.dimension)
    assert tiny.count_tokens([]) == []


def test_a_folders_fingerprint_is_that_of_its_files_wherever_they_lie(
    tiny_model: Path, other_model: Path, tmp_path: Path
) -> None:
    moved = shutil.copytree(tiny_model, tmp_path / "elsewhere" / tiny_model.name)
    prints = [
        load_embedder(str(folder), "torch", "cpu", tmp_path).fingerprint for folder in (tiny_model, moved, other_model)
    ]
    assert prints[0] == prints[1] != prints[2]


@pytest.mark.parametrize("name", ["vocab.txt", "sentencepiece.bpe.model", "merges.txt"])
def test_another_vocabulary_gives_another_fingerprint(tiny_model: Path, tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(tiny_model, tmp_path / tiny_model.name)
    before = load_embedder(str(folder), "torch", "cpu", tmp_path).fingerprint
    (folder / name).write_text("new")
    assert load_embedder(str(folder), "torch", "cpu", tmp_path).fingerprint != before


def test_asking_for_cuda_without_cuda_names_the_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    with pytest.raises(EmbeddingError, match=r"ASSISTANT_DEVICE=cuda.*auto or cpu"):
        load_embedder("bundled", "auto", "cuda", tmp_path)


def test_asking_for_openvino_on_cuda_names_the_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: True)
    with pytest.raises(EmbeddingError, match="ASSISTANT_EMBEDDING_BACKEND=openvino"):
        load_embedder("bundled", "openvino", "cuda", tmp_path)


def test_asking_for_openvino_where_it_is_missing_names_the_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(EmbeddingError, match=r"ASSISTANT_EMBEDDING_BACKEND=openvino.*missing"):
        load_embedder("bundled", "openvino", "cpu", tmp_path)


def test_a_model_that_cannot_be_reached_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match=r"ASSISTANT_EMBEDDING_MODEL='nobody/no-such-model'.*'bundled'"):
        load_embedder("nobody/no-such-model", "torch", "cpu", tmp_path)


@pytest.mark.parametrize("damage", ["model.safetensors", "modules.json", "config.json", "tokenizer.json"])
def test_a_damaged_model_folder_names_the_setting(tiny_model: Path, tmp_path: Path, damage: str) -> None:
    folder = shutil.copytree(tiny_model, tmp_path / "model")
    (folder / damage).write_bytes(b"{ no longer")
    with pytest.raises(EmbeddingError, match=r"ASSISTANT_EMBEDDING_MODEL=.*cannot be loaded"):
        load_embedder(str(folder), "torch", "cpu", tmp_path)


def test_an_empty_model_folder_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(EmbeddingError, match="ASSISTANT_EMBEDDING_MODEL="):
        load_embedder(str(tmp_path / "empty"), "torch", "cpu", tmp_path)


def test_the_bundled_model_is_named_before_it_is_loaded(tmp_path: Path) -> None:
    lazy = LazyEmbedder("bundled", "auto", "cpu", tmp_path)
    assert (lazy.fingerprint, lazy.dimension) == (BUNDLED_FINGERPRINT, 384)
    assert lazy.count_tokens([]) == []
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_what_is_said_before_loading_is_what_the_model_says(embedder: SentenceEmbedder, tmp_path: Path) -> None:
    lazy = LazyEmbedder("bundled", "auto", "cpu", tmp_path)
    assert (lazy.fingerprint, lazy.dimension) == (embedder.fingerprint, embedder.dimension)


def test_a_lazy_embedder_loads_once_and_passes_everything_on(tiny_model: Path, tmp_path: Path) -> None:
    lazy = LazyEmbedder(str(tiny_model), "torch", "cpu", tmp_path)
    tiny = lazy.load()
    assert lazy.load() is tiny
    assert (lazy.backend, lazy.device, lazy.dimension) == ("torch", "cpu", 32)
    assert lazy.fingerprint == tiny.fingerprint
    assert np.array_equal(lazy.embed_queries(["a"]), tiny.embed_queries(["a"]))
    assert np.array_equal(lazy.embed_documents(["a"]), tiny.embed_documents(["a"]))
    assert lazy.count_tokens(["abc"]) == tiny.count_tokens(["abc"]) == [3]


@pytest.mark.slow
def test_several_threads_use_one_model_at_once(embedder: SentenceEmbedder) -> None:
    """A fast tokenizer that one thread tells to cut, while another uses it, raises "Already borrowed"."""
    counts = embedder.count_tokens(TEXTS)

    def work(number: int) -> bool:
        return embedder.count_tokens(TEXTS) == counts and len(embedder.query_tokens(TEXTS[: 1 + number % 3])[1]) > 0

    with ThreadPoolExecutor(6) as threads:
        assert all(threads.map(work, range(120)))
