"""The name of a lead: which of the names in the sentences of an answer is the one that is asked for."""

import re
from collections.abc import Iterator, Sequence

from assistant.attribution_patterns import BEHIND_TITLE, QUOTATION, SAYS, SURNAMES
from assistant.evidence import Evidence
from assistant.kinds import Kind
from assistant.leaving_out import read_without
from assistant.mentions import mentions
from assistant.question import Question
from assistant.scoring import Scored
from corpus.fold import fold
from corpus.language import detect_language
from index.aliases import Aliases
from index.reader import Reader

CALLED = re.compile(r"\bname of\b|\bwhat\b.{1,60}\b(?:called|named)\b(?! off)")
PERSON = re.compile(r"谁|哪位|\bwho(?:m|se)?\b")  # who is never named by a quotation, as a product is
HAN = re.compile(r"[\u3400-\u9fff]")
LED_IN = re.compile(r"^.*(?<![自理])[由被](?=..)")
LONGEST_PERSON = 4  # characters behind an office that are a person's name, where a surname comes first
SHORT = {False: 60, True: 120}  # characters of a sentence that needs no lead, in Chinese and in English
MOST_READ = 8  # names without which their sentences are read
ANSWERS = 0.0  # log odds that a sentence has with its name
CLEAR, APART = 1.0, 0.8  # log odds that it loses without it, and by how much more than without any other


def asks_for_a_name(question: Question) -> bool:
    """Whether a name would answer: of a person, a company, a thing."""
    return question.kind is Kind.WHO or (question.kind is Kind.OTHER and CALLED.search(fold(question.text)) is not None)


def likeliest_name(
    question: Question, chosen: Sequence[Scored], names: Aliases, reader: Reader
) -> tuple[str, Evidence] | None:
    """The name that is meant, with its sentence: the one without which this answers no longer; None where none is clear.

    Args:
        question: What is asked.
        chosen: The sentences of the answer.
        names: The forms of names.
        reader: Reads the sentences with and without each name.
    """
    asked = {form for name in question.names for form in names.same(name)}
    told = [(name, s) for s in chosen for name in _others(s.evidence.text, asked, fold(question.text))][:MOST_READ]
    whole, less = read_without(question.text, told, reader) if told else ([], [])
    lost = {at: whole[at] - less[at] for at in range(len(told)) if whole[at] >= ANSWERS}
    if not lost:
        return None
    best = max(lost, key=lambda at: lost[at])
    same = set(names.same(told[best][0]))
    others = [by for at, by in lost.items() if not same & set(names.same(told[at][0]))]
    if lost[best] < CLEAR or lost[best] - max(others, default=0.0) < APART:
        return None
    name, scored = told[best]
    return None if _told_shortly(question, scored.evidence.text) else (name, scored.evidence)


def _told_shortly(question: Question, text: str) -> bool:
    """Whether a sentence says it to the asker as soon as a name would: it is short, and in the same language."""
    english = detect_language(text) == "en"
    return english == (question.language == "en") and len(text) <= SHORT[english]


def _others(text: str, asked: set[str], question: str) -> Iterator[str]:
    """The names of a sentence that the question does not hold, as they are written there; none of what somebody says in it."""
    quoted, person = [m.span() for m in QUOTATION.finditer(text)], PERSON.search(question) is not None
    words = {word for form in asked for word in form.split()}
    for mention in mentions(text):
        around = next((b - a for a, b in quoted if a < mention.start and mention.end < b), 0)
        said = around > (0 if person else len(mention.name) + len("“”"))
        name = _bare(mention.name, asked) if HAN.search(mention.name) else mention.name
        folded = fold(name)
        told = folded in question or words.issuperset(folded.split())
        if len(name) > 1 and not said and not told:
            yield name


def _bare(name: str, asked: set[str]) -> str:
    """A run of Chinese names without those of the question, the 友盟 of 蒋凡友盟, and a person's without the office."""
    for form in sorted(filter(HAN.search, asked), key=len, reverse=True):
        folded = fold(name)
        if len(folded) == len(name) and form in folded:
            at = folded.index(form)
            name = max(name[:at].rstrip(" 的和与與、"), name[at + len(form) :].lstrip(" 的和与與、"), key=len)
    folded = fold(name)
    titled = BEHIND_TITLE.search(folded) if len(folded) == len(name) else None
    if titled and titled.end() == len(name) and len(titled["name"]) <= LONGEST_PERSON and titled["name"][0] in SURNAMES:
        name = name[titled.start("name") :]
    says = SAYS.search(fold(name))
    return LED_IN.sub("", name[: says.start()] if says and says.start() > 1 else name)
