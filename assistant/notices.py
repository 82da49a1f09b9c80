"""What a reader is told besides the answer, in the asker's language."""

from collections.abc import Sequence

from corpus.article import Language

NOTICES: dict[str, dict[Language, str]] = {
    "model failed": {
        "zh-Hans": "语言模型 {model} 未能回答（{reason}），以下改由文章原句组成。",
        "zh-Hant": "語言模型 {model} 未能回答（{reason}），以下改由文章原句組成。",
        "en": "The language model {model} failed ({reason}); the answer below is made of the articles' own sentences.",
    },
    "model unsupported": {
        "zh-Hans": "语言模型的回答在文章中找不到依据，以下改由文章原句组成。",
        "zh-Hant": "語言模型的回答在文章中找不到依據，以下改由文章原句組成。",
        "en": "Nothing the language model wrote is supported by the articles; the answer below is made of their own sentences.",
    },
    "model found nothing": {
        "zh-Hans": "语言模型没有在文章里找到答案，以下改由文章原句组成。",
        "zh-Hant": "語言模型沒有在文章裡找到答案，以下改由文章原句組成。",
        "en": "The language model found no answer in the articles; the answer below is made of their own sentences.",
    },
    "not mentioned": {
        "zh-Hans": "文章里没有提到{what}。",
        "zh-Hant": "文章裡沒有提到{what}。",
        "en": "The articles do not mention {what}.",
    },
    "part not found": {
        "zh-Hans": "没有找到关于{what}的内容，以上只回答了其余部分。",
        "zh-Hant": "沒有找到關於{what}的內容，以上只回答了其餘部分。",
        "en": "Nothing was found about {what}; only the rest is answered above.",
    },
    "days": {
        "zh-Hans": "这里的文章发表于 {first} 至 {last}。",
        "zh-Hant": "這裡的文章發表於 {first} 至 {last}。",
        "en": "The articles here were published from {first} to {last}.",
    },
    "outside the days": {
        "zh-Hans": "所问的时间不在文章的范围内：这里的文章发表于 {first} 至 {last}。",
        "zh-Hant": "所問的時間不在文章的範圍內：這裡的文章發表於 {first} 至 {last}。",
        "en": "The time asked about lies outside the articles here, which were published from {first} to {last}.",
    },
    "superseded": {
        "zh-Hans": "{title}后来改过，这里引用的是截至 {day} 的版本。",
        "zh-Hant": "{title}後來改過，這裡引用的是截至 {day} 的版本。",
        "en": "{title} has been changed since; what is cited here is the text as it stood until {day}.",
    },
    "nearest articles": {
        "zh-Hans": "最接近的文章：{titles}。",
        "zh-Hant": "最接近的文章：{titles}。",
        "en": "The nearest articles: {titles}.",
    },
    "no date": {
        "zh-Hans": "相关的文章里没有给出所问的时间。",
        "zh-Hant": "相關的文章裡沒有給出所問的時間。",
        "en": "The articles on this do not give the date asked for.",
    },
    "no reason": {
        "zh-Hans": "相关的文章里没有给出所问的原因。",
        "zh-Hant": "相關的文章裡沒有給出所問的原因。",
        "en": "The articles on this do not give the reason asked for.",
    },
    "no share": {
        "zh-Hans": "相关的文章里没有给出所问的比例。",
        "zh-Hant": "相關的文章裡沒有給出所問的比例。",
        "en": "The articles on this do not give the share asked for.",
    },
    "no person": {
        "zh-Hans": "相关的文章里没有给出所问的人。",
        "zh-Hant": "相關的文章裡沒有給出所問的人。",
        "en": "The articles on this do not give the person asked for.",
    },
    "no place": {
        "zh-Hans": "相关的文章里没有给出所问的地点。",
        "zh-Hant": "相關的文章裡沒有給出所問的地點。",
        "en": "The articles on this do not give the place asked for.",
    },
    "no amount": {
        "zh-Hans": "相关的文章里没有给出所问的金额。",
        "zh-Hant": "相關的文章裡沒有給出所問的金額。",
        "en": "The articles on this do not give the amount asked for.",
    },
    "no number": {
        "zh-Hans": "相关的文章里没有给出所问的数量。",
        "zh-Hant": "相關的文章裡沒有給出所問的數量。",
        "en": "The articles on this do not give the number asked for.",
    },
    "no organisation": {
        "zh-Hans": "相关的文章里没有给出所问的机构。",
        "zh-Hant": "相關的文章裡沒有給出所問的機構。",
        "en": "The articles on this do not give the organisation asked for.",
    },
}
TITLE_MARKS: dict[Language, str] = {"zh-Hans": "《{}》", "zh-Hant": "《{}》", "en": "“{}”"}
QUOTATION_MARKS: dict[Language, str] = {"zh-Hans": "“{}”", "zh-Hant": "「{}」", "en": "“{}”"}
# Why a model failed: `LanguageModelError` says it in English, with a status code behind it where there is one.
REASONS: dict[str, dict[Language, str]] = {
    "no answer in time": {"zh-Hans": "超时没有回应", "zh-Hant": "逾時沒有回應"},
    "the server cannot be reached": {"zh-Hans": "连不上服务器", "zh-Hant": "連不上伺服器"},
    "the key was refused": {"zh-Hans": "密钥被拒绝", "zh-Hant": "金鑰被拒絕"},
    "the server does not know it": {"zh-Hans": "服务器没有这个模型", "zh-Hant": "伺服器沒有這個模型"},
    "too many requests": {"zh-Hans": "请求过多", "zh-Hant": "請求過多"},
    "the server answered with an error": {"zh-Hans": "服务器出错", "zh-Hant": "伺服器出錯"},
    "its answer broke off": {"zh-Hans": "回答中断", "zh-Hant": "回答中斷"},
    "its answer was empty": {"zh-Hans": "回答为空", "zh-Hant": "回答為空"},
    "the prompt was too long for it": {"zh-Hans": "提示超出其长度上限", "zh-Hant": "提示超出其長度上限"},
    "it could not run": {"zh-Hans": "无法运行", "zh-Hant": "無法執行"},
    "its answer could not be read": {"zh-Hans": "回答无法读取", "zh-Hant": "回答無法讀取"},
}


def notice(name: str, language: Language, **values: str) -> str:
    """A notice by its name, filled in; a known `reason` is said in the reader's language."""
    if "reason" in values:
        values["reason"] = _reason(values["reason"], language)
    return NOTICES[name][language].format(**values)


def quoted_title(title: str, language: Language) -> str:
    """An article's title in its own words, in the marks that the reader's language has for titles."""
    return TITLE_MARKS[language].format(title)


def listed(things: Sequence[str], language: Language, *, plain: bool = False) -> str:
    """Things one behind the other, in quotation marks unless `plain`."""
    shown = things if plain else [QUOTATION_MARKS[language].format(thing) for thing in things]
    return (", " if language == "en" else "、").join(shown)


def _reason(words: str, language: Language) -> str:
    phrase, bracket, status = words.partition(" (")
    return REASONS.get(phrase, {}).get(language, phrase) + (f" ({status}" if bracket else "")
