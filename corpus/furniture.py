"""Page furniture: the lines of a scraped page that are not the article."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.cuts import Cut
from corpus.fold import fold

_TAIL_LINES = 12
_PARAGRAPH = 40  # characters from which a line counts as a paragraph of the article
_PUNCTUATION_END = re.compile(r"[。.!?！？…;；:：][」』”\")）]*$")


def _line(*patterns: str) -> re.Pattern[str]:
    """Matches a whole folded line (NFKC, Simplified, lower case), so that one pattern serves both scripts."""
    return re.compile(r"[\s\-—*·•|>#]*(?:" + "|".join(patterns) + r")[\s\-—*·•|。.!>]*")


_COUNTED = r"(?:阅读|浏览|点击|查看|评论|回复|点赞|收藏|转发|分享|人气|热度|跟帖|views?|comments?|likes?|shares?|reads?|replies)"
_NUMBER = r"[\d,.]+\s*[万wk+]*"
_COUNT = rf"(?:{_COUNTED}[量数次]*\s*[:(]?\s*{_NUMBER}\s*次?\)?|{_NUMBER}\s*(?:次|条|人|个)?{_COUNTED}[量数]?)"
_PLACE = (
    r"(?:微信|微信好友|朋友圈|微博|新浪微博|qq|qq空间|qq好友|豆瓣|人人网|facebook|fb|twitter|x|line|telegram|whatsapp|linkedin|"
    r"reddit|pinterest|email|e-mail|weibo|wechat|messenger|threads|tumblr|复制链接|复制网址|copy link|print|打印|列印|收藏|点赞|评论|"
    r"转发|举报|分享|share|tweet|save|comment)"
)
_STAFF = r"(?:责任编辑|责编|本文编辑|编辑|主编|校对|审核|审校|终审|初审|复审|监制|排版|美编|编审|二审|三审|值班编辑|见习编辑|实习编辑|图片编辑)"
_POST_LINK = r"(?:只看该作者|只看大图|只看楼主|倒序浏览|倒序看帖|阅读模式|显示全部楼层|使用道具|回复|举报|引用|返回列表|发新帖|电梯直达|跳转到指定楼层)"
_PHPBB_LINK = r"(?:reply with quote|report this post|view user's profile|send private message|post reply|new topic)"
_NAV = (
    r"(?:首页|主页|新闻|财经|科技|体育|娱乐|国际|国内|社会|军事|汽车|房产|教育|健康|时尚|旅游|视频|图片|专题|论坛|社区|博客|登录|登入|注册|"
    r"会员中心|搜索|帮助|关于我们|联系我们|广告服务|网站地图|友情链接|招聘|客服|手机版|小黑屋|archiver|rss|app下载|"
    r"home|news|business|tech|technology|world|sports?|politics|opinion|markets|video|photos|about|about us|contact|contact us|"
    r"log ?in|sign ?in|sign ?up|register|subscribe|search|menu|help|faq|privacy( policy)?|terms( of (use|service))?|sitemap|careers|"
    r"advertise|cookie policy)"
)

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "share buttons",
        _line(
            r"(?:一键)?分享(?:到|至|给|本文|文章)?\s*[:：]?(?:\s*[|/·]?\s*" + _PLACE + r")*",
            r"share(?: this)?(?: article| story| post| on)?\s*:?(?:\s*[|/·,]?\s*" + _PLACE + r")*",
            _PLACE + r"(?:\s*[|/·\s]\s*" + _PLACE + r")+",
            r"复制链接|copy link|tweet|打印(?:本页|文章|此页)?|举报|print(?: this)?(?: page| article)?",
        ),
    ),
    (
        "read more",
        _line(
            r"(?:请)?(?:点击|戳|轻触)?(?:这里|此处|下方|左下角|链接)?[,，]?(?:继续)?(?:阅读|查看|展开|显示|浏览)(?:全文|原文|更多|剩余\S{0,8}|全部\S{0,6})(?:内容|详情)?(?:\s*[>»]+)?",
            r"(?:加载|查看|显示)更多\S{0,6}",
            r"(?:上|下)一[页篇条](?:\s*[:：].{0,60})?",
            r"(?:返回|回到)(?:首页|顶部|列表|上一页|目录)(?:\s*(?:返回|回到)(?:首页|顶部|列表))*",
            r"(?:click|tap) here(?: to| for)? .{1,60}",
            r"(?:read|view|see|show|load) (?:more|the full (?:article|story|report)|full (?:article|story)|all comments|comments)(?:\s*[>»…]+)?",
            r"continue reading.{0,60}",
            r"(?:next|previous|prev)(?: page| post| article| story)?\s*(?::.{0,80}|[>»«]*)",
            r"back to top|skip to (?:main )?content|leave a (?:comment|reply)",
            r"(?:story|article) continues (?:below|after).{0,30}|scroll to continue.{0,30}|advertisement|sponsored(?: content)?|广告|推广|赞助内容",
        ),
    ),
    (
        "subscription",
        _line(
            r"(?:click here to |please )?(?:sign up|subscribe)(?: now| today| here)?(?: (?:for|to|and) .{1,80})?",
            r"register (?:now|today|here|for free)(?: .{1,40})?",
            r"(?:follow|like|find|join) us(?: on| at)? .{1,60}",
            r"(?:get|receive) .{0,40}(?:newsletter|inbox|by email).{0,40}",
            r"already (?:a subscriber|have an account).{0,40}",
            r"download (?:the|our) .{0,20}app.{0,40}",
            r"(?:欢迎|敬请|请)?(?:点击)?(?:上方|下方|右上)?(?:蓝字|蓝色字体|卡片)?\s*[\"“]?(?:关注|订阅)(?:我们|本号|公众号|微信公众号|官方微信|官方微博|本站|微信)[^。]{0,30}",
            r"点击(?:上方|下方|右上|文末|标题下)\S{0,12}(?:关注|订阅|加入|下载|报名)\S{0,16}",
            r"(?:长按|扫码|扫一扫|扫描|微信扫|识别)\S{0,16}(?:二维码|关注|下载|加入|分享)\S{0,16}",
            r"(?:立即|马上|免费)(?:订阅|注册|登录|下载|加入)\S{0,24}",
            r"(?:下载|打开)\S{0,10}(?:app|客户端)\S{0,24}",
            r"更多(?:精彩|资讯|内容|新闻|报道)\S{0,12}(?:请|关注|下载|点击|尽在)\S{0,24}",
            r"(?:喜欢|觉得)\S{0,12}(?:点赞|在看|转发|分享)\S{0,16}",
            r"加(?:微信|群|入\S{0,6}群)\S{0,24}",
        ),
    ),
    (
        "copyright",
        _line(
            r".{0,60}(?:powered by|theme by|proudly powered|designed by) .{2,60}",
            r"(?:copyright\s*(?:©|\(c\)|20|19)|©|\(c\)\s*(?:19|20)\d\d).{0,100}",
            r".{0,60}(?:all rights reserved|版权所有|著作权所有|保留所有权利).{0,80}",
            r".{0,40}icp[备证]\s*\d+.{0,60}",
            r"\S{0,10}公网安备.{0,40}",
            r"(?:未经|非经|如未).{0,24}(?:授权|许可|允许|同意).{0,24}(?:不得|禁止|请勿|严禁|谢绝).{0,60}",
            r".{0,20}(?:转载|转发|引用)(?:请|须|需|时请).{0,10}注明.{0,60}",
            r"gmt\s*[+-]\d.{0,80}",
            r"processed in .{0,80}",
            r"欢迎光临 .{1,60}\(https?://.{0,100}",
        ),
    ),
    (
        "disclaimer",
        _line(
            r"(?:免责声明|版权声明|免责条款|侵权声明|disclaimer|legal notice)\s*[:：].{0,400}",
            r"(?:本文|文章|以上内容|本站|本网站?)(?:内容|观点)?(?:仅代表|仅供|不代表|不构成|版权归).{0,120}",
            r"the (?:views|opinions) expressed .{0,200}",
            r"(?:如有|若有|如涉及)侵权.{0,60}",
        ),
    ),
    (
        "counts",
        _line(
            rf"(?:(?:\d+|{_COUNT})[\s|/·,]*)*{_COUNT}(?:[\s|/·,]*(?:\d+|{_COUNT}))*",
            r"\d+ min(?:ute)?s? read",
            r"(?:本文|全文)(?:共|约|大约|总计)*\s*\d+\s*字.{0,24}",
            r"(?:预计)?阅读(?:时间|时长|需|约)\S{0,4}\d+\s*分钟",
        ),
    ),
    ("editors", _line(rf"[(\[【]?(?:{_STAFF}\s*[:/|丨]\s*[^\s。,]{{1,12}}[\s|,;、/]*)+[)\]】]?")),
    (
        "navigation",
        _line(
            r"(?:您|你)?(?:现在|当前|目前)?(?:所在)?的?位置\s*[:：].{1,80}",
            r"you are here\s*:.{1,80}",
            r"(?:首页|主页|home)(?:\s*[>»›→]+\s*[^>»›→]{1,40}){1,6}",
            _NAV + r"(?:\s*[|/·>\s]\s*" + _NAV + r"){2,}",
            r"(?:«\s*)?(?:\d+\s+){2,}\d+(?:\s*(?:下一页|next|»|>))?",
        ),
    ),
    (
        "image credit",
        _line(
            r"(?:图源|图片来源|图片版权|图片提供|题图来源|题图|头图|封面图?来源|图据)\s*[:/|丨].{1,40}",
            r"图\s*[/|丨]\s*\S{1,15}",
            r"\S{1,12}供图",
            r"(?:photo|image|picture)s?(?: credits?| source| courtesy)?\s*:\s*.{2,60}",
            r"(?:photo|photograph|image|picture)s? (?:by|courtesy of|via) .{2,60}",
            r"(?:.{0,30}[/|(]\s*)?(?:getty images|ap photo|shutterstock|istock)(?:[/|].{0,40})?\)?",
        ),
    ),
    (
        "forum chrome",
        _line(
            r"(?:楼主|沙发|板凳|地板|\d+\s*[楼#])(?:\s*\S{0,12})?",
            r"(?:\S{1,20}\s+)?发表于\s*\d{4}\S*(?:\s*\d\d:\d\d(?::\d\d)?)?(?:\s*[|｜].{0,40})?",
            rf"{_POST_LINK}(?:[\s|/·]*{_POST_LINK})*",
            r"本帖最后由.{1,60}编辑",
            r"(?:(?:积分|帖子|主题|精华|注册时间|在线时间|威望|金币|金钱|最后登录|贡献|uid|好友|听众)\s*[:：]?\s*[\d\-:\s]+)+",
            r"(?:您|你)?(?:需要|必须)(?:登录|注册).{0,40}",
            r"登录(?:后|/注册|\s*[|/]\s*注册).{0,40}",
            r"马上注册[,，].{0,60}",
            r"(?:re|回复)\s*:\s*.{0,80}\[(?:打印|复制).{0,10}\]",
            r"(?:joined|posts|location|post subject)\s*:\s*.{0,60}",
            r"posted\s*:\s*\w{3} \w{3} \d{1,2}.{0,60}",
            rf"{_PHPBB_LINK}(?:[\s|/·]*{_PHPBB_LINK})*",
        ),
    ),
    (
        "page marks",
        _line(
            r"\(?(?:the )?end\)?|【完】|全文完|收录于合集.{0,40}|(?:微信号|功能介绍)\s.{0,60}|以下文章来源于.{1,40}|↑.{0,30}|▲\s*(?:点击|长按|扫).{0,20}"
        ),
    ),
)
_RELATED = _line(
    r"(?:相关|延伸|推荐|更多|热门|往期|精彩|编辑|最新|参考|拓展|扩展|关联|近期|猜你|大家都在|您可能还?|你可能还?|也许您)(?:阅读|文章|新闻|链接|报道|资料|推荐|回顾|内容|话题|文档|喜欢|感兴趣|看|热文)(?:或资料|和资料|的文章|的内容)?\s*[:：]?",
    r"(?:related|recommended|more|further|popular|trending|latest)(?: articles?| stories| reading| posts| news| content| links| coverage| from .{1,30})\s*:?",
    r"(?:read|see|watch) (?:also|next|more)\s*:?",
    r"you (?:may|might) also (?:like|be interested in)\s*:?",
)
_RELATED_LINE = _line(
    r"(?:相关|延伸|推荐)(?:阅读|文章|新闻|链接|报道|推荐)\s*[:：].{1,100}",
    r"(?:related|read more|read also|see also|read next)\s*:.{1,120}",
)
_PRINT_TITLE = re.compile(r"(?:标题|主题|title|subject)\s*:\s*(?P<title>.+?)\s*\[(?:打印本页|print(?: this page)?)\]")
_POST_HEAD = _line(r"(?:作者|发帖人|author)\s*:\s*\S.{0,40}(?:时间|日期|time|date)\s*:\s*\d{4}.{0,20}")
_PROFILE = _line(
    r"(?:作者)?简介\s*[:：].{1,200}", r"(?:关于作者|作者介绍|about the author|author bio)\s*[:：]?.{0,200}"
)
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
    """Yields the spans of page furniture in `text`: whole lines with their newline, and a few bracketed notes in lines."""
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
    if len(line) > 420:
        return None
    return next((reason for reason, pattern in _RULES if pattern.fullmatch(line)), None)


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
            _is_link(later.text) or n in reasons or _PROFILE.fullmatch(later.text)
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
    first = max(1, len(lines) - 6)
    for number in range(first, len(lines)):
        if not _PROFILE.fullmatch(lines[number].text):
            continue
        found[number] = "author profile"
        name = lines[number - 1].text
        if len(name) <= 20 and any(name in line.text for line in lines[:6]):
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
