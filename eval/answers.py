"""Measures of one answer against its question's gold evidence.

evidence: a cited quote overlaps a piece of evidence. must_cite: the share of the elements one of whose articles is
cited. article: a cited article is a gold one. precision: the share of citations that overlap evidence. quotes: the
share that stand at their offsets, character by character. resolved: the [n] are exactly the citations' numbers. answer:
the text holds a gold answer, or every element it must include. lead: its first line does, in the asker's language and
script. cited: the share of sentences with an [n]. numbers: the share of numbers that stand in a quote, a cited
article's date or the question. characters: the length. refused: an unanswerable question was refused; false_refusal: an
answerable one was.

What a refusal says earns nothing but the last two.
"""

import re
from collections.abc import Mapping

from assistant.types import Answer
from corpus.article import Article
from corpus.fold import to_simplified, to_traditional
from eval.matching import MARKER, amounts, holds, letters, overlaps
from eval.questions import Question
from eval.slices import Row

FIGURES = (
    "evidence",
    "must_cite",
    "article",
    "precision",
    "quotes",
    "resolved",
    "answer",
    "lead",
    "cited",
    "numbers",
    "characters",
    "refused",
    "false_refusal",
)
_LEAD_TYPES = ("number", "entity", "date")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_END = r"(?:[。！？!?]+|(?<=[a-z0-9\])”\"])\.(?=\s+[A-Z]|\s*\[|\s*$)|$)"
_SENTENCE = re.compile(rf"[^\n]+?{_END}[」』”’\"）)]*(?:\s*\[\d+\])*", re.MULTILINE)


def score(question: Question, answer: Answer, articles: Mapping[str, Article]) -> Row:
    """The figures that apply to one answer; `articles` maps ids to what may be cited."""
    if question.type == "unanswerable":
        figures: dict[str, tuple[float, ...]] = {"refused": (float(answer.abstained),)}
    else:
        figures = {"false_refusal": (float(answer.abstained),)}
        figures |= _support(question, answer) | _correctness(question, answer)
        if not answer.abstained:
            figures |= _form(question, answer, articles)
    return Row(question.id, slices_of(question, articles), figures)


def slices_of(question: Question, articles: Mapping[str, Article]) -> tuple[str, ...]:
    """The slices of a question: its type, its language, and whether it crosses languages or scripts.

    `cross` holds the questions none of whose gold articles is in the asker's language and script; within it,
    `cross:language` those where one side is English, `cross:script` those where both are Chinese.
    """
    slices = [f"type:{question.type}", f"lang:{question.lang}"]
    languages = {articles[article].language for article in question.articles if article in articles}
    if languages and question.lang not in languages:
        same_language = question.lang != "en" and "en" not in languages
        slices += ["cross", "cross:script" if same_language else "cross:language"]
    return tuple(slices)


def _support(question: Question, answer: Answer) -> dict[str, tuple[float, ...]]:
    citations = () if answer.abstained else answer.citations
    shown = tuple(float(any(overlaps(c.quote, piece) for _, piece in question.evidence)) for c in citations)
    cited = {citation.article_id for citation in citations}
    figures: dict[str, tuple[float, ...]] = {
        "evidence": (float(any(shown)),),
        "article": (float(bool(cited & set(question.articles))),),
        "precision": shown,
    }
    if question.must_cite:
        covered = sum(bool(cited & set(any_of)) for any_of in question.must_cite)
        figures["must_cite"] = (covered / len(question.must_cite),)
    return figures


def _correctness(question: Question, answer: Answer) -> dict[str, tuple[float, ...]]:
    elements = question.must_include or (question.answers,)
    right = not answer.abstained and all(holds(answer.text, variants) for variants in elements)
    figures: dict[str, tuple[float, ...]] = {"answer": (float(right),)}
    if question.type in _LEAD_TYPES:
        figures["lead"] = (float(not answer.abstained and _leads(question, answer.text)),)
    return figures


def _leads(question: Question, text: str) -> bool:
    line = MARKER.sub("", text.strip().split("\n")[0])
    variants = question.answers
    if question.lang == "en":
        variants = tuple(variant for variant in variants if not _HAN.search(variant)) or variants
        return holds(line, variants) and bool(re.search(r"[A-Za-z0-9]", line))
    characters = "".join(_HAN.findall(line))
    convert = to_simplified if question.lang == "zh-Hans" else to_traditional
    return holds(line, variants) and convert(characters) == characters


def _form(question: Question, answer: Answer, articles: Mapping[str, Article]) -> dict[str, tuple[float, ...]]:
    figures: dict[str, tuple[float, ...]] = {
        "characters": (float(len(answer.text)),),
        "resolved": (
            float({int(n) for n in MARKER.findall(answer.text)} == {citation.number for citation in answer.citations}),
        ),
        "quotes": tuple(
            float(c.article_id in articles and articles[c.article_id].text[c.start : c.end] == c.quote != "")
            for c in answer.citations
        ),
    }
    dates = (c.published.isoformat() for c in answer.citations if c.published)
    known = amounts(" ".join([question.question, *(c.quote for c in answer.citations), *dates]))
    said = amounts(answer.text)
    if said:
        figures["numbers"] = (len(said & known) / len(said),)
    sentences = [s for s in _SENTENCE.findall(answer.text) if len(letters(MARKER.sub("", s))) > 3]
    if sentences:
        figures["cited"] = (sum(bool(MARKER.search(s)) for s in sentences) / len(sentences),)
    return figures
