"""What a language model is given to write from: the best sentences, numbered, inside a fence that they cannot leave."""

import re
from collections.abc import Sequence
from itertools import groupby

from assistant.budget import tokens
from assistant.evidence import Evidence
from assistant.injection import speaks_to_a_model
from assistant.prompts import fill
from assistant.quantities import quantities
from assistant.question import Question
from assistant.wording import in_words
from corpus.article import Language
from corpus.language import detect_language

FENCE = re.compile(r"<\s*/?\s*sentences\s*>", re.I)


def material(question: Question, ranked: Sequence[Evidence], most: int, budget: int) -> list[Evidence]:
    """What a model is given: the best sentences that fit, by article in the order of the best, as in the text within.

    Sentences that speak to a model are left out.

    Args:
        question: What is asked.
        ranked: Evidence, best first.
        most: The largest number of sentences.
        budget: Tokens that the prompt may take.
    """
    chosen: list[Evidence] = []
    for e in ranked:
        if len(chosen) == most or tokens(answer_prompt(question, _in_order([*chosen, e]))) > budget:
            break
        if not speaks_to_a_model(e.text):
            chosen.append(e)
    return _in_order(chosen)


def _in_order(evidence: Sequence[Evidence]) -> list[Evidence]:
    first = {e.article.id: i for i, e in reversed(list(enumerate(evidence)))}
    return sorted(evidence, key=lambda e: (first[e.article.id], e.start))


def answer_prompt(question: Question, evidence: Sequence[Evidence], *, strict: bool = False) -> str:
    """The prompt for an answer from numbered sentences, in the asker's language; see `write` for `strict`."""
    language = question.language
    decline = fill(f"{'untold' if strict else 'unrelated'}.{language}").strip()
    return fill(f"answer.{language}", question=question.text, evidence=_numbered(evidence, language), decline=decline)


def _numbered(evidence: Sequence[Evidence], language: Language) -> str:
    """The sentences, a line each, below a line for their article; nothing in them can close or open the fence."""
    lines: list[str] = []
    for _, numbered in groupby(enumerate(evidence, 1), key=lambda pair: pair[1].article.id):
        group = list(numbered)
        article = group[0][1].article
        title = "" if speaks_to_a_model(article.title) else " ".join(article.title.split())
        lines.append(f"{article.published or 'undated'} {title}".rstrip() + ":")
        lines.extend(f"[{n}] {' '.join(_told(e.text, language).split())}" for n, e in group)
    return FENCE.sub("‹sentences›", "\n".join(lines))


def _told(text: str, language: Language) -> str:
    """A sentence as a model is told it: an English asker's with the figures of Chinese ones in English, as code reads them.

    Small models take 337億 for 337 billion.
    """
    if language != "en" or detect_language(text) == "en":
        return text
    pieces, at = [], 0
    for q in quantities(text):
        if q.start >= at:
            pieces += [text[at : q.start], in_words(q, "en")]
            at = q.end
    return "".join([*pieces, text[at:]])
