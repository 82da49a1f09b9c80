"""What a reader is told besides the answer, in the asker's language."""

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
}
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


def _reason(words: str, language: Language) -> str:
    phrase, bracket, status = words.partition(" (")
    return REASONS.get(phrase, {}).get(language, phrase) + (f" ({status}" if bracket else "")
