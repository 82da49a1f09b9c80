"""Titles and authors out of the properties of a file, without what only names a program, a template or a user account."""

import re
import unicodedata

from corpus.fold import fold
from corpus.metadata import Metadata

_PROGRAM = re.compile(
    r"^\s*(?:microsoft|ms)?\s*(?:word|powerpoint|excel|publisher)\s*(?:-|–|—|文档|文件|document)\s*", re.I
)
_FILE_NAME = re.compile(
    r"\.(?:docx?|xlsx?|pptx?|pdf|indd|qxp?|qxd|ps|eps|odt|rtf|txt|html?|wps|pages|tmp|ai|cdr)\s*$|^[A-Za-z]:\\|^/\S+/\S|^file:",
    re.I,
)
_NO_TITLE = re.compile(
    r"(?:untitled|no title|title|document|doc|presentation|slide|book|sheet|workbook|template|layout|new|scan(?:ned)?|image|print|页面|頁面|"
    r"无标题|無標題|未命名|未標題|标题|標題|文档|文件|演示文稿|幻灯片|簡報|投影片|工作簿|活頁簿|新建|空白|模板|範本)"
    r"[\s\-_.·]*(?:\d+|one|页|頁|文档|文件|document|presentation|演示文稿|microsoft (?:word|powerpoint|excel))*"
    r"|powerpoint\s*(?:presentation|演示文稿|簡報)|[\W\d_]+|[0-9a-f]{8,}(?:-[0-9a-f]{4,})*|.",
    re.I,
)
_NOBODY = re.compile(
    r"(?:admin(?:istrator)?|user|users?[-_ ]?\d*|windows[- ]?(?:user|用户|使用者)|microsoft.*|ms[- ]?office.*|office.*|owner|guest|root|"
    r"unknown|anonymous|default|test|author|dell|hp|lenovo|asus|acer|pc|python-docx|openpyxl|xlsxwriter|reportlab|wps.*|"
    r"steve canny|un-?known|\(?anonymous\)?|管理员|管理員|用户|用戶|使用者|作者|未知|匿名|佚名|雨林木风|番茄花园|微软(?:用户|中国)?|[\W\d_]*|.)",
    re.I,
)
_OPENING = 3_000  # characters of the text in which its headline stands


def properties(title: str | None, author: str | None, text: str) -> Metadata:
    """The title and author of a file's properties, as far as they are of the article.

    Args:
        title: As the file has it.
        author: As the file has it.
        text: The article's text: a title that it opens with is one, whatever it looks like.
    """
    return Metadata(title=_title(_tidy(title), text), author=_author(_tidy(author)))


def _tidy(value: str | None) -> str:
    visible = "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co") else " " for c in value or "")
    return " ".join(visible.split())


def _title(title: str, text: str) -> str | None:
    title = _PROGRAM.sub("", title).strip()
    if not title or len(title) > 200:
        return None
    words = "".join(fold(title).split())
    if len(words) > 3 and words in "".join(fold(text[:_OPENING]).split()):
        return title
    if _FILE_NAME.search(title) or _NO_TITLE.fullmatch(title):
        return None
    return title


def _author(author: str) -> str | None:
    return None if len(author) > 200 or _NOBODY.fullmatch(author) else author or None
