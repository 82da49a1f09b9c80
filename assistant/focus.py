"""What a turn brings up to be talked about next, and which part of a turn asks."""

import re

from assistant.follow_up import ASKING, THING
from assistant.mentions import ADDRESS, Mention, mentions, subject

CLAUSE = re.compile(r"[^，,。;；!！?？\n]+[，,。;；!！?？\n]*")
LEAD = re.compile(
    r"^(?:\s|嗯|哦|噢|啊|呀|哇|唉|哎|是的|是啊|是呀|对的|对呀|对啊|对了|没错|好的|好啊|行啊|可以|太好了|当然|有的|有呀|有啊|有|知道的?|"
    r"不过|而且|但是?|其实|那么?|还有|另外|听说|据说|我觉得|我知道|感觉|周边景点有|，|,)+"
)
NEARBY = re.compile(r"(?:边上|旁边|附近|周边|周围|隔壁|对面|不远处)(?:就|还|也)?(?:的|有[个座家]?|是)")
TOWARDS = re.compile(
    r"(?:推荐|去过?|逛逛?|参观|游览|看看|介绍(?:一下)?|听说过?|知道|了解|关于|聊聊?|说说|对|叫)(?:你|您|我|一下|一个|一家|过|去|到|下|叫)*$"
)
LISTED = re.compile(r"、|[\u4e00-\u9fff]等|比如|(?:有|几个|兩個|两个).{2,12}[，和]")
AWAY = re.compile(r"^(?:地址|位于|坐落|座落|地处|隶属|位置)")
ASKS_FOR_PLACE = re.compile(
    r"(?:周边|附近|周围|边上|旁边|哪些?|什么|别的|其他|推荐).{0,12}(?:景点|景区|地方|去处|好玩|值得)"
)


def parted(text: str) -> tuple[str, str]:
    """What a turn says and what it asks behind that; either may be empty."""
    clauses = CLAUSE.findall(text)
    asking = [n for n, clause in enumerate(clauses) if ASKING.search(clause)]
    if not asking or asking[-1] < len(clauses) - 2:
        return (text, "") if not asking else ("", text)
    first = asking[-1]
    while first - 1 in asking:
        first -= 1
    return "".join(clauses[:first]), "".join(clauses[first:])


def last_clause(question: str) -> str:
    """The clause of a question that asks; the whole of it where none does."""
    asking = [clause for clause in CLAUSE.findall(question) if ASKING.search(clause)]
    return asking[-1] if asking else question


def introduced(text: str) -> str:
    """The one name that is pointed out beside what was talked about (`旁边的X`, `推荐你去X`); "" without one."""
    for clause in CLAUSE.findall(text):
        near = NEARBY.search(clause)
        named = [m for m in names_of(clause) if near is None or m.start >= near.end()]
        if near and len(named) == 1 and "等" not in clause:
            return named[0].name
        for name in named:
            if TOWARDS.search(clause[: name.start]) and len(named) == 1:
                return name.name
    return ""


def leading(text: str) -> str:
    """The name that a clause opens with, of the first clause that opens with one."""
    if LISTED.search(text):
        return ""
    for clause in CLAUSE.findall(text):
        start = lead.end() if (lead := LEAD.match(clause)) else 0
        if AWAY.match(clause[start:]):
            continue
        for name in names_of(clause):
            if name.start == start:
                return name.name
    return ""


def asked_for(question: str, answer: str) -> str:
    """The one name that answers a question for a place to go to; "" where it asks for none or several answer."""
    if not ASKS_FOR_PLACE.search(question):
        return ""
    named = names_of(answer)
    return named[0].name if len(named) == 1 else ""


def asked_about(asks: str) -> str:
    """The name that a question is about when it is put by whoever has just answered; "" where a pronoun says it."""
    if THING.search(asks) or not (named := names_of(asks)):
        return ""
    about = subject(asks)
    return "" if ADDRESS.fullmatch(about) else about or named[0].name


def names_of(text: str) -> list[Mention]:
    """The names of a text without addresses."""
    return [m for m in mentions(text) if not ADDRESS.fullmatch(m.name)]
