"""Page furniture: the lines of a scraped page that are not the article."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.cuts import Cut
from corpus.fold import fold
from corpus.furniture_lines import LINE_RULES, line_pattern

_TAIL_LINES = 12
_LONGEST = 420
_PARAGRAPH = 40  # characters from which a line counts as a paragraph of the article
_PUNCTUATION_END = re.compile(r"[。.!?！？…;；:：][」』”\")）]*$")


_RELATED = line_pattern(
    r"(?:相关|延伸|推荐|更多|热门|往期|精彩|编辑|最新|参考|拓展|扩展|关联|近期|猜你|大家都在|[您你]可能还?|也许您)"
    r"(?:阅读|文章|新闻|链接|报道|资料|推荐|回顾|内容|话题|文档|喜欢|感兴趣|看|热文)(?:或资料|和资料|的文章|的内容)?\s*[:：]?",
    r"(?:related|recommended|more|further|popular|trending|latest)"
    r"(?: articles?| stories| reading| posts| news| content| links| coverage| from .{1,30})\s*:?",
    r"(?:read|see|watch) (?:also|next|more)\s*:?",
    r"you (?:may|might) also (?:like|be interested in)\s*:?",
)
_RELATED_LINE = line_pattern(
    r"(?:相关|延伸|推荐)(?:阅读|文章|新闻|链接|报道|推荐)\s*[:：].{1,100}",
    r"(?:related|read more|read also|see also|read next)\s*:.{1,120}",
)
_PRINT_TITLE = re.compile(r"(?:标题|主题|title|subject)\s*:\s*(?P<title>.+?)\s*\[(?:打印本页|print(?: this page)?)\]")
_POST_HEAD = line_pattern(r"(?:作者|发帖人|author)\s*:\s*\S.{0,40}(?:时间|日期|time|date)\s*:\s*\d{4}.{0,20}")
_PROFILE = line_pattern(
    r"作者简介\s*[:：].{1,200}", r"(?:关于作者|作者介绍|about the author|author bio)\s*[:：]?.{0,200}"
)
_BARE_PROFILE = line_pattern(r"简介\s*[:：].{1,200}")
_WELCOME = re.compile(r"欢迎光临 (?P<site>.{1,60}?) \(https?://")
_ORPHAN = re.compile(r"[\u3400-\u9fff]{2,12}[,，、]")
_INLINE = (
    (
        "editors",
        re.compile(
            r"[(（【\[](?:责任编辑|責任編輯|责编|責編|编辑|編輯|校对|校對)\s*[:：][^()（）【】\[\]\n]{1,24}[)）】\]][ \t　]*$",
            re.M,
        ),
    ),
    (
        "editors",
        re.compile(r"(?<=[。！？”」）)])[ \t　]*(?:责任编辑|責任編輯|责编|責編)\s*[:：]\s*\S{1,12}[ \t　]*$", re.M),
    ),
    (
        "read more",
        re.compile(r"[(（【\[](?:点击|點擊|戳)[^()（）【】\[\]\n]{0,12}(?:全文|原文|详情|詳情|更多)[)）】\]]"),
    ),
    (
        "image credit",
        re.compile(r"[(（【\[](?:图源|圖源|图片来源|圖片來源)\s*[:：/][^()（）【】\[\]\n]{1,30}[)）】\]]"),
    ),
)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def find_furniture(text: str) -> Iterator[Cut]:
    """Yields the spans of page furniture in `text`: lines with their newline, and a few bracketed notes."""
    lines = [line for line in _lines(text) if line.text]
    reasons: dict[int, str] = {}
    for number, line in enumerate(lines):
        if reason := _reason(line.text):
            reasons[number] = reason
    for rule in (_forum_page, _related_links, _profile_box, _orphans):
        reasons.update(rule(lines, reasons))
    for number, reason in reasons.items():
        yield Cut(lines[number].start, lines[number].end, reason)
    for reason, pattern in _INLINE:
        for match in pattern.finditer(text):
            yield Cut(match.start(), match.end(), reason)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        yield _Line(start, min(start + len(line) + 1, len(text)), fold(line).strip())
        start += len(line) + 1


def _reason(line: str) -> str | None:
    if len(line) > _LONGEST:
        return None
    return next((reason for reason, pattern in LINE_RULES if pattern.fullmatch(line)), None)


def _forum_page(lines: list[_Line], reasons: dict[int, str]) -> dict[int, str]:
    """A forum's print view: everything above its title line, the post's head, the title again, the forum's name."""
    found: dict[int, str] = {}
    for number, line in enumerate(lines[:12]):
        if match := _PRINT_TITLE.fullmatch(line.text):
            found |= dict.fromkeys(range(number + 1), "forum chrome")
            for later in range(number + 1, min(number + 5, len(lines))):
                if (
                    _POST_HEAD.fullmatch(lines[later].text)
                    or lines[later].text.split(":", 1)[-1].strip() == match["title"]
                ):
                    found[later] = "forum chrome"
            break
    sites = {match["site"] for line in lines[-_TAIL_LINES:] if (match := _WELCOME.match(line.text))}
    return found | {n: "forum chrome" for n, line in enumerate(lines) if line.text in sites}


def _related_links(lines: list[_Line], reasons: dict[int, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for number, line in enumerate(lines):
        if _RELATED_LINE.fullmatch(line.text):
            found[number] = "related links"
        if not _RELATED.fullmatch(line.text):
            continue
        found[number] = "related links"
        at_tail = all(
            _is_link(later.text)
            or n in reasons
            or _PROFILE.fullmatch(later.text)
            or _BARE_PROFILE.fullmatch(later.text)
            for n, later in enumerate(lines[number + 1 :], number + 1)
        )
        for later in range(number + 1, len(lines)):
            text = lines[later].text
            if later in reasons or not (_is_link(text) if at_tail else _is_marked_link(text)):
                break
            found[later] = "related links"
    return found


def _is_link(line: str) -> bool:
    return _is_marked_link(line) or (len(line) <= 80 and not _PUNCTUATION_END.search(line))


def _is_marked_link(line: str) -> bool:
    return len(line) <= 200 and bool(
        re.match(r"[·•*>»\-●■◆▪]|\d{1,2}[.、]\s|《", line) or re.search(r"https?://|》$", line)
    )


def _profile_box(lines: list[_Line], reasons: dict[int, str]) -> dict[int, str]:
    """The author's profile at the end, with the name above it where the page has printed that name before."""
    found: dict[int, str] = {}
    for number in range(max(1, len(lines) - 6), len(lines)):
        name, line = lines[number - 1].text, lines[number].text
        named = len(name) <= 20 and number > 6 and any(name in earlier.text for earlier in lines[:6])
        if _PROFILE.fullmatch(line) or (named and _BARE_PROFILE.fullmatch(line)):
            found[number] = "author profile"
            if named:
                found[number - 1] = "author profile"
    return found


def _orphans(lines: list[_Line], reasons: dict[int, str]) -> dict[int, str]:
    """A phrase with a trailing comma alone between two paragraphs, which neither leads up to it nor go on from it."""
    found: dict[int, str] = {}
    for number in range(1, len(lines) - 1):
        before, after = lines[number - 1].text, lines[number + 1].text
        if (
            _ORPHAN.fullmatch(lines[number].text)
            and _PUNCTUATION_END.search(before)
            and max(len(before), len(after)) >= _PARAGRAPH
            and _PUNCTUATION_END.search(after)
        ):
            found[number] = "advertisement"
    return found
