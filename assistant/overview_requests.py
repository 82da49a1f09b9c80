"""Requests for an overview instead of an answer: a summary of one article, the articles about something, a time line.

Recognised narrowly: each needs a word for `article` beside one for the wish, or a word for a time line. What asks for a
fact, in however many articles, is an ordinary question.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.fold import fold_with_offsets


class Overview(StrEnum):
    """What is wished for."""

    SUMMARY = "summary"
    LISTING = "listing"
    TIME_LINE = "time line"


@dataclass(frozen=True, slots=True)
class OverviewRequest:
    """A request for an overview.

    Attributes:
        kind: Which one.
        topic: What it should be about, in the user's words; "" where only the conversation tells.
    """

    kind: Overview
    topic: str


# On folded text: Simplified, lower case, full-width punctuation as ASCII.
ARTICLE = r"(?:文章|报道|报导|新闻稿?|稿子|稿件|文)"
POLITE = r"(?:请|麻烦|帮我|帮忙|能不能|能否|可以|可否|给我|替我|你|再|把|将|用[一二两三四五六\d]句话|简单|简要|简短|大致|,|\s)*"
SUM_UP = r"(?:总结|概括|归纳|概述|摘要|综述|小结)(?:一下|下|出)?"
END = r"(?:吗|吧|呢|好吗|可以吗|谢谢|,|\s|[?.!。])*$"
SUMMARIES = [
    rf"^{POLITE}{SUM_UP}(?P<topic>.{{0,40}}?)(?:这|那|该|此|上面|刚才|上述)?(?:[一那这]?篇){ARTICLE}(?:的(?:主要)?(?:内容|要点|大意|观点))?{END}",
    rf"^{POLITE}(?P<topic>.{{0,40}}?)(?:这|那|该|此)?(?:[一那这]?篇){ARTICLE}{POLITE}{SUM_UP}{END}",
    rf"^{POLITE}(?P<topic>.{{0,40}}?)(?:[这那]一?篇){ARTICLE}(?:主要|大概|大致|到底|都)*(?:讲|说|写|谈)(?:了|的是|的)?(?:些)?(?:什么|啥)(?:内容)?{END}",
    rf"^{POLITE}(?P<topic>.{{0,40}}?)(?:[这那]一?篇){ARTICLE}的?(?:主要内容|大意|要点|摘要|梗概|中心思想)(?:是什么|有哪些|是啥)?{END}",
    r"^(?:please |can you |could you |would you )*(?:summari[sz]e|sum up|recap)(?: for me)? (?:the |this |that )?"
    r"(?P<topic>.{0,60}?)\s?(?:article|report|story|piece)(?P<more> (?:about|on) .{2,60}?)?(?: for me| please|,|\s|[?.!])*$",
    r"^(?:please |can you |could you )*(?:give me |write |i (?:want|need) )?(?:a |the )?(?:short |brief |quick )?(?:summary|overview|gist) of "
    r"(?:the |this |that )(?P<topic>.{0,60}?)\s?(?:article|report|story|piece)(?P<more> (?:about|on) .{2,60}?)?(?: please|\s|[?.!])*$",
    r"^what(?:'s| is) (?:this|that) (?P<topic>)(?:article|report|story|piece) (?:mainly )?about[?.! ]*$",
]
ABOUT = r"(?:是?(?:关于|谈到|谈及|提到|提及|讲到?|涉及|说到|写到?|报[道导])[了过]?)"
LISTINGS = [
    rf"^{POLITE}(?:在?(?:这些|所有|全部|库里的?|你的)?{ARTICLE}(?:里|里面|中|当中|库里?)?,?)?(?:都|一共|总共)?有?(?:哪些|哪几篇|几篇|多少篇)(?:{ARTICLE})?{ABOUT}"
    rf"(?P<topic>.{{1,40}}?)(?:的)?(?:{ARTICLE}|内容)?{END}",
    rf"^{POLITE}(?:有没有|有)(?:哪些|什么|几篇|一些)?{ABOUT}(?P<topic>.{{1,40}}?)的{ARTICLE}{END}",
    rf"^{POLITE}(?:列出|列举|列一下|找出|找一下|找找|给出)(?:所有|全部|一些|几篇)?(?:和|与|跟)?{ABOUT}?(?P<topic>.{{1,40}}?)(?:有关|相关)?的(?:所有|全部)?{ARTICLE}{END}",
    r"^(?:which|what)(?: of (?:the|these))? (?:articles|reports|stories|pieces)(?: here| in the collection)? "
    r"(?:are (?:there )?(?:about|on)|mention|cover|discuss|deal with|talk about|are there on|concern) (?P<topic>.{2,80}?)[?.! ]*$",
    r"^(?:please |can you )*(?:list|show me|show|find|give me)(?: all)?(?: of)?(?: the)? (?:articles|reports|stories|pieces) "
    r"(?:about|on|mentioning|that mention|covering|concerning) (?P<topic>.{2,80}?)[?.! ]*$",
]
MAKE = r"(?:(?:梳理|整理|列出|列举|列一?下|排列|排出|排一?下|讲讲?|说说|说一?下|介绍|回顾|罗列|总结|概括|给出|做|画|生成|来)(?:一下|下|出|一遍|一?个|一?份)?)"
TIME_LINES = [
    rf"^{POLITE}(?:按照?|依照?|以)(?:照)?(?:时间|日期)(?:的)?(?:先后)?(?:顺序|次序|先后|线)?{POLITE}{MAKE}?(?P<topic>.{{0,60}}?){END}",
    rf"^{POLITE}{MAKE}?(?P<topic>.{{0,60}}?)(?:的)?(?:时间线|时间轴|大事记){MAKE}?(?:是什么|是怎样的)?{END}",
    rf"^{POLITE}(?P<topic>.{{0,60}}?)(?:,|的(?:经过|进展|过程|报道|事件))?{POLITE}(?:按照?|依照?)(?:时间|日期)(?:的)?(?:先后)?(?:顺序|次序|先后){MAKE}{END}",
    r"^(?:please |can you |could you )*(?:give me |make |show me |show |draw up |create |write |build )?(?:a |the )?"
    r"(?:timeline|time line|chronology) (?:of|for|on|about) (?P<topic>.{2,80}?)[?.! ]*$",
    r"^(?:please |can you |could you )*(?:list|tell me|describe|outline|summari[sz]e|recount|show me|show|give me|put|go through) "
    r"(?P<topic>.{2,80}?) (?:in (?:chronological|date|time) order|chronologically|by date)[?.! ]*$",
]
PATTERNS = [
    *((Overview.TIME_LINE, re.compile(p)) for p in TIME_LINES),
    *((Overview.SUMMARY, re.compile(p)) for p in SUMMARIES),
    *((Overview.LISTING, re.compile(p)) for p in LISTINGS),
]
EDGES = re.compile(r"^(?:关于|有关|对于|的|里|中|什么时候|\s|,)+|(?:的|那|这|有关|相关|\s|,)+$")
FACT = re.compile(r"多少|几[个家位名年月天]|谁|为什么|为何|哪[一年月天个家位]|吗|\b(?:who|how|why|when|where)\b")


def overview_request(question: str) -> OverviewRequest | None:
    """The request for an overview that a question is, or None where it asks for a fact."""
    folded, offsets = fold_with_offsets(question.strip())
    offsets.append(len(question.strip()))
    for kind, pattern in PATTERNS:
        match = pattern.search(folded)
        if match is None:
            continue
        name = "more" if match.groupdict().get("more") else "topic"
        topic = question.strip()[offsets[match.start(name)] : offsets[match.end(name)]]
        topic = re.sub(r"^(?:\s*(?:about|on) )", "", EDGES.sub("", topic)).strip()
        if FACT.search(fold_with_offsets(topic)[0]):
            return None
        return OverviewRequest(kind, topic)
    return None
