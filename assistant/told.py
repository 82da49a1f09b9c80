"""Whether the best sentences tell what a question asks: its relation, of its subject, within its year, quarter or round."""

import re
from collections.abc import Sequence

from assistant.bounds import another_time, bounds, narrower, within
from assistant.quantities import quantities
from assistant.question import Question
from assistant.relations import Relation, relation_asked
from assistant.scoring import Scored
from corpus.fold import fold

LOOKED_AT = 16  # sentences
HALF_NAMED, NAMED = 0.4, 0.7  # share of a question's subject that stands around a sentence
BENEFIT = 0.25  # of the doubt, where a question holds no name and all its words count as its subject
SAYS_NOTHING = re.compile(
    r"[^\w]|的|是|为|有|在|了|多少|几|哪|谁|什么|何时|(?:19|20)\d\d年?|(?:企业|股东|股份|高管|公司|解除)*(?:质押|减持|增持|回购|收购|融资|中标|亏损|上市|破产|变动|约谈)*事件|对应|目前|一共|总共|大概|大约|请问|根据|"
    r"\b(?:the|an?|of|in|on|at|did|does|do|was|were|is|are|what|which|who|when|where|how|much|many|to|for|by|and|its|their|his|her|s)\b"
)
HAN_RUN, LATIN_RUN = re.compile(r"[\u4e00-\u9fff]+"), re.compile(r"[a-z0-9]{2,}")


def untold(question: Question, ranked: Sequence[Scored]) -> float:
    """How surely none of the best sentences tells the relation that is asked for, 0 to 1.

    All is untold where a question is about a year of which no article speaks. Else it is told where a sentence tells it, within the bounds of the question (its year, its round), and the subject stands in that
    sentence, beside it or in its article's title; half told where only part of the subject does. 0 where the question asks for
    no relation of the table, or for several things.
    """
    asked, best = bounds(question.text), ranked[:LOOKED_AT]
    if best and another_time(asked, (s.evidence.article for s in best)):
        return 1.0
    relation = relation_asked(question)
    if relation is None:
        return 0.0
    known = frozenset((q.value, q.measure) for q in quantities(question.text))
    subject, told = _subject(question.text, relation), 0.0
    for s in best:
        e, around = s.evidence, f"{s.evidence.article.title}\n{s.evidence.context}"
        if told == 1.0 or not relation.tells(e.text, known):
            continue
        own = bounds(e.text, e.article.published)
        if within(asked, own, bounds(around), e.article) and not narrower(question.text, own):
            named = _named(question, s, subject, around)
            told = max(told, 1.0 if named >= NAMED else 0.5 if named >= HALF_NAMED else 0.0)
    return 1.0 - told


def _named(question: Question, s: Scored, subject: frozenset[str], around: str) -> float:
    """How far the subject of a question stands around a sentence, by its names or by its words."""
    said = s.names if question.names else 1.0
    if question.names and s.own_names:
        said = max(said, HALF_NAMED)
    if not subject or (s.evidence.article.language == "en") != (question.language == "en"):
        return said
    covered = len(subject & _pieces(around)) / len(subject)
    return max(said, covered) if question.names else covered + BENEFIT


def _subject(question: str, relation: Relation) -> frozenset[str]:
    """The pieces of a question beside the relation that it asks for."""
    return _pieces(SAYS_NOTHING.sub(" ", relation.asked.sub(" ", fold(question), count=1)))


def _pieces(text: str) -> frozenset[str]:
    """Pairs of Han characters and Latin words, folded."""
    folded = fold(text)
    pairs = {run[i : i + 2] for run in HAN_RUN.findall(folded) for i in range(len(run) - 1)}
    return frozenset(pairs | set(LATIN_RUN.findall(folded)))
