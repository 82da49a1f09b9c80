"""Pronouns of a follow-up question replaced by the names that they stand for, as far as the conversation tells."""

import re

from assistant.completion import Context
from assistant.follow_up import PERSON, PLURAL, THING
from assistant.mentions import ADDRESS, Mention, mentions
from corpus.fold import fold
from corpus.language import detect_language

OTHERS = {"其他": "\ue000", "其它": "\ue001"}  # words with a pronoun's character that are none
EXPLETIVE = re.compile(
    r"\b(?:will|would|does|did|is|was|has|could)\s+it\s+(?:been\s+|be\s+|going to\s+|still\s+)?(?:rain|snow|cold|hot|warm|sunny|windy|"
    r"late|true|possible|worth|safe|ok)|\bwhat (?:time|day|date) is it\b|\bit(?:'s| is| was| will)\s+(?:rain|snow|cold|hot|said|possible|true)|"
    r"\bhow (?:far|long|late) (?:is|does) it (?:to|take)\b",
    re.I,
)
# Between a name and a pronoun that stands for another: `X和它`, `X觉得它`, `X think it`.
ELSEWHERE = re.compile(
    r"[和跟与與同比对對向给給在]$|觉得|覺得|认为|認為|说|說|称|稱|表示|预计|預計|估计|估計|投|收购|收購|"
    r"\b(?:and|with|than|to|for|from|on|as|in|of)\s$|\b(?:think|say|said|believe|expect|estimate|told|tell|invest|buy|bought|acquire)",
    re.I,
)
AT_END = re.compile(r"[?？。!！\s]*$")
OWN_PLURAL = re.compile(r"\b(?!(?:does|was|has|his|this|its|as|is|us|years|companies)\b)[a-z]{2,}[^s\W]s\b")
FORMER = re.compile(r"前者|\bthe (?:former|first(?: one)?)\b(?! \w)", re.I)
LATTER = re.compile(r"[后後]者|\bthe (?:latter|second(?: one)?)\b(?! \w)", re.I)
OTHER_ONE = re.compile(r"另(?:外)?一(?:家|个|個|方|位)(?:公司)?|\bthe other(?: (?:one|company))?\b(?! \w)", re.I)
THEIRS = re.compile(r"(?:它|他)[们們](?=的|[^的]{1,6})|\btheir\b")
SHE_OR_HE = re.compile(r"他(?![们們人])|她(?![们們])")
ROUND = re.compile(
    r"(?:天使|种子|種子|Pre-?[A-Z]|[A-H]\d?\+?)[轮輪]|\b(?:[Ss]eries [A-H]\d?|seed round|pre-[A-Z] round)(?![\w-])"
)
THAT_ROUND = re.compile(
    r"(?:此|本|该|該|上述|[这這那]一?)[轮輪]|\b(?:this|that|the) (?:(?:funding|financing|investment) )?round\b(?! (?:before|after))",
    re.I,
)
EARLIER_ROUND = re.compile(r"(?:再?[早上前]一[轮輪]|再?往前一?[轮輪]|更早(?:的)?一?[轮輪])(?:呢[，,])?")
LATER_ROUND = re.compile(r"(?:再?[下后後]一[轮輪]|再?往[后後]一?[轮輪])(?:呢[，,])?")
ROUND_LETTERS = ("天使", *"ABCDEFGH")
NEXT_TO_ROUND = re.compile(r"(?<=\bround before )(?:it|that)\b|(?<=\bround after )(?:it|that)\b", re.I)
# What may be called a fund, a bank, ... by the ending of its folded name.
KINDS = {
    re.compile(r"(?:[这這那该該])(?:家|个|個|支|只)?(?:基金|投资机构|投資機構|机构|機構|投资方|投資方)|\b(?:this|that|the) (?:fund|investor)\b", re.I):
        re.compile(r"(?:创投|资本|基金|投资|Ventures|Capital|Funds?|Partners|Investments?)$", re.I),
    re.compile(r"(?:[这這那该該])(?:家|个|個)?(?:银行|銀行)|\b(?:this|that|the) bank\b", re.I): re.compile(r"(?:银行|Bank)$", re.I),
    re.compile(r"(?:[这這那该該])(?:所|个|個)?(?:大学|大學|学校|學校|高校)|\b(?:this|that|the) (?:university|school)\b", re.I):
        re.compile(r"(?:大学|学院|University|College|Institute)$", re.I),
}  # fmt: skip
WHO = re.compile(r"谁|誰|哪|\bwho\b|\bwhich\b", re.I)
COMPANY = re.compile(
    r"(?:[这這那该該])(?:家)?(?:公司|企业|企業|买家|買家|机构|機構)|\b(?:this|that) (?:company|firm|startup|group|buyer)\b",
    re.I,
)


def replaced(question: str, context: Context) -> str:
    """The question with each pronoun replaced by what it stands for, as far as that is known."""
    for word, mask in OTHERS.items():
        question = question.replace(word, mask)
    for put_in in (_either, _by_kind, _rounds, _several, _people, _things):
        question = put_in(question, context)
    for word, mask in OTHERS.items():
        question = question.replace(mask, word)
    return question


def _either(question: str, context: Context) -> str:
    """`前者`, `the latter`, `另一家`: one of the two names of the last question."""
    named = [m.name for m in mentions(context.question)]
    if len(named) != 2:
        return question
    rest = [name for name in named if name not in context.answer]
    question = FORMER.sub(lambda _: named[0], LATTER.sub(lambda _: named[1], question, count=1), count=1)
    return OTHER_ONE.sub(lambda _: rest[0], question, count=1) if len(rest) == 1 else question


def _by_kind(question: str, context: Context) -> str:
    """`这家基金` is a name that ends as a fund's does; `这家公司` is whichever company has just answered a `who`."""
    spoken = [*mentions(context.answer), *reversed(mentions(context.question))]
    for pronoun, ending in KINDS.items():
        named = [m.name for m in spoken if ending.search(fold(m.name))]
        found = pronoun.search(question)
        if named and found:
            return question[: found.start()] + named[0] + question[found.end() :]
    answered = mentions(context.answer)[:1] if WHO.search(context.question) and len(context.answer) < 80 else ()
    if answered and answered[0].start < 3 and (answered[0].tells or not answered[0].like_a_person):
        return COMPANY.sub(lambda _: answered[0].name, question, count=1)
    return question


def _rounds(question: str, context: Context) -> str:
    """`that round` is the last one that was named, of the company that is talked about."""
    if not context.round:
        return question
    owner = "" if context.topic and context.topic in question else context.topic
    if detect_language(question) == "en":
        of = f"{owner}'s {context.round}" if owner else f"the {context.round}"
        return THAT_ROUND.sub(of, NEXT_TO_ROUND.sub(of, question, count=1), count=1)
    for pattern, step in ((EARLIER_ROUND, -1), (LATER_ROUND, 1)):
        if there := _round_beside(context.round, step):
            question = pattern.sub(f"{owner}{there}", question, count=1)
    return THAT_ROUND.sub(f"{owner}{context.round}", question, count=1)


def _round_beside(named: str, step: int) -> str:
    """The round before or after one that has a letter: before the A round comes the angels'; "" where that is not known."""
    letter, sign = named[:-1], named[-1:]
    at = ROUND_LETTERS.index(letter) + step if letter in ROUND_LETTERS else -1
    return ROUND_LETTERS[at] + sign if 0 <= at < len(ROUND_LETTERS) else ""


def _several(question: str, context: Context) -> str:
    several = _last_two(context)
    found = PLURAL.search(question)
    if len(several) < 2 or not found or OWN_PLURAL.search(question[: found.start()]):
        return question
    joint = " and " if detect_language(question) == "en" else "和"
    question = PLURAL.sub(lambda m: _possessive(joint.join(several), m.group()), question, count=1)
    rest = [m.name for m in mentions(context.question) if m.name not in several]
    return THING.sub(lambda m: _possessive(rest[0], m.group()), question, count=1) if rest else question


def _people(question: str, context: Context) -> str:
    theirs = THEIRS.search(question)
    if context.topic and theirs and not OWN_PLURAL.search(question[: theirs.start()]):
        question = THEIRS.sub(lambda m: _possessive(context.topic, m.group()), question)
    person = context.person or _last_person(context)
    if person:
        return PERSON.sub(lambda m: _possessive(person, m.group()), question, count=1)
    return SHE_OR_HE.sub(context.topic, question, count=1) if context.topic else question


def _things(question: str, context: Context) -> str:
    found = THING.search(question)
    if not context.topic or found is None or EXPLETIVE.search(question) or _is_its_own(question, found):
        return question
    name = _possessive(_one_of(context, at_end=AT_END.match(question, found.end()) is not None), found.group())
    return question[: found.start()] + name + question[found.end() :]


def _one_of(context: Context, *, at_end: bool) -> str:
    """The topic; another name of the last question where several answered it, or for an object (`为什么投它?`)."""
    named = [m.name for m in mentions(context.question)]
    if re.search(r"和| and ", context.topic) and context.topic not in context.question:
        return named[0] if named else context.topic
    others = [name for name in named if name not in context.topic and context.topic not in name]
    return others[0] if at_end and len(others) == 1 and context.topic in named[:1] else context.topic


def _is_its_own(question: str, pronoun: re.Match[str]) -> bool:
    """Whether the question itself says what its pronoun stands for: `How much of Lingyun does its founder own?`."""
    before = [m for m in mentions(question) if m.end <= pronoun.start() and not ADDRESS.fullmatch(m.name)]
    return bool(before) and not ELSEWHERE.search(question[before[-1].end : pronoun.start()])


def _last_two(context: Context) -> list[str]:
    """The names that `these two` may stand for: those of the last question, else of its answer."""
    for text in (context.question, context.answer):
        names = [m.name for m in mentions(text)]
        if len(names) > 1:
            return names[:2]
    return []


def _last_person(context: Context) -> str:
    """Whoever a question names besides its topic, where nobody was asked for."""

    def could_be(mention: Mention) -> bool:
        return mention.like_a_person and not mention.tells_organisation and mention.name != context.topic

    return next((m.name for m in reversed(mentions(context.question)) if could_be(m)), "")


def _possessive(name: str, pronoun: str) -> str:
    if pronoun.lower() == "there":
        return f"at {name}"
    return f"{name}'s" if pronoun.lower() in ("its", "his", "her", "hers", "their", "theirs") else name
