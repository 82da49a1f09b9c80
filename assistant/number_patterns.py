"""How a number stands in a folded text: its qualifier, currency, unit, sign and counter; and what looks like one and is none."""

import re

from assistant.numerals import ARABIC, MIXED, SCALES, SPELLED

URL = re.compile(r"https?://[^\s\u4e00-\u9fff]++")
NO_QUANTITY = re.compile(
    # GPT-4, A100, Qwen2.5-72B, COVID-19; not RMB5
    r"(?<![a-z0-9])(?!(?:rmb|cny|usd|hkd|twd|ntd|eur|gbp|jpy)[0-9])[a-z](?:[a-z]|[-._+](?=[a-z0-9]))*+"
    r"[0-9](?:[a-z0-9]|[-._+](?=[a-z0-9]))*+"
    # times of day, versions, fractions such as 24/7, centuries, decades, two thirds
    r"|(?<![0-9])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])|(?<![0-9.])[0-9]++(?:\.[0-9]++){2,}+"
    r"|(?<![0-9.])[0-9]{1,2}/[0-9]{1,2}(?![0-9/])|(?<![0-9])[0-9]{1,2}世纪"
    r"|(?<![0-9])(?:[0-9]{2}|[0-9]{4})年代|[二三四五六七八九]十年代|(?<![0-9a-z])[0-9]{2,4}s(?![a-z])"
    r"|(?<![a-z])(?:two|three|four)[- ](?:thirds|quarters|fifths)(?![a-z])"
    # ordinals
    rf"|第 ?(?:{ARABIC}|[一二三四五六七八九十百零两]++)|(?<![0-9.a-z]){ARABIC}(?:st|nd|rd|th)(?![a-z])"
)
# Claude 3, Haitu 3.5, Llama 2 70B: a Latin word that the text writes with a capital, a blank, and a number that counts nothing.
PRODUCT = re.compile(
    r"(?<![a-z0-9])(?P<word>[a-z][a-z+-]*+) (?P<version>[0-9]{1,2}(?:\.[0-9]{1,2})?(?: ?[0-9]{1,3}b)?|[0-9]{1,3}b)(?![a-z0-9%])"
    r"(?![.,:/][0-9]| ?(?:[-–—~至到万亿千百十多余几%年月日号岁时分秒点倍元美港欧英日家个名位款块张台笔次轮项座种人天所间支股部条篇件辆只颗枚套场吨度周成]"
    r"|(?:to|x|percent\w*|per cent|basis|million|billion|trillion|thousand|hundred|dozen|times|people|employees|staff|jobs|"
    r"companies|firms|banks|customers|users|clients|years?|months?|weeks?|days?|hours?|minutes?|cards|chips|seats|shares|units|"
    r"engineers|workers|countries|cities|models|dollars|yuan|euros|pounds|yen|mw|gw|kw|km|gb|tb)(?![a-z])))"
)
NO_PRODUCT = frozenset(
    "a an the this that these those in on at by for from of to with as and or but if all any some about over under nearly almost "
    "around roughly approximately only just exactly another every last first next past top at least most more than until till "
    "since before after between within some both january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday "
    "rmb cny usd hkd ntd twd eur gbp jpy us".split()
)
# 海图3, 白羽2.5: Han characters with a version behind them, which nothing counts.
HAN_PRODUCT = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?<![之第前后超近约逾达到至从由是为有共仅还仍余和与或及的了在每各比占按增降升跌减涨过上下满足年月日号点元亿万千百十个家名位款张次轮倍比分于以将把给用需要出入])"
    r"(?P<version>[1-9](?:\.[0-9])?)(?=[\u4e00-\u9fff，。、；：！？」』”》）]|$)"
    r"(?![万亿千百十多余几年月日号岁时分秒点倍元美港欧英日家个名位款块张台笔次轮项座种人天所间支股部条篇件辆只颗枚套场吨度周成至到小季楼层号期比胜负折码])"
)
MEGA = re.compile(r"兆(?=[瓦字赫比帕欧焦])")
CURRENCY_BEFORE = (
    r"(?:(?:(?<![a-z])(?:us|hk|nt|[acs]))?\$|[¥€£₩]|(?<![a-z])(?:rmb|cny|usd|hkd|ntd|twd|eur|gbp|jpy)|"
    r"人民币|港币|新台币|台币) ?"
)
CURRENCY_AFTER = (
    r"(?:美元|美金|人民币|港元|港币|新?台币|日元|日圆|欧元|英镑|韩元|加元|澳元|新元|元(?![旦年月素宇老件器首])|块钱|"
    r"(?:u\.?s\.? |hong kong )?(?:dollars?|yuan|euros?|pounds?|yen)(?![a-z])|(?:rmb|usd|hkd|cny)(?![a-z]| ?[0-9]))"
)
QUALIFIER = (
    r"(?:大约|(?<![纽签合违公条契续预特])约(?:合|为)?|将近|接近|(?<![最附])近|不少于|不低于|不下于?|不超过|不高于|不多于|(?<!赶)超|逾|不到|不足|未满|至多|最多|至少|最少|起码|高达|"
    r"多达|(?<!不)少于|(?<!不)低于|(?<!不)高于|(?<!不)超过|(?<!不)多于|大于|小于|好几|几(?=[十百千万亿])|数(?=[十百千万亿])|(?<![以早晚马])上(?=[百千万亿])|"
    r"过(?=[百千万亿])|只有|仅|(?<![a-z])(?:(?:no|not) (?:more|less|fewer) than|more than|less than|fewer than|in excess of|close to|as (?:much|many) as|up to|at least|"
    r"at most|over|nearly|almost|about|around|roughly|approximately|approx\.|under|above|below|some|only)(?![a-z]))"
)
SIGN = (
    r"(?:%|个?百分点|个?基点|成(?:半|[一二三四五六七八九1-9](?![0-9十百千万亿成点.个家名位人年月日天周]))?(?!员(?!工)|[为立功本果就交长熟品绩都千语型效])|"
    r"(?:percentage points?|basis points?|bps|percent|per cent)(?![a-z]))"
)
TENTHS = "半123456789一二三四五六七八九"  # behind 成: 一成五 is 15 %
METRE = r"(?:[kmgt]wh?|[kmgt]b|[kmgt]?hz|[mnkc]m|kg|fps|p|[ck]?m[23])(?![a-z0-9])"
COUNTER = (
    r"(?:个(?:多|半)?(?:月|小时|工作日|交易日|季度)|小时(?!半)|分钟|周年|平方米|公里|千瓦|吉瓦|兆瓦|"
    r"(?:[年天周倍]|小时)半(?![导年数价天路途程场球])|"
    r"(?:[家个位名款块张台笔次轮倍项座种人天年岁所间支股部条篇件辆只颗枚套场吨度周])(?![月日])|"
    r"(?:times|-fold|fold)(?![a-z])|x(?![a-z0-9]))"
)
APPROXIMATE = r"(?:左右|以上|以下|上下|[ ]or (?:more|so|less)(?![a-z]))"
NUMBER = re.compile(
    rf"(?P<qualifier>{QUALIFIER} ?)?(?:(?P<before>{CURRENCY_BEFORE})|(?<![0-9.a-z]))"
    rf"(?:(?P<whole>[百千十]|[二三四五六七八九])分之)?(?P<half>half (?=an? ))?(?P<digits>{MIXED}|{SPELLED})"
    rf"(?P<point>点[零〇一二三四五六七八九]++(?=[万亿倍成])|(?(whole)点[零〇一二三四五六七八九]++|(?!)))?"
    rf"(?:(?<=[0-9]) ?[x×*] ?10(?P<caret>\^?)(?P<power>[0-9]{{1,2}})(?![0-9]))?"
    rf"(?P<more>[多余几来](?=[百千万亿家个位名款张台笔次倍项座种人天年岁元美]))?(?P<han>万亿|[十百千万亿])?"
    rf"(?:[ -]?(?P<scale>{'|'.join(SCALES)})(?![a-z])(?: (?P<scale2>thousand|million|billion|trillion)(?![a-z]))?"
    rf"|(?P<letter> ?(?:mn|bn|tn)|[kmb])(?![a-z0-9])|(?P<metre>{METRE}))?"
    rf"(?: ?(?P<sign>{SIGN})|(?P<left>[多余]|{APPROXIMATE})? ?(?P<after>{CURRENCY_AFTER})(?P<counter2>/?(?:[股张]|人(?!民)))?"
    rf"|(?P<left2>[多余])?(?P<counter>{COUNTER})(?:(?<=[倍年岁天月时周])多(?![数少元样次个家种]))?)?{APPROXIMATE}?"
)
COUNTED = re.compile(r" ?(?:[个名人位次台股份条吨度户件颗张枚字行只部辆]|参数|参|用户|粉丝|下载|播放|设备|访问|token)")
TO = re.compile(r" ?(?:[-–—~〜至到]|to) ?")


def is_bare(match: re.Match[str]) -> bool:
    """Whether a Han numeral is more likely part of a word or an article than a number: 一个, 百度, 千万不要, 万科."""
    digits, unit = (
        match["digits"],
        match["counter"] or match["sign"] or match["after"] or match["whole"] or match["more"],
    )
    if digits[0].isascii():
        return False
    if digits == "一":
        return "半" not in (match["counter"] or "") and not (
            match["whole"] or match["qualifier"] or match["sign"] or match["after"] or match["han"] or match["more"]
        )
    if digits[0] in "万亿兆" and not match["qualifier"]:
        return True
    if digits[0] in "百千万亿兆":
        return not (match["qualifier"] or match["before"] or match["after"] or match["whole"])
    return not unit and not match["scale"] and not any(c in digits[1:] for c in "十百千万亿兆")
