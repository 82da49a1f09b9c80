"""Which sentences make an answer, and how many."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.evidence import Evidence
from assistant.extractive import Selection, compose, select
from assistant.lead import Lead
from assistant.question import Question, alternatives_of, analyse
from assistant.scoring import Scored, SentenceScorer, Weights
from corpus.article import Article
from index.search import Index
from tests.fakes import FakeEmbedder


def sentences(question: Question, scores: Sequence[float]) -> list[Scored]:
    """Sentences of 110 characters, of one article each, that have no character in common."""
    made = []
    for n, score in enumerate(scores):
        text = "".join(chr(0x4E00 + 200 * n + at) for at in range(110))
        evidence = Evidence(Article(f"a{n}", "", text, "zh-Hans"), 0, len(text), text, text, 1.0)
        made.append(Scored(evidence, score, 0.9, 0.5, 1.0, 0.0, 1.0))
    return made


def test_no_further_sentence_is_taken_once_the_quotes_are_long_enough() -> None:
    asked = analyse("收购价是多少？")

    assert len(select(asked, sentences(asked, [3.0, 2.9, 2.8, 2.7, 2.6]), Selection())) == 2
    assert len(select(asked, sentences(asked, [3.0, 2.9, 2.8, 2.7, 2.6]), Selection(budget=1000))) == 3


def test_a_further_sentence_is_taken_only_where_it_is_nearly_as_good() -> None:
    asked = analyse("收购价是多少？")

    assert len(select(asked, sentences(asked, [3.0, 1.0, 0.9]), Selection())) == 1


def test_a_question_for_several_versions_hears_every_article_that_the_reader_holds_for_an_answer() -> None:
    asked = analyse("收购价是多少？各篇报道对不上。")
    made = sentences(asked, [9.0, 8.9, 5.0, 4.0, 1.0])
    read = [replace(s, reads=odds) for s, odds in zip(made, [3.0, -4.0, 1.0, -3.0, -1.0], strict=True)]

    assert select(asked, read, Selection()) == read[:3]  # the second is as good by its words, the fourth is not
    assert select(asked, [read[0], *read[3:]], Selection()) == [read[0], read[4]]
    assert select(analyse("收购价是多少？"), read, Selection()) == read[:2]


def test_of_sentences_on_the_topic_only_the_one_that_tells_the_relation_asked_for_gains() -> None:
    text = "股东禾田质押了月台智能股份，质押占其所持股份的18%。\n股份质押给江陵银行，期限两年。\n"
    index = Index.of((Article("a", "月台智能的质押", text, "zh-Hans"),), FakeEmbedder())
    question = analyse("股东禾田质押月台智能股份的质权方是谁？")
    evidence = [
        Evidence(index.article("a"), text.index(line), text.index(line) + len(line), line, line, 1.0)
        for line in text.splitlines()
    ]

    scores = [
        {s.evidence.text[:2]: s.score for s in scorer.score(question, evidence, index.generation)}
        for scorer in (SentenceScorer(index.embedder), SentenceScorer(index.embedder, Weights(told=0.0)))
    ]

    assert scores[0]["股东"] == pytest.approx(scores[1]["股东"])
    assert scores[0]["股份"] == pytest.approx(scores[1]["股份"] + Weights().told)


def test_the_article_that_the_lead_is_from_comes_first() -> None:
    first, second = sentences(analyse("收购价是多少？"), [3.0, 2.9])
    lines, citations = compose([first, second], Lead("3.2亿元", (second.evidence,)))

    assert [line.citations for line in lines] == [(1,), (1,), (2,)]
    assert [c.article_id for c in citations] == ["a1", "a0"]
    assert [c.article_id for c in compose([first, second])[1]] == ["a0", "a1"]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Quillon用的云到底是AWS还是Azure？", ("aws", "azure")),
        ("松桥云的补偿是 N+1 还是 N+3？", ("n+1", "n+3")),
        ("Did Brin or Tamsin lead the round?", ("brin", "tamsin")),
        ("赣源新能的股价涨了还是跌了？", ()),
        ("Was it a profit or a loss at Quillon?", ()),
    ],
)
def test_the_names_between_which_a_question_asks(question: str, names: tuple[str, ...]) -> None:
    assert alternatives_of(analyse(question)) == names


def test_each_of_two_names_that_are_asked_about_has_a_sentence_that_speaks_of_it_alone() -> None:
    asked = analyse("Quillon用的云到底是AWS还是Azure？")
    texts = [
        "Quillon与AWS的合同不排他，Azure仍是它的首选。",
        "微软已把Azure的价格下调一成。",
        "AWS将是Quillon计算处理的主要提供者。",
        "Quillon向Azure的母公司出让一成股份。",
        "AWS今年会在北方再建两座机房。",
    ]
    article = Article("a", "", "\n".join(texts), "zh-Hans")
    ranked = [
        Scored(
            Evidence(article, article.text.index(t), article.text.index(t) + len(t), t, t, 1.0),
            9.0 - 3 * n,
            0.9,
            0.5,
            1,
            1,
            1,
        )
        for n, t in enumerate(texts)
    ]

    assert [s.evidence.text for s in select(asked, ranked, Selection())] == [texts[0], texts[2], texts[3]]
    assert select(analyse("Quillon用的云是AWS吗？"), ranked, Selection()) == ranked[:1]
