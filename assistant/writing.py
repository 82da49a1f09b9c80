"""An answer written by a language model from numbered sentences; which sentences support it, code decides."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.citations import cite, held_back, markers, spoken, without_markers
from assistant.evidence import Evidence
from assistant.llm import ChatModel
from assistant.material import answer_prompt
from assistant.question import Question
from assistant.short_answers import lifted_from, told_of_another
from assistant.types import AnswerSentence, Citation
from assistant.verify import supporters
from corpus.article import Language
from corpus.fold import to_simplified, to_traditional
from corpus.language import detect_language
from corpus.sentences import sentence_spans
from index.terms import terms
from index.types import Embedder

Unsupported = Literal["mark", "drop"]
Refusal = Literal["overrule", "believe"]


@dataclass(frozen=True, slots=True)
class WritingRules:
    """How answers are written by a language model.

    Attributes:
        sentences: The largest number of evidence sentences that it is given.
        prompt: Tokens that a prompt may take.
        unsupported: What becomes of a sentence without support.
        refusal: What becomes of its word that the sentences do not answer, where code finds an answer: small models say so of
            every second question, strong ones seldom without a reason.
    """

    sentences: int = 6
    prompt: int = 3396
    unsupported: Unsupported = "mark"
    refusal: Refusal = "overrule"


NO_ANSWER = "NO ANSWER"
POINTED = 2  # sentences that a reply of nothing but markers quotes
DENIAL = re.compile(
    r"(?:没有|沒有|未曾|并未|並未|未|无法|無法|不能)(?:直接|明确|明確|具体|具體|从|從|在|找到|给出|給出|提供|包含){0,3}.{0,12}?(?:提到|提及|说明|說明|回答|确定|確定|信息|資訊|资料|答案|涉及|得知)"
    r"|\b(?:not? (?:directly |explicitly )?(?:mention|state|specif|provid|contain|answer|enough|information|known)\w*"
    r"|cannot be (?:determined|answered)|unable to (?:answer|determine)|no (?:information|mention|answer))\b",
    re.I,
)
LIST_SIGN = re.compile(r"^(?:[-*•#>]+\s+|\d{1,2}[.、)]\s+)+")
# A number of the prompt's lines, which no reader has seen.
REFERS = re.compile(
    r"^(?:(?:根据|根據|依据|依據|按照|据|據)?第\s*\d+\s*句[话話]?[,，:：]\s*|according to sentence \d+,\s*)", re.I
)
UNSUPPORTED: dict[Language, str] = {
    "zh-Hans": "（文章中未找到依据{nearest}）",
    "zh-Hant": "（文章中未找到依據{nearest}）",
    "en": " (no support found in the articles{nearest})",
}
NEAREST: dict[Language, str] = {"zh-Hans": "，可对照", "zh-Hant": "，可對照", "en": "; compare"}
SENTENCE_END = re.compile(r"[。！？.!?]*[」』”’\"]*$")


def write(question: Question, evidence: Sequence[Evidence], chat: ChatModel, *, strict: bool = False) -> Iterator[str]:
    """The model's text as far as it has come, without its markers: `attribute` sets those that can be believed.

    The last one is whole; it is empty when the model says that the sentences do not answer. A `strict` one is to say so
    wherever they do not tell what is asked, any other only where they have nothing to do with it.

    Raises:
        LanguageModelError: The model failed.
    """
    text = ""
    for piece in chat.stream(answer_prompt(question, evidence, strict=strict)):
        text += piece
        said = spoken(text)
        if not refused(said) and not NO_ANSWER.startswith(said.strip().upper()):
            yield without_markers(held_back(said)).strip()
    said = spoken(text)
    yield "" if refused(said) else _pointed_at(said, evidence) or without_markers(said).strip()


def _pointed_at(text: str, evidence: Sequence[Evidence]) -> str:
    """The sentences that a reply of nothing but markers points to, as small models give; else empty."""
    if any(c.isalnum() for c in without_markers(text)):
        return ""
    pointed = dict.fromkeys(n for n in markers(text) if 1 <= n <= len(evidence))
    return "\n".join(" ".join(evidence[n - 1].text.split()) for n in list(pointed)[:POINTED])


def refused(text: str) -> bool:
    """Whether the model says that the sentences do not answer."""
    return not text.strip() or NO_ANSWER in text.upper()[:80]


def attribute(
    question: Question,
    text: str,
    evidence: Sequence[Evidence],
    embedder: Embedder,
    unsupported: Unsupported = "mark",
) -> tuple[tuple[AnswerSentence, ...], tuple[Citation, ...]]:
    """The model's sentences with the citations that support them; its own markers are not believed.

    A sentence without support is kept and marked, with the nearest sentence to compare it with, or dropped. One that says
    that the material does not answer is no part of an answer, unless the material says so itself.
    """
    sources, around = [e.text for e in evidence], [f"{e.article.title}\n{e.context}" for e in evidence]
    days = [e.article.published for e in evidence]
    sentences: list[AnswerSentence] = []
    numbers: dict[int, int] = {}
    plain = without_markers(text)
    for start, end in sentence_spans(plain):
        bare = LIST_SIGN.sub("", plain[start:end].strip()).replace("**", "")
        if referring := REFERS.match(bare):
            bare = bare[referring.end() :][:1].upper() + bare[referring.end() + 1 :]
        words = _in_script(bare, question.language)
        if not any(c.isalnum() for c in words):
            continue
        alike = supporters(words, sources, embedder, days, contexts=around)
        support = [i for i in alike if not told_of_another(question, words, sources[i])] or lifted_from(
            question, words, evidence
        )
        if not support and (unsupported == "drop" or DENIAL.search(words)):
            continue
        cited = support or _nearest(words, sources)
        for i in cited:
            numbers.setdefault(i, len(numbers) + 1)
        shown = words if support else _marked(words, question.language, bool(cited))
        sentences.append(AnswerSentence(shown, tuple(numbers[i] for i in cited), bool(support)))
    citations = tuple(cite(n, evidence[i].article, evidence[i].start, evidence[i].end) for i, n in numbers.items())
    return tuple(sentences), citations


def _in_script(words: str, language: Language) -> str:
    """Chinese words in the asker's script; small models answer in the script of the material."""
    written = detect_language(words)
    if language == "en" or written == "en":
        return words
    if language == "zh-Hans":
        return to_simplified(words)
    return words if written == language else to_traditional(words)


def _nearest(words: str, sources: Sequence[str]) -> list[int]:
    """The source that shares most of a sentence's words, if any shares one."""
    own = set(terms(words))
    shared = [len(own & set(terms(source))) for source in sources]
    best = max(range(len(sources)), key=lambda i: shared[i], default=0)
    return [best] if shared and shared[best] > 0 else []


def _marked(words: str, language: Language, compared: bool) -> str:
    """A sentence said to be without support, the mark inside its full stop, so that the marker behind it is the only one."""
    end = SENTENCE_END.search(words)
    at = end.start() if end else len(words)
    return words[:at] + UNSUPPORTED[language].format(nearest=NEAREST[language] if compared else "") + words[at:]
