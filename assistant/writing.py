"""An answer written by a language model from numbered sentences; which sentences support it, code decides."""

import re
from collections.abc import Iterator, Sequence

from assistant.citations import cite, held_back, without_markers
from assistant.evidence import Evidence
from assistant.llm import ChatModel
from assistant.prompts import fill
from assistant.question import Question
from assistant.types import AnswerSentence, Citation
from assistant.verify import supporters
from corpus.article import Language
from corpus.sentences import sentence_spans
from index.types import Embedder

NO_ANSWER = "NO ANSWER"
FENCE = re.compile(r"<\s*/?\s*sentences\s*>", re.I)
LIST_SIGN = re.compile(r"^(?:[-*•#>]+\s+|\d{1,2}[.、)]\s+)+")
LANGUAGES: dict[Language, str] = {"zh-Hans": "Simplified Chinese", "zh-Hant": "Traditional Chinese", "en": "English"}
UNSUPPORTED: dict[Language, str] = {
    "zh-Hans": "（文章中未找到依据）",
    "zh-Hant": "（文章中未找到依據）",
    "en": " (no support found in the articles)",
}


def write(question: Question, evidence: Sequence[Evidence], chat: ChatModel) -> Iterator[str]:
    """The model's text as far as it has come, without its markers: `attribute` sets those that can be believed.

    The last one is whole; it is empty when the model says that the sentences do not answer.

    Raises:
        LanguageModelError: The model failed.
    """
    numbered = "\n".join(
        f"[{n}] ({e.article.published or 'undated'}, {e.article.title}) {' '.join(e.text.split())}"
        for n, e in enumerate(evidence, 1)
    )
    prompt = fill("answer", question=question.text, evidence=_fenced(numbered), language=LANGUAGES[question.language])
    text = ""
    for piece in chat.stream(prompt):
        text += piece
        if not refused(text) and not NO_ANSWER.startswith(text.strip().upper()):
            yield without_markers(held_back(text)).strip()
    yield "" if refused(text) else without_markers(text).strip()


def _fenced(material: str) -> str:
    """Material that can neither close its own fence nor open another."""
    return FENCE.sub("‹sentences›", material)


def refused(text: str) -> bool:
    """Whether the model says that the sentences do not answer."""
    return not text.strip() or NO_ANSWER in text.upper()[:80]


def attribute(
    question: Question, text: str, evidence: Sequence[Evidence], embedder: Embedder
) -> tuple[tuple[AnswerSentence, ...], tuple[Citation, ...]]:
    """The model's sentences with the citations that support them; its own markers are not believed.

    A sentence without support is kept and marked.
    """
    sources = [e.text for e in evidence]
    sentences: list[AnswerSentence] = []
    numbers: dict[int, int] = {}
    plain = without_markers(text)
    for start, end in sentence_spans(plain):
        words = LIST_SIGN.sub("", plain[start:end].strip()).replace("**", "")
        if not any(c.isalnum() for c in words):
            continue
        support = supporters(words, sources, embedder, [e.article.published for e in evidence])
        for i in support:
            numbers.setdefault(i, len(numbers) + 1)
        if not support:
            words += UNSUPPORTED[question.language]
        sentences.append(AnswerSentence(words, tuple(numbers[i] for i in support), bool(support)))
    citations = tuple(cite(n, evidence[i].article, evidence[i].start, evidence[i].end) for i, n in numbers.items())
    return tuple(sentences), citations
