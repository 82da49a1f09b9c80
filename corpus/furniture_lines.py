"""What the furniture of a page looks like: whole lines, folded so that one pattern serves both scripts."""

import re


def line_pattern(*patterns: str) -> re.Pattern[str]:
    """Compiles alternatives that match a whole folded line, bullets and rules around it aside."""
    return re.compile(r"[\s\-—*·•|>#]*(?:" + "|".join(patterns) + r")[\s\-—*·•|。.!>]*")


_COUNTED = (
    r"(?:阅读|浏览|点击|查看|评论|回复|点赞|收藏|转发|分享|人气|热度|跟帖|"
    r"views?|comments?|likes?|shares?|reads?|replies)"
)
_NUMBER = r"[\d,.]+\s*[万wk+]*"
_COUNT = rf"(?:{_COUNTED}[量数次]*\s*[:(]?\s*{_NUMBER}\s*次?\)?|{_NUMBER}\s*(?:次|条|人|个)?{_COUNTED}[量数]?)"
# Possessive (++, ?>) wherever one line can be divided in several ways: a row of digits would be tried in all of them.
_COUNT_PART = rf"(?>{_COUNT}|\d++|{_COUNTED})"
_PLACE = (
    r"(?:微信|微信好友|朋友圈|微博|新浪微博|qq|qq空间|qq好友|豆瓣|人人网|facebook|fb|twitter|x|line|telegram|"
    r"whatsapp|linkedin|reddit|pinterest|email|e-mail|weibo|wechat|messenger|threads|tumblr|复制链接|复制网址|"
    r"copy link|print|打印|列印|收藏|点赞|评论|转发|举报|分享|share|tweet|save|comment)"
)
_STAFF = (
    r"(?:责任编辑|责编|本文编辑|编辑|主编|校对|审核|审校|终审|初审|复审|监制|排版|美编|编审|二审|三审|"
    r"值班编辑|见习编辑|实习编辑|图片编辑)"
)
_STAFF_LABEL = rf"{_STAFF}\s*[:/|丨]"
_POST_LINK = (
    r"(?:只看该作者|只看大图|只看楼主|倒序浏览|倒序看帖|阅读模式|显示全部楼层|使用道具|回复|举报|引用|"
    r"返回列表|发新帖|电梯直达|跳转到指定楼层)"
)
_PHPBB_LINK = r"(?:reply with quote|report this post|view user's profile|send private message|post reply|new topic)"
_NAV = (
    r"(?:首页|主页|新闻|财经|科技|体育|娱乐|国际|国内|社会|军事|房产|教育|健康|时尚|旅游|视频|图片|专题|论坛|社区|"
    r"博客|登录|登入|注册|会员中心|搜索|帮助|关于我们|联系我们|广告服务|网站地图|友情链接|招聘|客服|手机版|小黑屋|"
    r"archiver|rss|app下载|home|news|business|tech|technology|world|sports?|politics|opinion|markets|video|photos|"
    r"about|about us|contact|contact us|log ?in|sign ?in|sign ?up|register|subscribe|search|menu|help|faq|"
    r"privacy(?: policy)?|terms(?: of (?:use|service))?|sitemap|careers|advertise|cookie policy)"
)

LINE_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "share buttons",
        line_pattern(
            r"(?:一键)?分享(?:到|至|给|本文|文章)?\s*+[:：]?+(?:\s*+[|/·]?+\s*+" + _PLACE + r")*",
            r"share(?: this)?(?: article| story| post| on)?\s*+:?+(?:\s*+[|/·,]?+\s*+" + _PLACE + r")*",
            _PLACE + r"(?:[\s|/·]++" + _PLACE + r")+",
            r"复制链接|copy link|tweet|打印(?:本页|文章|此页)?|举报|print(?: this)?(?: page| article)?",
        ),
    ),
    (
        "read more",
        line_pattern(
            r"请?(?:点击|戳|轻触)?(?:这里|此处|下方|左下角|链接)?[,，]?(?:继续)?(?:阅读|查看|展开|显示|浏览)"
            r"(?:全文|原文|更多|剩余\S{0,8}|全部\S{0,6})(?:内容|详情)?(?:\s*[>»]+)?",
            r"(?:加载|查看|显示)更多\S{0,6}",
            r"(?:上|下)一[页篇条](?:\s*[:：].{0,60})?",
            r"(?:返回|回到)(?:首页|顶部|列表|上一页|目录)(?:\s*(?:返回|回到)(?:首页|顶部|列表))*",
            r"(?:click|tap) here(?: to| for)? .{1,60}",
            r"(?:read|view|see|show|load) (?:more|(?:the )?full (?:article|story|report)|(?:all )?comments)(?:\s*[>»…]+)?",
            r"continue reading.{0,60}",
            r"(?:next|previous|prev)(?: page| post| article| story)?\s*(?::.{0,80}|[>»«]*)",
            r"back to top|skip to (?:main )?content|leave a (?:comment|reply)",
            r"(?:story|article) continues (?:below|after).{0,30}|scroll to continue.{0,30}",
            r"advertisement|sponsored(?: content)?|广告|推广|赞助内容",
        ),
    ),
    (
        "subscription",
        line_pattern(
            r"(?:click here to |please )?(?:sign up|subscribe)(?: now| today| here)?(?: (?:for|to|and) .{1,80})?",
            r"register (?:now|today|here|for free)(?: .{1,40})?",
            r"(?:follow|like|find|join) us(?: on| at)? .{1,60}",
            r"(?:get|receive) .{0,40}(?:newsletter|inbox|by email).{0,40}",
            r"already (?:a subscriber|have an account).{0,40}",
            r"download (?:the|our) .{0,20}app.{0,40}",
            r"(?:欢迎|敬请|请)?(?:点击)?(?:上方|下方|右上)?(?:蓝字|蓝色字体|卡片)?\s*[\"“]?(?:关注|订阅)"
            r"(?:我们|本号|公众号|微信公众号|官方微信|官方微博|本站|微信)[^。]{0,30}",
            r"点击(?:上方|下方|右上|文末|标题下)\S{0,12}(?:关注|订阅|加入|下载|报名)\S{0,16}",
            r"(?:长按|扫码|扫一扫|扫描|微信扫|识别)\S{0,16}(?:二维码|关注|下载|加入|分享)\S{0,16}",
            r"(?:立即|马上|免费)(?:订阅|注册|登录|下载|加入)\S{0,24}",
            r"(?:立即|马上|请|点击|扫码)?(?:下载|打开)\S{0,8}(?:app|客户端)[,，]?(?:(?:查看|阅读|获取|体验|了解|参与|看)\S{0,16})?",
            r"更多(?:精彩|资讯|内容|新闻|报道)\S{0,12}(?:请|关注|下载|点击|尽在)\S{0,24}",
            r"(?:如果|若)?[您你]?(?:喜欢|觉得)\S{0,12}(?:请|欢迎|记得|点个|帮忙)\S{0,8}(?:赞|在看|转发|分享)\S{0,8}",
            r"(?:添?加|扫码加)(?:微信|群|入\S{0,6}群)[:：]\S{0,24}",
        ),
    ),
    (
        "copyright",
        line_pattern(
            r"(?:powered by|theme by|theme:|proudly powered by|site designed by|website by) .{2,60}",
            r".{0,60}powered by (?:discuz|phpbb|wordpress|vbulletin|xenforo|mybb|phpwind|typecho|hexo|hugo|ghost).{0,40}",
            r"(?:copyright\s*(?:©|\(c\)|20|19)|©|\(c\)\s*(?:19|20)\d\d).{0,100}",
            r".{0,60}(?:all rights reserved|版权所有(?![者权人])|著作权所有|保留所有权利).{0,80}",
            r".{0,40}icp[备证]\s*\d+.{0,60}",
            r"\S{0,10}公网安备.{0,40}",
            r"(?:未经|非经|如未).{0,24}(?:授权|许可|允许|同意).{0,24}(?:转载|复制|摘编|镜像|转贴|翻印|抄袭).{0,60}",
            r".{0,20}(?:转载|转发|引用)(?:请|须|需|时请).{0,10}注明.{0,60}",
            r"gmt\s*[+-]\d.{0,80}",
            r"processed in [\d.]+ sec.{0,80}",
            r"欢迎光临 .{1,60}\(https?://.{0,100}",
        ),
    ),
    (
        "disclaimer",
        line_pattern(
            r"(?:免责声明|版权声明|免责条款|侵权声明|disclaimer|legal notice)\s*[:：].{0,400}",
            r"(?:本文|文章|以上内容|本站|本网站?)(?:内容|观点)?(?:仅代表|仅供|不代表|不构成|版权归).{0,120}",
            r"the (?:views|opinions) expressed .{0,80}(?:are (?:those|solely)|do not).{0,120}",
            r"(?:如有|若有|如涉及)侵权.{0,60}",
        ),
    ),
    (
        "counts",
        line_pattern(
            rf"(?=.*{_COUNTED})(?=.*\d){_COUNT_PART}(?:[\s|/·,]*+{_COUNT_PART})*",
            r"\d+ min(?:ute)?s? read",
            r"(?:本文|全文)(?:共|约|大约|总计)*\s*\d+\s*字.{0,24}",
            r"(?:预计)?阅读(?:时间|时长|需|约)\S{0,4}\d+\s*分钟",
        ),
    ),
    (
        "editors",
        line_pattern(rf"[(\[【]?(?:{_STAFF_LABEL}\s*+(?:(?!{_STAFF_LABEL})[^\s。,]){{1,12}}+[\s|,;、/]*+)+[)\]】]?"),
    ),
    (
        "navigation",
        line_pattern(
            r"(?:您|你|现在|当前|目前|所在)+的?位置\s*[:：].{1,80}",
            r"you are here\s*:.{1,80}",
            r"(?:首页|主页|home)(?:\s*+[>»›→]++\s*+[^>»›→]{1,40}+){1,6}",
            _NAV + r"(?:[\s|/·>]++" + _NAV + r"){2,}",
            r"(?:(?:«|上一页|prev)\s*)?(?:\d+\s+){2,}(?:\.{2,}\s*)?\d*\s*(?:下一页|next|»|>)",
        ),
    ),
    (
        "image credit",
        line_pattern(
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
        line_pattern(
            r"(?:楼主|沙发|板凳|地板|\d+\s*[楼#])(?:\s+\S{0,12})?",
            r"(?:\S{1,20}\s+)?发表于\s*\d{4}\S*(?:\s*\d\d:\d\d(?::\d\d)?)?(?:\s*[|｜].{0,40})?",
            rf"{_POST_LINK}(?:[\s|/·]*{_POST_LINK})*",
            r"本帖最后由.{1,60}编辑",
            r"(?:(?:积分|帖子|主题|精华|注册时间|在线时间|威望|金币|金钱|最后登录|贡献|uid|好友|听众)[\d\-:：\s]++)+",
            r"[您你](?:需要|必须)(?:登录|注册)\S{0,4}[才方].{0,40}",
            r"登录(?:后[才即可查发参]|\s*[|/]\s*注册).{0,40}",
            r"马上注册[,，].{0,60}",
            r"(?:re|回复)\s*:\s*.{0,80}\[(?:打印|复制).{0,10}\]",
            r"(?:joined|posts|post subject)\s*:\s*.{0,60}",
            r"posted\s*:\s*\w{3} \w{3} \d{1,2}.{0,60}",
            rf"{_PHPBB_LINK}(?:[\s|/·]*{_PHPBB_LINK})*",
        ),
    ),
    (
        "page marks",
        line_pattern(
            r"\(?(?:the )?end\)?|【完】|全文完|收录于合集.{0,40}|(?:微信号|功能介绍)\s.{0,60}",
            r"以下文章来源于.{1,40}|↑.{0,30}|▲\s*(?:点击|长按|扫).{0,20}",
        ),
    ),
)
