"""What is opened by the settings: the index with or without a reranker, and refusals before anything is loaded."""

from pathlib import Path

import numpy as np
import pytest

from assistant import open as opening
from assistant.open import open_assistant, open_index
from index.build import build
from index.context import contextual_text
from index.reader import BundledReader
from index.reranking import RerankerError
from index.store import NoIndexError
from settings import Settings
from tests.fakes import FakeEmbedder
from tests.index.collection import write
from tests.index.rerankers import make_classifier

QUESTION = "云杉银行第三季度净利润是多少？"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings that name a small index, built with an embedder that needs no model."""
    build(write(tmp_path / "articles"), tmp_path / "index", FakeEmbedder())
    monkeypatch.setattr(opening, "open_embedder", lambda _: FakeEmbedder())
    return Settings(index_dir=tmp_path / "index", device="cpu", reranker="", llm_model="")


def test_there_is_no_reranker_where_none_is_named(settings: Settings) -> None:
    assert open_assistant(settings).index.reranker is None


def test_search_and_answers_share_one_reader(settings: Settings) -> None:
    assistant = open_assistant(settings)
    assert assistant.reader is not None
    assert assistant.reader is assistant.index.reader is assistant.index.snapshot().reader
    assert open_assistant(settings.model_copy(update={"reader": "off"})).index.reader is None


def test_the_reranker_that_the_settings_name_orders_what_is_found(settings: Settings, tmp_path: Path) -> None:
    folder = make_classifier(tmp_path / "reranker")
    index = open_assistant(settings.model_copy(update={"reranker": str(folder)})).index

    hits = index.search(QUESTION)

    assert index.reranker is not None
    texts = [contextual_text(index.article(hit.chunk.article_id), hit.chunk.text) for hit in hits]
    scores = index.reranker.scores(QUESTION, texts)
    assert len(hits) > 1
    assert np.ptp(scores) > 0
    assert sorted(scores, reverse=True) == pytest.approx(list(scores), abs=1e-6)
    assert {h.chunk.id for h in hits} == {h.chunk.id for h in open_index(settings).search(QUESTION)}


def test_a_reranker_that_cannot_be_loaded_stops_the_start(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(RerankerError, match="ASSISTANT_RERANKER="):
        open_assistant(settings.model_copy(update={"reranker": str(tmp_path / "nowhere")}))


def test_a_missing_index_is_said_before_a_reranker_is_looked_for(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError, match="python -m index build"):
        open_index(Settings(index_dir=tmp_path, reranker="nowhere/nothing"))


def test_the_reader_comes_with_the_assistant_and_can_be_left_out(settings: Settings) -> None:
    assert isinstance(open_assistant(settings).reader, BundledReader)
    assert open_assistant(settings.model_copy(update={"reader": "off"})).reader is None
