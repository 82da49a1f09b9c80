"""What is measured, wired up with the real index over an embedder that counts words."""

import json
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from assistant.types import Turn
from eval.questions import Question
from eval.systems import Real
from index.parts import Parts
from settings import Settings
from tests.fakes import FakeEmbedder


class WithFake(Real):
    """The real systems over the fake embedder."""

    def __init__(self, root: Path) -> None:
        """Indexes are kept below `root`."""
        self.fake = FakeEmbedder()
        super().__init__(Settings.model_construct(llm_model=""), root, self.fake)


def write_set(folder: Path) -> Path:
    folder.mkdir()
    rows = [
        {"_id": "d/1", "title": "澄海", "text": "澄海科技在2023年完成了八亿元融资。"},
        {"_id": "d2", "title": "漓月", "text": "漓月发布了新的语言模型。"},
    ]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return folder


def test_documents_are_found_under_their_own_ids(tmp_path: Path) -> None:
    documents = WithFake(tmp_path / "root").retrieval(write_set(tmp_path / "set"))

    found = documents.articles("澄海融资", 100, date(2024, 5, 1))
    assert [document for document, _ in found] == ["d/1", "d2"]
    assert found[0][1] > found[1][1]
    assert "澄海" in documents.rewrite("它呢?", [Turn("user", "澄海融了多少?")])


def test_a_set_with_the_same_documents_embeds_nothing_again(tmp_path: Path) -> None:
    first, second = WithFake(tmp_path / "root"), WithFake(tmp_path / "root")
    first.retrieval(write_set(tmp_path / "set"))
    second.retrieval(write_set(tmp_path / "copy"))

    assert [sum("澄海" in text for text in real.fake.embedded) for real in (first, second)] == [1, 0]


def test_a_set_with_the_documents_of_the_one_before_is_not_opened_again(tmp_path: Path) -> None:
    real = WithFake(tmp_path / "root")
    first = real.retrieval(write_set(tmp_path / "set"))

    assert real.retrieval(write_set(tmp_path / "copy")) is first


def test_a_relative_date_counts_from_the_day_a_query_is_asked(tmp_path: Path) -> None:
    documents = WithFake(tmp_path / "root").retrieval(write_set(tmp_path / "set"))

    assert documents.articles("去年的融资", 9, date(2024, 5, 1)) == documents.articles("2023年的融资", 9, None)


def test_passages_are_chunks_of_the_documents_best_first(tmp_path: Path) -> None:
    documents = WithFake(tmp_path / "root").retrieval(write_set(tmp_path / "set"))

    assert [hit.chunk.article_id for hit in documents.passages("语言模型", 1, None)] == ["d2"]


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


def test_every_part_of_the_search_can_be_turned_off_and_the_whole_stays_as_it_is(tmp_path: Path) -> None:
    documents = WithFake(tmp_path / "root").retrieval(write_set(tmp_path / "set"))
    whole = documents.articles("澄海融资", 9, None)

    without = documents.without()

    assert {field.name.replace("_", " ") for field in fields(Parts)} == set(without)
    assert all({key for key, _ in lesser.articles("澄海融资", 9, None)} == {"d/1", "d2"} for lesser in without.values())
    assert documents.articles("澄海融资", 9, None) == whole
