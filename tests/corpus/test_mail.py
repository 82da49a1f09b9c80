"""E-mails and saved pages."""

from datetime import date

import pytest

from corpus.article import UnreadableArticleError
from corpus.mail import read_eml, read_mhtml
from tests.corpus.office_files import eml_file, mhtml_file

HTML = "<html><body><p>星桥机器人宣布\n签约。</p><div>Three hundred <b>machines</b>.</div></body></html>"
DATED = {"Date": "Tue, 05 Mar 2024 00:30:00 +0800"}


def test_html_says_what_a_paragraph_is_and_attachments_are_named() -> None:
    contents = read_eml(eml_file("星桥机器人宣\n布签约。", HTML, DATED))
    assert contents.text == "星桥机器人宣布签约。\nThree hundred machines."
    assert [(r.reason, r.text) for r in contents.removed] == [("attachment", "numbers.csv (text/csv)")]


def test_the_headers_say_title_day_and_sender() -> None:
    said = read_eml(eml_file("签约。", headers=DATED)).published_as
    assert (said.title, said.author, said.source) == ("港口换机器", "林小树", None)
    assert said.published == date(2024, 3, 5)  # where it was sent, not in Greenwich


def test_the_sender_of_a_mailing_list_is_the_publication() -> None:
    said = read_eml(eml_file("签约。", headers={"List-Unsubscribe": "<https://example.org/u>"})).published_as
    assert (said.author, said.source, said.published) == (None, "林小树", None)


def test_flowed_lines_become_paragraphs() -> None:
    message = (
        b"Subject: =?utf-8?b?5riv5Y+j?=\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
        b"Three hundred \nmachines.\nNext \nline.\n"
    )
    contents = read_eml(message)
    assert contents.text.split("\n")[:2] == ["Three hundred machines.", "Next line."]
    assert contents.published_as.title == "港口"


@pytest.mark.parametrize(
    ("charset", "words"), [("gb18030", "港口换机器签约"), ("big5", "赤霞園區首度送電"), ("x-unknown", "港口")]
)
def test_a_body_is_decoded_as_declared_or_as_it_makes_sense(charset: str, words: str) -> None:
    encoding = "utf-8" if charset == "x-unknown" else charset
    message = f"Subject: x\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n".encode()
    assert read_eml(message + words.encode(encoding)).text == words


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"just words, no headers", "begins without headers"),
        (eml_file(None), "the e-mail has no text: save its attachments"),
        (b"Subject: x\nDate: Tue, 05 Mar 2024 00:00:00 +9999999999999\n\n\n", "damaged|no text"),
    ],
)
def test_an_email_that_cannot_be_read_says_why(data: bytes, problem: str) -> None:
    with pytest.raises(UnreadableArticleError, match=problem):
        read_eml(data)


def test_nesting_without_end_is_refused() -> None:
    nested = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(2000))
    with pytest.raises(UnreadableArticleError):
        read_eml(f"Subject: x\n{nested}\nhello".encode())


PAGES = {
    "zh-Hans": ("港口换机器", "星桥机器人周二宣布与港口集团签订服务合同，首批三百台设备明年投入使用。"),
    "zh-Hant": ("赤霞園區送電", "赤霞園區首度送電，容量四十五萬瓩，比向銀行承諾的時程提早將近五個月。"),
    "en": ("Port orders robots", "Starbridge Robotics said that it would supply three hundred machines to the port."),
}
NOISE = {
    "zh-Hans": ("首页", "网友评论：写得好", "相关阅读：另一篇"),
    "zh-Hant": ("首頁", "網友評論：寫得好", "延伸閱讀：另一篇"),
    "en": ("Home", "A reader: well written", "Related: another story"),
}


def page(language: str, date_meta: bool = True) -> str:
    """A news page with navigation, comments and related links around its article."""
    title, words = PAGES[language]
    home, comment, related = NOISE[language]
    meta = '<meta property="article:published_time" content="2024-03-05T08:00:00+08:00">' if date_meta else ""
    return (
        f'<!doctype html><html lang="{language}"><head><title>{title}</title><meta property="og:title" content="{title}">{meta}'
        f'<meta name="author" content="Jane Doe"><meta property="og:site_name" content="Northlight"></head><body>'
        f'<nav><ul><li><a href="/">{home}</a></li><li><a href="/n">{home} 2</a></li></ul></nav><main><article><h1>{title}</h1>'
        + "".join(f"<p>{n}. {words}</p>" for n in range(1, 5))
        + f'</article></main><section class="comments" id="comments"><h3>{comment}</h3><p>{comment}</p></section>'
        f'<aside class="related"><ul><li><a href="/a">{related}</a></li></ul></aside><footer>© 2024 Northlight</footer></body></html>'
    )


@pytest.mark.parametrize("language", PAGES)
def test_a_saved_page_gives_its_article_in_every_script(language: str) -> None:
    title, words = PAGES[language]
    contents = read_mhtml(mhtml_file(page(language)))
    for n in range(1, 5):
        assert f"{n}. {words}" in contents.text.split("\n")
    for noise in (*NOISE[language], "©"):
        assert noise not in contents.text
    said = contents.published_as
    assert (said.title, said.author, said.source, said.published) == (title, "Jane Doe", "Northlight", date(2024, 3, 5))
    assert said.url == "https://example.org/port"


def test_the_day_a_page_was_saved_is_no_day_of_publication() -> None:
    assert read_mhtml(mhtml_file(page("en", date_meta=False))).published_as.published is None


def test_an_mhtml_without_a_page_is_refused() -> None:
    with pytest.raises(UnreadableArticleError, match="holds no page"):
        read_mhtml(b"Subject: x\nContent-Type: image/png\n\nxx")
