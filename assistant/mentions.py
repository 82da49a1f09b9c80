"""Names of companies, people, places and products as a text writes them, for telling what a follow-up question is about.

More is taken for a name here than a question's own analysis takes: words that the dictionary does not know are names too
(珂凡, 水关长城), for a follow-up about them has nothing else to hold on to.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from assistant.question import COMMON_LATIN, QUOTED
from assistant.roles import people_with_roles
from corpus.fold import fold_with_offsets
from index.aliases import Aliases, known_names
from index.readings import SURNAMES

LATIN = re.compile(
    r"(?<![A-Za-z0-9\u00c0-\u024f])[A-Za-z0-9\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f.&+-]*(?:['’](?!s\b)[A-Za-z]+)?"
)
FUNCTION = frozenset(
    "的地得了着过是在有没不无和与跟及或把被给对从到为以就都也还又再才会能可要想该让将由向于则而但并只很更最太真好多少几每各某"
    "这那哪此其它他她我你您谁们个位家名款张台笔次轮种年月日天时分秒号前后里外上下中内间时候吗呢吧啊呀么啥什怎何多如若因所之者做"
    "去来说问看用叫收投占花拿融获据称约近超达共总第旗审签谈买卖退等比和帮先挺还就再被让给两一二三四五六七八九十百千万亿新老旧大小"
)
NOUN = ("n", "vn", "an", "a", "b", "eng", "j", "x", "s", "g", "z")
NAME = ("nr", "ns", "nt", "nz", "j")
GENERIC = re.compile(
    r"(?:的|估值|市值|营收|收入|利润|净利|净亏损|亏损|毛利率?|股价|股份|股权|股东|员工|创始人|创办人|联合创始人|投资人|投资方|董事长|总裁|"
    r"首席执行官|首席科学家|负责人|高管|总部|门票|票价|地址|电话|开放时间|景点|周边|附近|特点|产品|业务|公司|企业|模型|平台|"
    r"天使轮|种子轮|总投资|规模|规划|容量|价格|财报|时间|情况|项目|条件|地方|裁员|上市|收购|合并|融资|方面|简介)+$"
)
ORGANISATION = re.compile(
    r"..(?:公司|集团|科技|智能|资本|创投|银行|证券|大学|学院|研究院|实验室|博物馆|公园|园区|基金|云|半导体|电子|汽车|电|物)$"
)
VENUE = re.compile(
    r"..(?:寺|庙|宫|殿|塔|观|陵|馆|苑|园|湖|岛|山|峡|谷|街|巷|胡同|广场|景区|中心|乐园|古镇|故居|遗址|机场|车站|码头)$"
)
COMMON_VENUE = re.compile(
    r"(?:图书馆|博物馆|美术馆|体育馆|展览馆|科技馆|电影院|动物园|植物园|游乐园|幼儿园|大使馆|宾馆|周边景区|私立博物馆|专题博物馆)"
)
ADDRESS = re.compile(
    r"(?:中国)?[\u4e00-\u9fff]{2,4}[省市](?:[\u4e00-\u9fff]{1,4}[区县市镇][\u4e00-\u9fff]*)?|[\u4e00-\u9fff]{2,3}[区县][\u4e00-\u9fff]+[路街道号镇村口段]"
)
COMPANY = re.compile(
    r"\b(?:Inc|Corp|Ltd|Group|Labs?|AI|Cloud|Systems|Capital|Ventures|Partners|Holdings|Bank|University|Authority|Semi|Silicon|"
    r"Technolog(?:y|ies)|Electronics|Motors|Energy|Fund|Compute|Photonics)$"
)
GENERAL = frozenset(
    "时候 时间 关系 问题 公司 企业 地方 情况 方面 这个 那个 学院 学校 学生 景点 一般 具体 感觉 觉得 印象 兴趣 营业 关心 游玩 旅游 参观 "
    "介绍 推荐 喜欢 听说 了解 知道 打听 开放 需要 建议 可惜 担心 方便 周末 晚上 门票 电话 地址 周围 朋友 小朋友 大家 全天 免费 "
    "价格 费用 位置 景区 里面 旺季 淡季 成人 说法 意思 其实 当然".split()
)
LEAD_IN = re.compile(
    r"^(?:(?:你好|您好|请问|那|你|您|我|想|问|问下|问一下|知道|听说过|去过|了解|介绍一下|介绍|关于|对于|对|能|可以|有没有|是不是|帮我)[,，、 ]*)+"
)
STAGE = re.compile(r"(?:Series|Class|Phase|Round|Tier) [A-Z0-9]\b")
SHORT_AI = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2}(?:AI|Ai)(?![A-Za-z])|(?<=[和与與及、跟在把给給对對投的])[\u4e00-\u9fff]{2}(?:AI|Ai)(?![A-Za-z])"
)
PERSON = re.compile(
    r"谁|哪位|何人|创[始办]人|首席|董事长|总裁|ceo|负责人|who\b|founder|chief|chair|boss|president|director", re.I
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name: `text[start:end] == name`."""

    start: int
    end: int
    name: str

    @property
    def like_a_person(self) -> bool:
        """Whether it could be a person's name by its form: a surname and one or two characters, or two or three words."""
        name = fold_with_offsets(self.name)[0]
        if "\u4e00" <= name[0] <= "\u9fff":
            return 2 <= len(name) <= 3 and name[0] in SURNAMES
        return 2 <= len(self.name.split()) <= 3 and not re.search(r"\d|[A-Z]{2}", self.name)

    @property
    def tells(self) -> bool:
        """Whether it is a name even where nothing around it says so: several Latin words, or an organisation's ending."""
        return len(self.name.split()) > 1 or self.tells_organisation

    @property
    def tells_organisation(self) -> bool:
        """Whether it ends as an organisation's name does."""
        return COMPANY.search(self.name) is not None or ORGANISATION.search(fold_with_offsets(self.name)[0]) is not None


@lru_cache(maxsize=256)
def mentions(text: str) -> tuple[Mention, ...]:
    """The names of a text in its order, none overlapping another, each name once."""
    found = [(m.start(1), m.end(1)) for m in QUOTED.finditer(text)] + [m.span() for m in SHORT_AI.finditer(text)]
    known = [(a, b) for a, b in _known().spans(text) if not text[a:b].islower()]
    others = [*_latin(text), *_han(text), *known]
    for start, end in sorted(others, key=lambda span: span[0] - span[1]):
        if not any(start < b and end > a for a, b in found):
            found.append((start, end))
    seen: dict[str, Mention] = {}
    for start, end in sorted(found):
        seen.setdefault(text[start:end], Mention(start, end, text[start:end]))
    return tuple(seen.values())


@lru_cache(maxsize=1)
def _known() -> Aliases:
    return known_names(())


def subject(text: str) -> str:
    """What a question is about: its first name, else the words before its first verb or 的; "" where it opens with neither."""
    named = mentions(text)
    folded, offsets = fold_with_offsets(text)
    lead = LEAD_IN.match(folded)
    start = end = lead.end() if lead else 0
    words = rjieba.tag(folded[start:])
    while words and words[0][0] in GENERAL:
        start = end = start + len(words.pop(0)[0])
    for n, (word, tag) in enumerate(words):
        # 罗启航的公司: jieba takes 启航 for a verb
        owner = (
            n + 1 < len(words)
            and words[n + 1][0] == "的"
            and len(word) > 1
            and not tag.startswith(("m", "t", "r", "f"))
        )
        if not re.fullmatch(r"[\u4e00-\u9fff]+", word) or not (owner or _in_a_name(word, tag) or word == "零一"):
            break
        end += len(word)
    leading = GENERIC.sub("", folded[start:end])
    if len(leading) > 1 and leading not in GENERAL and (not named or named[0].start >= start):
        return text[offsets[start] : offsets[start + len(leading) - 1] + 1]
    return named[0].name if named else ""


def _latin(text: str) -> list[tuple[int, int]]:
    """Runs of capitalised words; a common word at the start of a sentence is none."""
    runs: list[tuple[int, int]] = []
    for match in LATIN.finditer(text):
        word = match.group().rstrip(".")
        end = match.start() + len(word)
        joins = bool(runs) and text[runs[-1][1] : match.start()] == " "
        named = (
            word != word.lower()
            and (word == "US" or word.lower() not in COMMON_LATIN)
            and not word.startswith(("I'", "I’"))
        )
        mixed = any(c.isdigit() for c in word) and any(c.isalpha() for c in word)
        if joins and (named or word == "AI" or (word.isdigit() and len(word) < 4)):
            runs[-1] = (runs[-1][0], end)
        elif named or (mixed and not re.fullmatch(r"(?i)[qh][1-4]|\d+(?:st|nd|rd|th|s|k|m|bn?)|fy\d+", word)):
            runs.append((match.start(), end))
    return [(start, end) for start, end in runs if not (stage := STAGE.match(text, start)) or stage.end() < end]


def _han(text: str) -> list[tuple[int, int]]:
    """Runs of Chinese nouns that hold a name or a word that the dictionary does not know."""
    folded, offsets = fold_with_offsets(text)
    offsets = [*offsets, len(text)]
    people = people_with_roles(folded)
    spans = [(start, end) for _, start, end in people]
    for role, _, end in people:  # what stands before is a name of its own: the company of its founder
        folded = folded[:role] + "，" * (end - role) + folded[end:]
    run: list[tuple[str, str]] = []
    at = 0
    for word, tag in [*rjieba.tag(folded), ("", "end")]:
        if _in_a_name(word, tag):
            run.append((word, tag))
        else:
            spans += _trimmed(run, at)
            run = []
        at += len(word)
    return [(offsets[start], offsets[end - 1] + 1) for start, end in spans]


def _in_a_name(word: str, tag: str) -> bool:
    if not re.fullmatch(r"[\u4e00-\u9fff]+", word):
        return False
    if len(word) == 1:
        return word not in FUNCTION
    return tag.startswith((*NOUN, "l")) and word not in GENERAL and not word.startswith(("多", "几", "哪"))


def _trimmed(run: list[tuple[str, str]], end: int) -> list[tuple[int, int]]:
    # 感觉故宫: a verb that a name follows is none of it
    while len(run) > 1 and run[0][1].startswith("v") and run[1][1].startswith(NAME):
        run = run[1:]
    # 昱芯半导体跌: nor is a verb behind what an organisation's name ends with
    while len(run) > 1 and len(run[-1][0]) == 1 and ORGANISATION.search("".join(word for word, _ in run[:-1])):
        end -= 1
        run = run[:-1]
    text = "".join(word for word, _ in run)
    start = end - len(text)
    kept = len(GENERIC.sub("", text))
    singles = sum(len(word) == 1 for word, _ in run)
    odd = len(run) > 1 and any(len(word) == 1 and tag.startswith((*NAME, "x", "g")) for word, tag in run)
    named = (
        odd
        or any(tag.startswith(NAME) and len(word) > 1 for word, tag in run)
        or bool(ORGANISATION.search(text[:kept]))
        or bool(VENUE.search(text[:kept]) and not COMMON_VENUE.fullmatch(text[:kept]))
    )
    pointing = text.startswith(("此", "该", "本", "这", "那"))
    return [(start, start + kept)] if kept > 1 and not pointing and (named or singles > 1) else []
