"""Lines that say what they hold (来源：…, By …), and names of publications."""

import re

TITLE = re.compile(
    r"^\s*(?:原文[标標][题題]|[标標][题題]|[题題]目|title|headline)\s*[:：]\s*(.+?)\s*(?:\[[^\]]*\])?\s*$", re.I
)
SOURCE = (
    re.compile(
        r"本?文?(?:[来來]自|[来來]源[于於]?|[转轉][载載]?自)\s*[:：]?\s*(?:微信)?公[众眾][号號]\s*[:：]?\s*[“「《]?([^\s(（,，;；。“”「」《》]{1,30})"
    ),
    re.compile(
        r"(?:^|[\s|｜])(?:文章|新[闻聞]|稿件|信息|本文)?(?:[来來]源|稿源|出[处處]|[转轉][载載]?自)\s*[:：|｜]\s*[《「]?([^\s|｜,，;；。()（）《》「」]{1,30})"
    ),
    re.compile(r"^\s*source\s*[:|]\s*([^|]{2,60}?)\s*(?:\||$)", re.I),
)
AUTHOR = (
    re.compile(
        r"(?:^|[\s|｜,，;；(（/])(?:作者|撰文|[记記]者|文字|撰稿)\s*[:：|｜丨/]\s*([^\s|｜,，;；。()（）]{1,20})"
    ),
    re.compile(r"^\s*(?:文|撰文)\s*[|｜丨/／·:：]\s*([^\s|｜,，;；。()（）]{1,20})"),
    re.compile(r"^\s*by[:\s]\s*([A-Z][\w.'’-]+(?:\s+(?:and\s+|de\s+|van\s+|von\s+)?[A-Z][\w.'’-]+){0,5})", re.I),
    re.compile(r"^\s*(?:author|written by|reported by)\s*[:|]?\s+([A-Z][^|,;\d]{1,50}?)\s*(?:[|,;]|$)", re.I),
)
NOBODY = frozenset(
    {
        "admin",
        "administrator",
        "guest",
        "anonymous",
        "root",
        "editor",
        "游客",
        "遊客",
        "匿名",
        "佚名",
        "管理员",
        "管理員",
        "小编",
        "小編",
    }
)
URL = re.compile(
    r"(?:原文|本文|文章)?(?:[链鏈][接結结]|地址|网址|網址|url|link|source)\s*[:：]\s*(https?://[!-~]+)", re.I
)

MASTHEAD = re.compile(
    r"(?:The )?[A-Z][\w&'’]*(?: (?:of |and |the |& )?[A-Z][\w&'’]*){0,4}"
    r"|[\u4e00-\u9fffA-Z]{2,12}(?:[报報网網社]|[财財][经經]|[周週]刊|[资資][讯訊]|新[闻聞]|[杂雜][志誌]|[电電][视視]|[观觀]察|科技|在[线線])"
)


def first_label(patterns: tuple[re.Pattern[str], ...], lines: list[tuple[int, str]]) -> tuple[str, int] | None:
    """The first value that one of the patterns finds in a line, those of an earlier pattern before all others, and the line's number."""
    for pattern in patterns:
        for number, line in lines:
            match = pattern.search(line)
            if match and (value := match[1].strip(" :：-—|《》「」")) and value.lower() not in NOBODY:
                return value, number
    return None
