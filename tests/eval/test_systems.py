"""What is measured, wired up with the real index over an embedder that counts words."""

import json
import re
import zlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.types import Turn
from eval.questions import Question
from eval.systems import Real
from index.types import Embedder, Matrix
from settings import Settings


class FakeEmbedder:
    """A bag of hashed characters and words; counts the passages it embeds."""

    name = backend = device = fingerprint = "fake"
    dimension = 256

    def __init__(self) -> None:
        """Nothing embedded yet."""
        self.embedded = 0

    def embed_documents(self, texts: Sequence[str], progress: bool = False) -> Matrix:
        """Unit rows of token counts."""
        self.embedded += len(texts)
        return self.embed_queries(texts)

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """The same, not counted."""
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for token in re.findall(r"[a-z]+|[\u4e00-\u9fff]", text.lower()):
                row[zlib.crc32(token.encode()) % self.dimension] += 1
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """A character counts as a token."""
        return [len(text) for text in texts]


class WithFake(Real):
    """The real systems over the fake embedder."""

    def __init__(self, root: Path) -> None:
        """Indexes are kept below `root`."""
        super().__init__(Settings.model_construct(llm_model=""), root)
        self.embedder = FakeEmbedder()

    def _embedder(self) -> Embedder:
        return self.embedder


def write_set(folder: Path) -> Path:
    folder.mkdir()
    rows = [
        {"_id": "d/1", "title": "澄海", "text": "澄海科技在2023年完成了八亿元融资。"},
        {"_id": "d2", "title": "漓月", "text": "漓月发布了新的语言模型。"},
    ]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return folder


def test_documents_are_found_under_their_own_ids(tmp_path: Path) -> None:
    search, rewrite = WithFake(tmp_path / "root").retrieval(write_set(tmp_path / "set"))

    found = search("澄海融资", 100, date(2024, 5, 1))
    assert [document for document, _ in found] == ["d/1", "d2"]
    assert found[0][1] > found[1][1]
    assert "澄海" in rewrite("它呢?", [Turn("user", "澄海融了多少?")])


def test_a_set_with_the_same_documents_embeds_nothing_again(tmp_path: Path) -> None:
    first, second = WithFake(tmp_path / "root"), WithFake(tmp_path / "root")
    first.retrieval(write_set(tmp_path / "set"))
    second.retrieval(write_set(tmp_path / "copy"))

    assert (first.embedder.embedded, second.embedder.embedded) == (2, 0)


def test_a_relative_date_counts_from_the_day_a_query_is_asked(tmp_path: Path) -> None:
    search, _ = WithFake(tmp_path / "root").retrieval(write_set(tmp_path / "set"))

    assert search("去年的融资", 9, date(2024, 5, 1)) == search("2023年的融资", 9, None)


def test_both_systems_answer_over_the_same_articles(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    corpus = tmp_path / "articles"
    corpus.mkdir()
    text = "澄海科技完成融资\n\n澄海科技周二完成了八亿元融资。投资方是远山资本。公司计划在海边开设新的办公室。"
    (corpus / "a1.txt").write_text(text, "utf-8")
    (corpus / "empty.txt").write_text("", "utf-8")
    real = WithFake(tmp_path / "root")
    articles = real.articles(corpus)
    question = Question(
        id="q1",
        type="entity",
        lang="zh-Hans",
        question="澄海科技的投资方是谁?",
        articles=("a1",),
        evidence=(("a1", "投资方是远山资本"),),
        answers=("远山资本",),
    )

    answers = {system: ask(question) for system, ask in real.answering(corpus, articles).items()}

    assert [article.id for article in articles] == ["a1"]
    assert "empty.txt" in caplog.text
    assert answers.keys() == {"assistant", "naive"}
    assert all(c.article_id == "a1" for answer in answers.values() for c in answer.citations)
    assert len(answers["naive"].citations) == 3
