"""One article of 200,000 characters is asked about like any other: exact citations, at the cost of what was found in it."""

from collections.abc import Sequence

import pytest

from assistant.evidence import evidence_at, quotable_spans
from assistant.finding import PASSAGES
from assistant.refusal import Calibration
from assistant.service import Assistant
from assistant.speech import speaker_of
from corpus.article import Article
from corpus.sentences import sentence_spans
from index.search import Index
from index.types import Matrix
from tests.fakes import FakeEmbedder, article

LENGTH = 200_000
PLACES = ["东仓", "西仓", "南仓", "北仓", "河边仓", "山脚仓", "码头仓"]
NEEDLE = "青杉科技收购云雀半导体的总价为3.2亿元，林知远说这笔钱分三年付清。"
SENTENCES_PER_PASSAGE = 12  # 200 tokens hold no more of these


class PlainEmbedder(FakeEmbedder):
    """The same vectors of passages; a passage's tokens are one direction, for thousands of passages quickly made."""

    def document_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """The passages' rows, each of them again as its only token."""
        self.embedded.extend(texts)
        rows = self._rows(texts)
        return rows, [row[None, :] for row in rows]


def long_text(separator: str) -> str:
    """Sentences of our own that differ, with the needle two thirds in."""
    lines = [
        f"第{n}天，{PLACES[n % 7]}的看守人写道：“今天进了{n * 7 % 997}箱货，出了{n * 5 % 499}箱，一切如常。”"
        for n in range(LENGTH // 40)
    ]
    lines.insert(len(lines) * 2 // 3, NEEDLE)
    return separator.join(lines)


@pytest.fixture(scope="module", params=["\n", ""], ids=["paragraphs", "one paragraph"])
def long(request: pytest.FixtureRequest) -> Article:
    return article("long", long_text(str(request.param)), title="仓库日志")


def test_a_fact_deep_inside_is_quoted_exactly_at_the_cost_of_the_passages_found(long: Article) -> None:
    assert len(long.text) > 0.9 * LENGTH
    embedder = PlainEmbedder()
    index = Index.of([long], embedder)
    built = len(embedder.embedded)

    answer = Assistant(index, calibration=Calibration(threshold=0.0)).ask("青杉科技收购云雀半导体的总价是多少？")

    assert answer.citations[0].quote == NEEDLE
    assert all(long.text[c.start : c.end] == c.quote for c in answer.citations)
    assert len(embedder.embedded) - built <= PASSAGES * SENTENCES_PER_PASSAGE


def test_every_sentence_is_found_whether_lines_break_or_not(long: Article) -> None:
    spans = sentence_spans(long.text)
    assert len(spans) > 4000
    assert len(quotable_spans(long.text)) >= len(spans)
    assert NEEDLE in {long.text[start:end] for start, end in spans}


def test_a_speaker_is_found_deep_inside(long: Article) -> None:
    evidence = evidence_at(long, long.text.index(NEEDLE), 0.0)
    assert evidence is not None
    said = speaker_of(evidence)
    assert said is not None
    assert said.name == "林知远"
