"""A quoted line whose speaker only a neighbour names begins with the name; one that tells it itself stays as it is."""

import pytest

from assistant.citations import cite
from assistant.evidence import evidence_at
from assistant.speakers import with_speakers
from assistant.types import AnswerSentence
from tests.fakes import article


def quoted(text: str, words: str) -> list[str]:
    """The lines of an answer that quotes the sentence with these words."""
    evidence = evidence_at(article("a", text, title="题"), text.index(words), 0.0)
    assert evidence is not None
    citation = cite(1, evidence.article, evidence.start, evidence.end)
    sentences, citations = with_speakers(((AnswerSentence(evidence.text, (1,)),), (citation,)), [evidence])
    assert [c.number for c in citations] == sorted({n for s in sentences for n in s.citations})
    assert all(text[c.start : c.end] == c.quote for c in citations)
    return [f"{s.text} {len(s.citations)}" for s in sentences]


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        (
            "合伙人杜若川没有回避这个问题。“这门生意三年内不会赚钱。”他说。",
            "三年内",
            "杜若川：“这门生意三年内不会赚钱。”他说。 2",
        ),
        ("董事長魏子衡解釋了原因。他強調，新廠明年一定動工。", "他強調", "魏子衡：他強調，新廠明年一定動工。 2"),
        (
            "合伙人杜若川解释了两点。钱已经花完，“再等下去没有意义，只能卖掉”。",
            "再等",
            "杜若川：钱已经花完，“再等下去没有意义，只能卖掉”。 2",
        ),
    ],
)
def test_a_quoted_line_without_its_speaker_begins_with_the_name_and_cites_it(text: str, words: str, line: str) -> None:
    assert quoted(text, words) == [line]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("合伙人杜若川解释了两点。模型在“本地知识测验集”里得了七十八分。", "测验集"),
        ("合伙人杜若川解释了两点。管理者严柏舟则泼了冷水，他说这门生意不会赚钱。", "不会赚钱"),
        ("合伙人杜若川解释了两点。公司去年亏损三亿元。", "亏损"),
        ("合伙人杜若川说：“这门生意三年内不会赚钱。”", "三年内"),
    ],
)
def test_a_line_that_needs_no_name_stays_as_it_is(text: str, words: str) -> None:
    (line,) = quoted(text, words)
    assert line.endswith(" 1")
    assert line[:-2] in text
