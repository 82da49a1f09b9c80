"""Advertising phrases spliced into the sentences of a scrape: "每一 + ad + , + 分钱".

Such a phrase starts in the middle of a clause, ends in a comma, is made of words the article uses nowhere else, and
one thing more gives it away: without it a word is whole again, or it comes back in another sentence, or its comma is
half-width where the article's are full-width, or it is made of the words of small advertisements.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.cuts import Cut
from corpus.fold import fold_with_offsets
from corpus.words import gain, is_content, tagged

_COMMA = re.compile(r"(?<=[\u4e00-\u9fff])[,，](?=[\u4e00-\u9fff“「『\"A-Za-z0-9])")
_HAN_TAIL = re.compile(r"[\u4e00-\u9fff]{0,4}$")
_HAN_HEAD = re.compile(r"[\u4e00-\u9fff]{0,4}")
# What is left of a clause when a comma falls just before its end: "...,放行。"; one character is the surer sign,
# unless it can stand alone.
_REMNANT = re.compile(r"[\u4e00-\u9fff]{2}[。！？!?]")
_ONE_LEFT = re.compile(r"(?![对是不但来好嗯哦啊嘿而且又即如另注看说想走行])[\u4e00-\u9fff][,，。！？!?]")
_SHORTEST, _LONGEST = 2, 10
# Log odds of a word across the seam; of 1,500 commas in clean news 2 exceed the second, of 225 spliced ones 61.
_WEAK_SEAM, _STRONG_SEAM = 2.0, 5.0
_ENOUGH, _ENOUGH_IF_POLLUTED = 3, 2
# What small advertisements sell and how: trades, treatments, loans, betting, and the words of price and dealer.
_TRADES = re.compile(
    "推荐|价格|费用|多少钱|哪家好|排行榜|排名|厂家|批发|出租|租赁|回收|二手|维修|疏通|水管|管道|马桶|化粪池|抽水肥|搬家|清洗|保洁|开锁|贷款|"
    "借款|借钱|抵押|票贴|套现|代办|代写|代购|代开|代订|代理|加盟|招商|培训|补习|家教|治疗|偏方|疗法|医院|诊所|整形|植牙|种植牙|矫正|植发|隆乳|"
    "隆鼻|抽脂|拉皮|减肥|瘦身|丰胸|壮阳|祛斑|祛痘|除毛|面膜|酵素|洗发|脱发|降血糖|痛风|痔疮|湿疹|脚气|男科|人流|近视|征信社|侦探|蒐证|外遇|"
    "离婚律师|包车|民宿|油漆|防水|抓漏|厨具|床垫|窗帘|冷气|空调|装潢|装修|叉车|吊车|机车|租车|麻将|娱乐城|运彩|百家乐|彩票|博弈|老虎机|外送茶|"
    "按摩|养生馆|婚纱|月嫂|墓地|火化|宠物|甲醛|净水器|花篮|花店|刻印|名片|招牌|团体服|制服|贴纸|办公家具|钢结构|瑜伽|调音|发票|办证"
)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What may be an ad: its span in the folded text without the comma, and how much tells against it.

    Attributes:
        start: Offset of its first character.
        end: Offset of its comma.
        seam: Log odds of the joined sides against the sides as they stand.
        repeated: Whether it comes back before other commas and nowhere else.
        points: Sum of the evidence, the seam and the return included.
    """

    start: int
    end: int
    seam: float
    repeated: bool
    points: int


def find_splices(text: str, polluted: bool) -> Iterator[Cut]:
    """Yields the advertising phrases spliced into sentences of `text`, each with its comma.

    Args:
        text: A text without other noise.
        polluted: Whether other noise was found; then less evidence suffices.
    """
    folded, offsets = fold_with_offsets(text)
    commas = [match.start() for match in _COMMA.finditer(folded)]
    odd = _odd_commas(text, [offsets[at] for at in commas])
    repeats = _repeats(folded, commas)
    found: dict[int, _Phrase] = {}
    for at in commas:
        phrases = list(_phrases(folded, at, offsets[at] in odd, repeats, 0 if polluted else _ENOUGH - 2))
        if phrases:
            found[at] = max(phrases, key=_rank)
    enough = _ENOUGH_IF_POLLUTED if polluted else _ENOUGH
    sure = {folded[phrase.start : phrase.end] for phrase in found.values() if phrase.points >= enough}
    for at in commas:
        run = max((run for run in sure if folded.endswith(run, 0, at)), key=len, default="")
        if run:
            yield Cut(offsets[at - len(run)], offsets[at] + 1, "advertisement")


def _rank(phrase: _Phrase) -> tuple[int, float, int]:
    length = phrase.end - phrase.start
    return phrase.points, phrase.seam if phrase.seam > _WEAK_SEAM else 0.0, length if phrase.repeated else -length


def _odd_commas(text: str, commas: list[int]) -> frozenset[int]:
    """The half-width commas of a text whose commas are full-width."""
    half = [at for at in commas if text[at] == ","]
    full = len(commas) - len(half)
    return frozenset(half if full >= 5 and full > 2 * len(half) else ())


def _repeats(folded: str, commas: list[int]) -> frozenset[str]:
    """Runs that occur more than once, always before a comma and behind different words."""
    before: dict[str, set[str]] = {}
    for at in commas:
        for length in range(4, _LONGEST + 1):
            run = folded[at - length : at]
            if at - length > 0 and _is_han(run) and _is_mid_clause(folded, at - length):
                before.setdefault(run, set()).add(folded[at - length - 1])
    counts = Counter({run: folded.count(run) for run, sides in before.items() if len(sides) > 1})
    return frozenset(run for run, count in counts.items() if count == len(re.findall(re.escape(run) + "[,，]", folded)))


def _phrases(folded: str, at: int, odd_comma: bool, repeats: frozenset[str], least: int) -> Iterator[_Phrase]:
    """The runs before a comma that may be an ad, by `least` points besides the seam, which is dear to weigh."""
    after = _head(folded, at + 1)
    remnant = (_REMNANT.match(folded, at + 1) is not None) + 2 * (_ONE_LEFT.match(folded, at + 1) is not None)
    for start in range(at - _SHORTEST, at - _LONGEST - 1, -1):
        run = folded[max(start, 0) : at]
        if start < 1 or not _is_han(run):
            return
        repeated = run in repeats
        points = 2 * (odd_comma and len(run) > 2) + repeated + remnant + _trade_points(run)
        if points < least or not _is_mid_clause(folded, start) or not _is_foreign(folded, run, repeated):
            continue
        before = _tail(folded, start)
        if _is_inside_name(before, run):
            continue
        cohesion = gain(before, run) if before else 0.0
        seam = gain(before, after) - cohesion if before and after else 0.0
        if cohesion > 0.5 and seam <= _WEAK_SEAM:
            continue
        yield _Phrase(start, at, seam, repeated, points + (seam > _WEAK_SEAM) + (seam > _STRONG_SEAM))


def _tail(folded: str, at: int) -> str:
    match = _HAN_TAIL.search(folded[max(0, at - 4) : at])
    return match.group() if match else ""


def _head(folded: str, at: int) -> str:
    match = _HAN_HEAD.match(folded, at, at + 4)
    return match.group() if match else ""


def _is_han(run: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in run)


def _is_mid_clause(folded: str, at: int) -> bool:
    return folded[at - 1].isalnum() or folded[at - 1] in '”」』"'


def _is_inside_name(before: str, run: str) -> bool:
    """Whether a run begins between two single characters, as inside a name that the dictionary does not know."""
    at = 0
    last = ("", "")
    for word, tag in tagged(before + run):
        if at == len(before):
            return len(word) == 1 and len(last[0]) == 1 and is_content(last[1])
        at, last = at + len(word), (word, tag)
    return False


def _is_foreign(folded: str, run: str, repeated: bool) -> bool:
    """Whether a run is made of content words, the first and most of the others used nowhere else in the article."""
    words = tagged(run)
    if not all(is_content(tag) or (n and len(word) == 1 and tag == "q") for n, (word, tag) in enumerate(words)):
        return False
    copies = folded.count(run)
    first = words[0][0]
    if not repeated and folded.count(first) > copies * run.count(first):
        return False
    pairs = [run[n : n + 2] for n in range(len(run) - 1)]
    return sum(folded.count(pair) > copies * run.count(pair) for pair in pairs) <= len(pairs) / 3


def _trade_points(run: str) -> int:
    """One point for a trade word, two where trade words open the run and make up half of it."""
    hits = list(_TRADES.finditer(run))
    most = len(hits) > 1 and hits[0].start() == 0 and 2 * sum(len(hit.group()) for hit in hits) >= len(run)
    return 2 if most else min(len(hits), 1)
