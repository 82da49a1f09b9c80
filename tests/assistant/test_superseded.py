"""What answers when an article has been corrected: today the correction alone, before it the text that stood, said to be old."""

from datetime import date
from pathlib import Path

import pytest

from assistant.refusal import Calibration
from assistant.service import Assistant
from assistant.types import Answer
from corpus.article import Language
from index.build import build
from index.embedding import SentenceEmbedder
from index.search import Index
from index.types import Embedder
from tests.fakes import FakeEmbedder
from tests.index.collection import BANK, write

QUESTION = "云杉银行第三季度的净利润是多少？"
FIRST, SECOND = date(2026, 3, 2), date(2026, 3, 9)
ALWAYS = Calibration(threshold=0.0)


def corrected(folder: Path, embedder: Embedder) -> Index:
    """The index of a collection in which 41 became 14 a week later."""
    articles = write(folder / "articles")
    build(articles, folder / "index", embedder, today=FIRST)
    write(articles, {"bank.txt": BANK.replace("41 亿元", "14 亿元")})
    build(articles, folder / "index", embedder, today=SECOND)
    return Index.open(folder / "index", embedder)


def check(index: Index, answer: Answer) -> None:
    """Every citation is a sentence of the article that it names, superseded or not."""
    assert answer.citations
    for c in answer.citations:
        article = index.article(c.article_id)
        assert (article.text[c.start : c.end], article.title, article.published) == (c.quote, c.title, c.published)


def test_today_the_correction_alone_is_found_and_cited(tmp_path: Path) -> None:
    index = corrected(tmp_path, FakeEmbedder())
    for asked in (None, SECOND, date.today()):
        answer = Assistant(index, calibration=ALWAYS).ask(QUESTION, asked=asked)
        check(index, answer)
        assert "14 亿元" in answer.text
        assert "41 亿元" not in answer.text + "".join(hit.chunk.text for hit in answer.hits)
        assert answer.notices == ()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (QUESTION, "《云杉银行公布季度业绩》后来改过，这里引用的是截至 2026-03-08 的版本。"),
        ("雲杉銀行第三季度的淨利潤是多少？", "《云杉银行公布季度业绩》後來改過，這裡引用的是截至 2026-03-08 的版本。"),
    ],
)
def test_as_of_a_day_before_it_the_text_that_stood_answers_and_is_said_to_be_old(
    tmp_path: Path, question: str, said: str
) -> None:
    index = corrected(tmp_path, FakeEmbedder())
    answer = Assistant(index, calibration=ALWAYS).ask(question, asked=date(2026, 3, 8))
    check(index, answer)
    assert "41 亿元" in answer.text
    assert {c.article_id for c in answer.citations if "净利润" in c.quote} == {"bank@2026-03-08"}
    assert "14 亿元" not in "".join(hit.chunk.text for hit in answer.hits)
    assert answer.notices == (said,)


def test_an_overview_as_of_a_day_is_of_the_text_that_stood(tmp_path: Path) -> None:
    index = corrected(tmp_path, FakeEmbedder())
    for asked, figure, notices in ((None, "14 亿元", 0), (FIRST, "41 亿元", 1)):
        answer = Assistant(index).ask("总结一下《云杉银行公布季度业绩》这篇文章", asked=asked)
        check(index, answer)
        assert figure in answer.text
        assert len(answer.notices) == notices


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_the_same_with_the_real_model(tmp_path: Path, embedder: SentenceEmbedder, language: Language) -> None:
    index = corrected(tmp_path, embedder)
    question = QUESTION if language == "zh-Hans" else "What was the net profit of 云杉银行 in the third quarter?"
    now, then = (Assistant(index, calibration=ALWAYS).ask(question, asked=day) for day in (None, FIRST))
    for answer, right, wrong in ((now, "14 亿元", "41 亿元"), (then, "41 亿元", "14 亿元")):
        check(index, answer)
        assert right in answer.text
        assert wrong not in answer.text
    assert not now.notices
    assert "2026-03-08" in then.notices[-1]
