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
}


def notice(name: str, language: Language, **values: str) -> str:
    """A notice by its name, filled in."""
    return NOTICES[name][language].format(**values)
