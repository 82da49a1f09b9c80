"""What was found for one question, and the answer made of it."""

from dataclasses import dataclass

from assistant.citations import rendered
from assistant.disagreements import Dispute
from assistant.notices import notice, quoted_title
from assistant.question import Question
from assistant.refusal import NOT_WEIGHED, Judgement, refusal
from assistant.scoring import Scored
from assistant.types import Answer, AnswerSentence, Citation, Mode
from assistant.versions import disagreement
from index.generation import Generation
from index.types import Hit
from index.versions import parsed


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for one question."""

    question: Question
    generation: Generation
    hits: tuple[Hit, ...]
    ranked: list[Scored]
    dispute: Dispute | None
    judgement: Judgement = NOT_WEIGHED


def answered(
    found: Found,
    sentences: tuple[AnswerSentence, ...],
    citations: tuple[Citation, ...],
    mode: Mode,
    problems: list[str],
) -> Answer:
    """The answer out of sentences and citations, with what else was found."""
    shown = disagreement(found.dispute, citations) if found.dispute else None
    return Answer(
        text=rendered(sentences),
        sentences=sentences,
        citations=citations,
        hits=found.hits,
        abstained=False,
        standalone_question=found.question.text,
        mode=mode,
        notices=(*problems, *found.judgement.notices, *_superseded(found, citations)),
        disagreements=(shown,) if shown else (),
        confidence=found.judgement.confidence,
    )


def _superseded(found: Found, citations: tuple[Citation, ...]) -> list[str]:
    """For each superseded version that is cited, a word that it is one."""
    language = found.question.language
    cited = {c.article_id: c.title for c in citations if c.article_id in found.generation.versions}
    return [
        notice("superseded", language, title=quoted_title(title, language), day=parsed(key)[1].isoformat())
        for key, title in cited.items()
    ]


def refused(found: Found, mode: Mode, problems: list[str]) -> Answer:
    """The answer that says no, with the reasons that were found."""
    words = refusal(found.question.language)
    return Answer(
        text=words,
        sentences=(AnswerSentence(words, ()),),
        citations=(),
        hits=found.hits,
        abstained=True,
        standalone_question=found.question.text,
        mode=mode,
        notices=(*problems, *found.judgement.notices),
        confidence=found.judgement.confidence,
    )
