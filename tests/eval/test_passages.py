"""Evidence sentences inside passages."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from assistant.types import Turn
from corpus.article import Article, Chunk
from eval.datasets import Query
from eval.jsonl import DatasetError
from eval.passages import Evidence, References, figures, passage_rows, read_references, shown_sentences, within
from eval.retrieval import Retriever, Scored
from index.types import Hit

TEXT = "澄海完成融資。\n\n投資方是遠山資本。總部在海邊。"
ARTICLES = {name: Article(name, "", TEXT, "zh-Hant") for name in ("a", "b")}


def hit(start: int, end: int, article: str = "a", also: tuple[str, ...] = ()) -> Hit:
    return Hit(Chunk(f"{article}#{start}", article, start, end, TEXT[start:end]), 1.0, also)


def evidence(*sentences: str, where: str = "a") -> Evidence:
    return Evidence(tuple((sentence, frozenset(where)) for sentence in sentences))


class FakeRetriever:
    """Finds the given passages for everything."""

    def __init__(self, *hits: Hit) -> None:
        """Find these, best first."""
        self.hits = hits

    def articles(self, question: str, k: int, asked: date | None, history: Sequence[Turn] = ()) -> Scored:
        """None."""
        return []

    def passages(self, question: str, k: int, asked: date | None, history: Sequence[Turn] = ()) -> Sequence[Hit]:
        """The first k."""
        return self.hits[:k]

    def rewrite(self, question: str, history: Sequence[Turn]) -> str:
        """As it is."""
        return question

    def without(self) -> Mapping[str, Retriever]:
        """No parts."""
        return {}


def answers(folder: Path, **row: object) -> Path:
    (folder / "answers.jsonl").write_text(json.dumps({"_id": "q1", **row}) + "\n", "utf-8")
    return folder


def test_script_spaces_and_punctuation_do_not_matter(tmp_path: Path) -> None:
    folder = answers(tmp_path, references=["投资方 是 “远山资本”"], docs=["a"])

    assert read_references(folder, ARTICLES).evidence == {"q1": evidence("投资方是远山资本")}


def test_a_sentence_that_none_of_its_articles_holds_is_counted_and_not_looked_for(tmp_path: Path) -> None:
    folder = answers(tmp_path, references=["总部在海边", "总部在山上"], docs=["a"])

    found = read_references(folder, ARTICLES)
    assert (found.lost, found.evidence["q1"]) == (1, evidence("总部在海边"))


def test_without_named_articles_the_evidence_may_stand_in_any(tmp_path: Path) -> None:
    found = read_references(answers(tmp_path, references=["总部在海边"]), ARTICLES)

    assert found.evidence["q1"].sentences == (("总部在海边", frozenset("ab")),)


def test_a_set_without_references_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"holds neither answers\.jsonl"):
        read_references(tmp_path, ARTICLES)
    with pytest.raises(DatasetError, match="holds no `references`"):
        read_references(answers(tmp_path, answers=["海边"]), ARTICLES)


def test_a_sentence_cut_between_two_passages_is_found_when_both_are_there() -> None:
    wanted = evidence("投资方是远山资本")

    assert shown_sentences(wanted, [hit(12, 24)], ARTICLES) == [False]
    assert shown_sentences(wanted, [hit(12, 24), hit(0, 12)], ARTICLES) == [True]
    assert shown_sentences(wanted, [hit(0, 11), hit(12, 24)], ARTICLES) == [False]


def test_passages_with_only_space_between_them_are_one_text() -> None:
    assert shown_sentences(evidence("融资投资"), [hit(0, 7), hit(9, 15)], ARTICLES) == [True]


def test_the_same_sentence_in_another_article_is_no_evidence() -> None:
    assert shown_sentences(evidence("总部在海边"), [hit(0, 24, "b")], ARTICLES) == [False]


def test_a_passage_counts_for_the_near_duplicates_of_its_article() -> None:
    assert shown_sentences(evidence("总部在海边"), [hit(0, 24, "b", also=("a",))], ARTICLES) == [True]


def test_passages_up_to_a_length_end_there() -> None:
    taken = within([hit(9, 19), hit(0, 7), hit(19, 24)], 13)

    assert [(one.chunk.start, one.chunk.end, one.chunk.text) for one in taken] == [
        (9, 19, TEXT[9:19]),
        (0, 3, TEXT[:3]),
    ]


def test_rows_hold_all_found_and_each_found() -> None:
    references = References({"q1": evidence("投资方是远山资本", "总部在海边")}, 0)
    retriever = FakeRetriever(hit(9, 18), hit(18, 24))

    (row,) = passage_rows([Query("q1", "?", type="qa"), Query("q2", "?")], references, ARTICLES, retriever, (1, 2))

    assert row.slices == ("type:qa",)
    assert {figure: row.figures[figure] for figure in figures((1, 2))} == {
        "complete@1": (0.0,),
        "evidence@1": (1.0, 0.0),
        "complete@2": (1.0,),
        "evidence@2": (1.0, 1.0),
        "complete@1500ch": (1.0,),
        "evidence@1500ch": (1.0, 1.0),
    }


def test_queries_without_evidence_alone_are_refused() -> None:
    with pytest.raises(DatasetError, match="none of the queries"):
        passage_rows([Query("q2", "?")], References({}, 0), ARTICLES, FakeRetriever(), (5,))
