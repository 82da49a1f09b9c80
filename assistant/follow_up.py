"""What in a question leans on the conversation: its opening, its pronouns, a fragment such as `那X呢?` or `what about X?`."""

import re
from dataclasses import dataclass

import rjieba

from assistant.mentions import mentions
from corpus.article import Language
from corpus.fold import fold

OPENING = re.compile(
    r"^(?:\s*(?:那么|那麼|那(?!一[个個家次轮輪笔筆场場种種代届屆])(?=[^个個些里裡边邊家位款种種时時年天次轮輪笔筆场場段])|还有|還有|另外(?=[,，])|然后|然後|"
    r"(?:嗯|哦|噢|啊|好|好的|是吗|是嗎)[,，。]|"
    r"(?:and|so|then|but|also|ok|okay)(?![a-z-])))+[\s,，]*",
    re.I,
)
FRAGMENT = re.compile(
    r"^(?:(?:what|how) about\s+(?P<en>[^?？]{1,60}?)\s*[?？]*|(?P<zh>[^?？,，。!！]{1,20}?)(?:的)?呢\s*[?？]*|(?P<bare>[^?？,，]{2,60}?)\s*[?？]+)$",
    re.I,
)
ASKING = re.compile(
    r"[谁誰哪几幾吗嗎么麼]|什[么麼]|多[少大久长長高远遠]|[为為]何|如何|怎|是否|([\u4e00-\u9fff])[不没沒]\1|有没有|有沒有|何[时時]|啥|"
    r"\b(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b",
    re.I,
)
# From here on it is about something else; the words that say so are no part of the question.
SWITCH = re.compile(
    r"^(?:(?:那|嗯|好[的吧]?|ok|okay|well|so)[,，\s]*)?(?:(?:我们|我們|咱们|咱們)?(?:换|換)个?個?(?:话题|話題|问题|問題)(?:吧|问问|問問)?|(?:说|說|聊|谈|談|问|問)点?點?(?:别的|別的|其他的|其它的)(?:吧)?|"
    r"(?:先不|不|别|別)(?:说|說|聊|谈|談|管)[^，,。.！!？?]{0,12}了?(?:吧)?|(?:说|說|回)(?:回到?|到)(?=[^，,]{2,12}[,，:：])|"
    r"let'?s leave (?:that|it|this)|(?:on )?(?:a|to) different (?:topic|subject|matter)|(?:let'?s )?change (?:of |the )?(?:topic|subject)|"
    r"(?:let'?s )?(?:talk|ask) about something else|another (?:topic|question|thing)|something else|unrelated(?:ly)?|on another note|new (?:topic|question))"
    r"\s*[,，。.:：!！;；—-]+\s*",
    re.I,
)
AMONG = re.compile(
    r"^(?:其中|当中|當中|(?:里|裡|裏)(?:面|头|頭)(?=哪|谁|誰|[「“《]|最|占|佔|有?(?:几|幾|多少)[家个個款])|among (?:them|these|those)[,\s]*|of (?:them|these|those)[,\s]+)",
    re.I,
)
ARTICLES = re.compile(
    r"[这這那该該此](?:一|几|幾)?篇|[这這那](?:些|几)(?:文章|报道|報導|新闻|新聞)|\b(?:this|that|the|these|those) (?:article|stor|report|piece)(?:s|y|ies)?\b",
    re.I,
)
ASIDE = re.compile(
    r"^(?:顺便|順便|順帶|顺带)(?:再)?(?:问|問)(?:一下|一句|个问题|個問題)?[,，:：\s]*|^(?:by the way|btw)[,:\s]+", re.I
)
# What people ask an assistant of any conversation: it goes on with nothing that was said.
EVERYDAY = re.compile(
    r"下雨|下雪|天[气氣](?!球)|气温|氣溫|几点了|幾點了|星期几|星期幾|几月几[号日]|幾月幾[號日]|笑话|笑話|你是(?:谁|誰|什么|什麼)|你叫什[么麼]|你能做什[么麼]|你会什[么麼]|你會什麼|"
    r"^(?:你|您)好[!！。呀啊]*$|^(?:谢谢|謝謝|多谢|多謝|再见|再見)|世界杯|世界盃|彩票|星座运势|翻译|翻譯|写(?:一|首|个|篇)|寫(?:一|首|個|篇)|怎么做(?:菜|饭)|吃(?:什么|啥)|吃什麼|"
    r"\bweather\b|\b(?:will|does|is) it (?:going to )?(?:rain|snow)|\braining\b|what (?:time|day) is it|who are you|what can you do|tell me a joke|^(?:hi|hello|thanks?|thank you|bye)\b|"
    r"\btranslate\b|\bworld cup\b|\bwrite (?:me )?a\b",
    re.I,
)
CORRECTION = re.compile(
    r"^(?:[^,，。.!！?？]{1,12}[吧吗嗎][?？。,，]\s*)?\s*(?:不是|不对|不對|错了|錯了|no|nope|sorry)?[\s,，。.!！、]*(?:我(?:想)?[问問](?:的)?是|我是[问問]|我(?:的意思|指的|说的|說的|要的|想知道的|想要的)是|"
    r"i\s+(?:meant|was asking about|asked about|mean)|i'm asking about)(?:\s+to ask)?[\s:：,，]*(?P<meant>.+)$",
    re.I,
)
KINDS = (
    "公司|企业|企業|机构|機構|平台|模型|产品|產品|品牌|大学|大學|学校|學校|学院|學院|景点|景點|景区|景區|地方|博物馆|博物館|公园|公園|"
    "项目|項目|园区|園區|基金|组织|組織"
)
PEOPLE = "人|位|创始人|創始人|創辦人|高管|校友"
PLURAL = re.compile(
    rf"(?:这|這|那|上述|以上)(?:两|兩|几|幾|三|些)(?:家|个|個|款|位)?(?:{KINDS}|{PEOPLE})?|它们|它們|他们|他們|她们|她們|"
    r"\b(?:these|those|the) (?:two|three)(?: (?:companies|firms|models|startups))?|\bboth of them|\bthey\b|\bthem\b|\btheirs?\b(?!\s+own)",
    re.I,
)
PERSON = re.compile(
    r"他(?![们們人])|她(?![们們])|(?:这|這|那|该|該)(?:位|个人|個人|名)(?:创始人|創始人|高管|负责人|負責人)?|\b(?:he|him|his|she|her|hers)\b",
    re.I,
)
THING = re.compile(
    rf"它(?![们們])(?:那里|那裡|家)?|其(?=[在的创創估营營市股员員])|(?:这|這|那|该|該)(?:一)?(?:家|个|個|款|所|座|间|間)?(?:{KINDS})|"
    r"(?:这|這|那)(?:里|裡|儿|家)(?!的人)|此(?:[处處地塔寺馆館园園楼山湖镇鎮村校院]|公司)|(?:该|該)(?:院|校|馆|館|行|司|园|園|区|區|公司)|本(?:公司|院|校)|"
    r"\b(?:this|that|the) (?:company|firm|startup|model|product|platform|group|lab)\b|\bit\b|\bits\b|\bthere\b(?!\s+(?:is|are|was|were|a|any|been))",
    re.I,
)
POINTING = re.compile(
    r"[那这這][个個些时時年天次轮輪笔筆场場段种種]|[上前下后後]一?[代轮輪次任年个個季]|当时|當時|其中|同期|也|"
    r"\b(?:that|this|those|these|then|the (?:deal|round|year|same|first|second|next|previous)|one)\b",
    re.I,
)
WHICH_COMPANY = re.compile(
    r"哪(?:[一几幾两兩]?[家间間]|些|[个個])(?:\w{0,4}公司|\w{0,4}企业|\w{0,4}企業)?|"
    r"(?:which|what) (?:[\w-]+ ){0,3}?(?:compan(?:y|ies)|firms?|startups?|labs?|organi[sz]ations?|developers?|\w*makers?|banks?|lenders?|funds?|"
    r"investors?|suppliers?|operators?|groups?)\b",
    re.I,
)
# Asks whether there is one (`有没有台厂受影响?`): an answer that names it brings it up.
WHETHER_ANY = re.compile(r"有没有|有沒有|有无|有無|是否有|\b(?:is|are|was|were) there (?:an?|any)\b|\bdid any\b", re.I)
# Asks for the things themselves (`今年有哪些公司上市?`), not for what one of them has (`有哪些产品?`).
WHICH_THINGS = re.compile(
    r"哪(?:[一几幾两兩]?[家间間]|(?:些|[个個])\w{0,6}(?:公司|企业|企業|机构|機構|城市|国家|國家|行业|行業|平台|大厂|大廠|基金|人))|"
    r"(?:which|what) (?:\w+ )?(?:compan(?:y|ies)|firms?|startups?|labs?|organi[sz]ations?|countries|cities|funds?)",
    re.I,
)
TIME = re.compile(
    r"^(?:[前上后後次]一年|次年|第二年|the (?:following|next) year|去年|前年|今年|明年|上半年|下半年|(?:19|20)\d\d年?(?:第?[一二三四1-4](?:季度?|季)|[上下]半年|全年|年?[底初末]|Q[1-4]|\d{1,2}月(?:\d{1,2}[日号號]|[初底])?)?|\d{1,2}月(?:\d{1,2}[日号號]|[初底])?|第[一二三四]季度?|[上下]个?(?:月|季度?)|the year before|last year|"
    r"(?:in )?(?:19|20)\d\d|this year|next year)$",
    re.I,
)
GROWTH = re.compile(r"(?:年增|月增|季增|同比|环比|環比|增长|增長|增幅|增速|涨|漲|跌|下降|下滑|占比|比例|占|佔)")
SHORT: dict[Language, int] = {"zh-Hans": 14, "zh-Hant": 14, "en": 45}


@dataclass(frozen=True, slots=True)
class Fragment:
    """What `X` in `那X呢?` is; `kind` is "name", "place", "time", "aspect", or "whole" for a name with its aspect."""

    words: str
    kind: str


def without_opening(question: str) -> str:
    """The question without `那`, `还有`, `and`, with its capital."""
    rest = OPENING.sub("", question).strip()
    if not rest or rest == question.strip():
        return question.strip()
    return rest[0].upper() + rest[1:] if question.lstrip()[0].isupper() else rest


def fragment(question: str, opened: bool) -> Fragment | None:
    """The fragment that a question is; None for a question of its own.

    Args:
        question: Without its opening.
        opened: Whether it had one: `And the year before?` is a fragment, `The year before?` is too short to tell.
    """
    match = FRAGMENT.match(question.strip())
    if match is None:
        return None
    words = (match["en"] or match["zh"] or match["bare"] or "").strip()
    if (
        ASKING.search(words)
        or not words
        or (match["bare"] and not (opened or len(words.split()) == 1 < len(words) < 6))
    ):
        return None
    there = re.search(r"(?<=.)(?:那边|那邊|这边|這邊|那里|那裡)$", words)
    if there:
        return Fragment(words[: there.start()], "place")
    words = re.sub(r"^(?:The|Its|Their|Last|This|Next)\b", lambda m: m.group().lower(), words)
    if TIME.match(words) and not mentions(words):
        return Fragment(re.sub(r"^in ", "", words, flags=re.I), "time")
    words = re.sub(r"(?<=..)(?:同期|同年|当时|當時|那时|那時|那年)$", "", words)
    named = mentions(words)
    whole = re.sub(r"的.*", "", words) != words or "'s " in words
    return Fragment(words, ("whole" if whole else "name") if named else "aspect")


def asks_for_growth(question: str) -> bool:
    """Whether a short question asks how the figure asked for before has changed."""
    return len(question) <= 12 and GROWTH.match(question) is not None


def is_elliptical(question: str, opened: bool, language: Language) -> bool:
    """Whether a question without a pronoun leaves out what it is about."""
    if mentions(question) or ARTICLES.search(question) or (WHICH_THINGS.search(question) and not opened):
        return False
    if opened or len(question) <= SHORT[language] or POINTING.search(question):
        return True
    if language == "en":
        return re.search(r"\bthe\b", question) is not None
    word, tag = rjieba.tag(fold(question))[0]
    return tag.startswith(("v", "d", "p", "uj")) and word not in ("有", "请问")
