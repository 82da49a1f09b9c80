"""A question taken apart: the kind of thing it asks for, its parts, the names it holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from assistant.asked_versions import asks_versions
from assistant.kinds import Kind, kind_of
from corpus.article import Language
from corpus.fold import fold
from corpus.language import detect_language

INTERROGATIVE = re.compile(
    r"多少|几[个家位名年月天款]|哪|谁|什么|何时|为何|怎么|怎样|\b(?:how|what|which|who|when|why)\b"
)
CLAUSE = re.compile(
    r".+?(?:[，,；;。？?！!\n]+|(?=,? (?:and|or|but) (?:how|what|which|who|whom|whose|when|where|why)\b)|$)",
    re.I | re.S,
)
OR = re.compile(r"[，,]?\s*还是[是用靠找]?\s*|\bor (?:the |with |by |in )?")
RELATIVE = re.compile(r"(?:which|who|whom|whose|where|when)\b", re.I)
NAME_TAGS = ("nr", "nt")
LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.&+-]*")
QUOTED = re.compile(r"[“\"「『《〈‘]([^”\"」』》〉’]{2,20})[”\"」』》〉’]")
COMMON_LATIN = frozenset(
    "ai ceo cto cfo coo ipo it us uk eu gpu gpus api apis llm llms r&d vc vcs ai's q1 q2 q3 q4 h1 h2 the a an in on at of "
    "and or to from for by with according how who what when where which why did does do is are was were has have had will "
    "would could can should about besides after before between during since i my me we you he she it they his her its "
    "their this that these those there then also whose whom as if yes no not january february march april may june july "
    "august september october november december monday tuesday wednesday thursday friday saturday sunday chinese english "
    "european american british japanese korean german french indian taiwanese asian "
    "compare name list give tell".split()
)

LONGEST_QUESTION = 2_000  # characters: what is asked for does not grow with more, but the time that it takes


def accepted(question: str) -> str:
    """The question without the space around it.

    Raises:
        ValueError: It is empty, or longer than LONGEST_QUESTION.
    """
    said = question.strip()
    if not said:
        raise ValueError("the question is empty: ask something")
    if len(said) > LONGEST_QUESTION:
        raise ValueError(
            f"the question has {len(said)} characters, expected {LONGEST_QUESTION} at most: ask for one thing, and add long texts "
            "as articles"
        )
    return said


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone.

    Attributes:
        text: As it is asked.
        language: The asker's language and script.
        kind: What would answer it.
        names: Names in it, folded; what the articles must speak of to answer it.
        asks: The parts of it that ask one thing each; the whole where it asks one thing.
        versions: Whether it says itself that there are several answers to it.
    """

    text: str
    language: Language
    kind: Kind
    names: tuple[str, ...]
    asks: tuple[str, ...] = ()
    versions: bool = False


def analyse(text: str, known: Sequence[str] = ()) -> Question:
    """What a question asks for, by rule.

    Args:
        text: The question, standing alone.
        known: Names in it that the collection knows, folded; parts of these are no names of their own.
    """
    others = [n for n in names_in(text) if not any(n in name for name in known)]
    return Question(text, detect_language(text), kind_of(text), (*known, *others), asks_of(text), asks_versions(text))


def asks_of(text: str) -> tuple[str, ...]:
    """The parts of a question that ask one thing each, by its question words; clauses that ask nothing go with what follows.

    `公司叫什么名字，花了多少钱？` asks two things, `哪一年，在哪里？` as well.
    """
    parts, begun = [""], False
    for clause in CLAUSE.findall(text):
        behind_comma = parts[-1].rstrip().endswith((",", "，"))
        asks = INTERROGATIVE.search(fold(clause)) is not None and not (behind_comma and RELATIVE.match(clause.strip()))
        if begun and asks:
            parts.append("")
        parts[-1] += clause
        begun = begun or asks
    return tuple(part.strip() for part in parts) if len(parts) > 1 else (text,)


def alternatives_of(question: Question) -> tuple[str, ...]:
    """The two names of a question between which it asks for a choice: `AWS or Google Cloud`; none where it gives no choice of names."""
    folded = fold(question.text)
    for match in OR.finditer(folded):
        before, behind = folded[: match.start()].rstrip(), folded[match.end() :]
        one = max((n for n in question.names if before.endswith(n)), key=len, default="")
        two = max((n for n in question.names if behind.startswith(n)), key=len, default="")
        if one and two:
            return one, two
    return ()


def names_in(text: str) -> tuple[str, ...]:
    """Latin names with a capital or a digit, quoted phrases, and what jieba tags as a name; folded, without repetition."""
    found = [fold(q).strip() for q in QUOTED.findall(text)]
    for word in LATIN_NAME.findall(text):
        plain = re.sub(r"['’]s$", "", word).rstrip(".")
        if fold(plain) not in COMMON_LATIN and (plain != plain.lower() or any(c.isdigit() for c in plain)):
            found.append(fold(plain))
    folded = fold(text)
    for word, tag in rjieba.tag(folded):
        if tag.startswith(NAME_TAGS) and len(word) > 2:
            found.append(word)
    return tuple(dict.fromkeys(found))
