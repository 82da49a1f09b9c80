"""What one answer earns against its gold evidence."""

import importlib.util
import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.types import Answer, Citation
from corpus.article import Article
from eval.answers import score, slices_of
from eval.questions import Question
from eval.slices import means

TEXT = "澄海科技周二完成了8亿元融资。投资方是远山资本。公司计划招聘300人。"
ARTICLES = {
    "a1": Article(id="a1", title="澄海融资", text=TEXT, language="zh-Hans", published=date(2025, 3, 4)),
    "a2": Article(id="a2", title="Chenghai", text="Chenghai raised 800 million yuan.", language="en"),
}


def question(**change: Any) -> Question:  # noqa: ANN401 - any field of the model
    fields: dict[str, Any] = {
        "id": "q1",
        "type": "number",
        "lang": "zh-Hans",
        "question": "澄海融了多少钱?",
        "articles": ("a1",),
        "evidence": (("a1", "完成了8亿元融资"),),
        "answers": ("8亿元",),
    }
    return Question(**{**fields, **change})


def cite(number: int, quote: str, article: str = "a1") -> Citation:
    source = ARTICLES[article]
    start = source.text.index(quote)
    return Citation(number, article, source.title, source.published, start, start + len(quote), quote)


def answer(text: str, *citations: Citation, abstained: bool = False) -> Answer:
    return Answer(text, (), citations, (), abstained, "", "extractive")


def figures(asked: Question, given: Answer) -> dict[str, tuple[float, ...]]:
    return dict(score(asked, given, ARTICLES).figures)


GOOD = answer(
    "8亿元 [1]\n澄海科技周二完成了8亿元融资。[1]\n投资方是远山资本。[2]",
    cite(1, "澄海科技周二完成了8亿元融资。"),
    cite(2, "投资方是远山资本。"),
)
REFUSAL = answer("资料中没有提到。", abstained=True)


def test_a_right_answer_earns_its_figures() -> None:
    assert figures(question(), GOOD) == {
        "false_refusal": (0.0,),
        "evidence": (1.0,),
        "article": (1.0,),
        "precision": (1.0, 0.0),
        "answer": (1.0,),
        "lead": (1.0,),
        "characters": (float(len(GOOD.text)),),
        "resolved": (1.0,),
        "quotes": (1.0, 1.0),
        "numbers": (1.0,),
        "cited": (1.0,),
    }


def test_a_refusal_of_an_answerable_question_earns_nothing() -> None:
    assert figures(question(), REFUSAL) == {
        "false_refusal": (1.0,),
        "evidence": (0.0,),
        "article": (0.0,),
        "precision": (),
        "answer": (0.0,),
        "lead": (0.0,),
    }


def test_an_unanswerable_question_is_judged_by_its_refusal_alone() -> None:
    asked = question(type="unanswerable", articles=(), evidence=(), answers=())

    assert figures(asked, REFUSAL) == {"refused": (1.0,)}
    assert figures(asked, GOOD) == {"refused": (0.0,)}


def test_a_quote_that_is_not_at_its_offsets_is_not_verbatim() -> None:
    moved = Citation(1, "a1", "", None, 1, 5, "澄海科技")
    unknown = Citation(2, "a9", "", None, 0, 4, "澄海科技")

    assert figures(question(), answer("澄海 [1][2]", moved, unknown))["quotes"] == (0.0, 0.0)


def test_a_marker_without_a_citation_is_not_resolved() -> None:
    given = answer("8亿元 [1][2]", cite(1, "澄海科技周二完成了8亿元融资。"))

    assert figures(question(), given)["resolved"] == (0.0,)


def test_a_citation_without_a_marker_is_not_resolved() -> None:
    assert figures(question(), answer("8亿元", cite(1, "投资方是远山资本。")))["resolved"] == (0.0,)


def test_a_number_that_no_quote_holds_counts_against() -> None:
    given = answer("8亿元,另有5人离开。[1]", cite(1, "澄海科技周二完成了8亿元融资。"))

    assert figures(question(), given)["numbers"] == (0.5,)


def test_a_sentence_without_a_marker_is_not_cited() -> None:
    given = answer("完成了8亿元融资。[1]\n投资方是远山资本。", cite(1, "澄海科技周二完成了8亿元融资。"))

    assert figures(question(), given)["cited"] == (0.5,)


def test_every_element_must_be_included() -> None:
    asked = question(type="list", must_include=(("8亿元",), ("远山资本", "Yuanshan")))

    assert figures(asked, GOOD)["answer"] == (1.0,)
    assert figures(asked, answer("8亿元 [1]", GOOD.citations[0]))["answer"] == (0.0,)


def test_must_cite_is_the_share_of_elements_with_a_cited_article() -> None:
    asked = question(type="multi_article", articles=("a1", "a2"), must_cite=(("a1",), ("a2",)))

    assert figures(asked, GOOD)["must_cite"] == (0.5,)
    assert figures(asked, REFUSAL)["must_cite"] == (0.0,)


@pytest.mark.parametrize(
    ("lang", "line", "leads"),
    [
        ("zh-Hans", "8亿元", 1.0),
        ("zh-Hans", "8億元", 0.0),
        ("zh-Hant", "8億元", 1.0),
        ("zh-Hant", "8亿元", 0.0),
        ("en", "800 million yuan", 1.0),
        ("en", "远山资本", 0.0),
    ],
)
def test_a_lead_is_in_the_language_and_script_of_the_asker(lang: str, line: str, leads: float) -> None:
    asked = question(lang=lang, answers=("8亿元", "800 million yuan"))

    assert figures(asked, answer(f"{line} [1]", GOOD.citations[0]))["lead"] == (leads,)


@pytest.mark.parametrize(
    ("lang", "articles", "crossing"),
    [
        ("zh-Hans", ("a1",), ()),
        ("zh-Hans", ("a1", "a2"), ()),
        ("zh-Hant", ("a1",), ("cross", "cross:script")),
        ("en", ("a1",), ("cross", "cross:language")),
        ("zh-Hans", ("a2",), ("cross", "cross:language")),
    ],
)
def test_a_question_crosses_when_no_gold_article_is_in_its_language(
    lang: str, articles: tuple[str, ...], crossing: tuple[str, ...]
) -> None:
    asked = question(lang=lang, articles=articles, evidence=((articles[0], "x"),))

    assert slices_of(asked, ARTICLES) == ("type:number", f"lang:{lang}", *crossing)


def test_figures_agree_with_the_outside_scorer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = os.environ.get("ASSISTANT_TEST_SCORERS")
    if not folder:
        pytest.skip("ASSISTANT_TEST_SCORERS names no folder with score_answers.py: agreement was NOT checked")
    asked = [
        question(),
        question(
            id="q2",
            type="list",
            must_include=(("8亿",), ("远山",)),
            must_cite=(("a1",), ("a2",)),
            articles=("a1", "a2"),
        ),
        question(id="q3", lang="en", answers=("800 million yuan",)),
        question(id="q4", type="unanswerable", articles=(), evidence=(), answers=()),
        question(id="q5", type="why"),
        question(id="q6", lang="zh-Hant", answers=("8億元", "RMB 800 million")),
    ]
    other = answer(
        "Chenghai raised 800 million yuan. [1] It hired 20 people.\n融资近9亿元。[3]",
        cite(1, "Chenghai raised 800 million yuan.", "a2"),
        cite(2, "公司计划招聘300人。"),
    )
    given = [other, GOOD, other, GOOD, REFUSAL, GOOD]
    ours = means(score(q, a, ARTICLES) for q, a in zip(asked, given, strict=True))

    assert rounded(ours) == rounded(outside_table(Path(folder), tmp_path, monkeypatch, asked, given))


def rounded(table: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    return {
        name: {figure: round(value, 3) for figure, value in row.items()}
        for name, row in table.items()
        if "cross" not in name
    }


def outside_table(
    scorers: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, asked: list[Question], given: list[Answer]
) -> dict[str, dict[str, float]]:
    spec = importlib.util.spec_from_file_location("score_answers", scorers / "score_answers.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (folder / "gold.jsonl").write_text("\n".join(q.model_dump_json() for q in asked), "utf-8")
    lines = [
        json.dumps(
            {
                "id": q.id,
                "answer": a.text,
                "abstained": a.abstained,
                "citations": [
                    {
                        "number": c.number,
                        "article_id": c.article_id,
                        "quote": c.quote,
                        "published": str(c.published or ""),
                    }
                    for c in a.citations
                ],
            }
        )
        for q, a in zip(asked, given, strict=True)
    ]
    (folder / "out.jsonl").write_text("\n".join(lines), "utf-8")
    for article in ARTICLES.values():
        (folder / f"{article.id}.txt").write_text(article.text, "utf-8")
    printed: list[str] = []
    words = ["x", str(folder / "gold.jsonl"), str(folder / "out.jsonl"), "--texts", str(folder), "--json"]
    monkeypatch.setattr(sys, "argv", words)
    module.print = lambda text: printed.append(text)  # type: ignore[attr-defined]
    assert module.main() == 0
    table: dict[str, dict[str, float]] = json.loads(printed[0])
    return table
