"""Files become articles or a named problem."""

from datetime import date
from pathlib import Path

import pytest

from corpus.article import UnreadableArticleError
from corpus.read import read_article

BODY = "星桥机器人周二宣布与港口集团签订服务合同，首批三百台设备明年投入使用。\n\n创始人表示，利润不高，但意义重大。"
PAGE = """<!doctype html><html lang="en"><head><title>Port orders robots - Northlight</title>
<meta property="og:title" content="Port orders robots"><meta property="og:site_name" content="Northlight">
<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2024-03-05T08:00:00Z">
<link rel="canonical" href="https://example.org/port"></head><body><nav><a href="/">Home</a> <a href="/n">News</a></nav>
<article><h1>Port orders robots</h1><p>Starbridge Robotics said on Tuesday that it would supply three hundred machines to the
port over the next five years, its largest order so far.</p><p>The machines work in salt spray and heavy rain, the founder
said, and cost less to maintain than the cranes they replace.</p></article><footer>© 2024 Northlight</footer></body></html>"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_text_file_becomes_an_article(tmp_path: Path) -> None:
    path = write(
        tmp_path, "a.txt", f"港口换机器\n北灯财经 2023-05-06 21:08\n\n{BODY}\n\n点击阅读全文\n".encode("gb18030")
    )
    article = read_article(path, "x/a")
    assert (article.id, article.title, article.language) == ("x/a", "港口换机器", "zh-Hans")
    assert (article.published, article.source) == (date(2023, 5, 6), "北灯财经")
    assert article.text.endswith("意义重大。")
    assert [r.text for r in article.removed] == ["点击阅读全文"]


def test_front_matter_goes_before_what_the_text_says(tmp_path: Path) -> None:
    matter = "---\ntitle: 港口\ndate: 2024-03-05\nsource: 北灯\n---\n"
    article = read_article(
        write(tmp_path, "a.md", f"{matter}# 港口换机器\n\n**注意**：[合同](https://example.org)已签。\n\n{BODY}"), "a"
    )
    assert (article.title, article.published, article.source) == ("港口", date(2024, 3, 5), "北灯")
    assert article.text.startswith("港口换机器\n\n注意：合同已签。")


def test_a_page_gives_its_main_text_and_metadata(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, "a.html", PAGE), "a")
    assert (article.title, article.source, article.author) == ("Port orders robots", "Northlight", "Jane Doe")
    assert (article.published, article.url, article.language) == (date(2024, 3, 5), "https://example.org/port", "en")
    assert "salt spray" in article.text
    assert "\n" in article.text
    assert "©" not in article.text
    assert "Home" not in article.text


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.txt", b" \n", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        ("a.txt", "点击阅读全文\n返回顶部\n", "no text is left"),
        ("a.md", "---\ntitle: [open\n---\ntext", "YAML"),
        ("a.html", "<html><body></body></html>", "no main text"),
        ("a.zip", b"PK", "unknown suffix '.zip'"),
    ],
)
def test_a_file_without_an_article_is_refused_by_name_and_problem(
    tmp_path: Path, name: str, content: str | bytes, problem: str
) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(UnreadableArticleError, match=problem) as caught:
        read_article(path, "a")
    assert str(path) in str(caught.value)


def test_a_title_is_made_up_from_the_first_sentence(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, "a.txt", BODY), "a").title == BODY[:35]


def test_reading_twice_gives_the_same_article(tmp_path: Path) -> None:
    path = write(tmp_path, "a.html", PAGE)
    assert read_article(path, "a") == read_article(path, "a")


def test_each_piece_of_metadata_says_where_it_was_found(tmp_path: Path) -> None:
    def origins(name: str, content: str) -> dict[str, str]:
        return dict(read_article(write(tmp_path, name, content), "a").origins)

    assert origins("a.html", PAGE) == {
        **dict.fromkeys(("title", "published", "source", "author", "url"), "html meta"),
        "language": "most of the text",
    }
    matter = f"---\ndate: 2024-03-05\n---\n# 港口换机器\n\n北灯财经 2023-05-06 文／何田\n\n{BODY}\n\n链接：https://example.org/a"
    assert origins("a.md", matter) == {
        "title": "first heading",
        "published": 'front matter "date"',
        "source": "byline, line 3",
        "author": "byline, line 3",
        "url": "label, line 9",
        "language": "most of the text",
    }
    assert origins("a.txt", f"北燈社臺北2024年3月5日電\n{BODY}")["published"] == "dateline, line 1"
    assert origins("b.txt", f"{BODY.partition(chr(10))[0]}他说。")["title"] == "first sentence"


def test_a_date_in_the_address_is_the_last_resort(tmp_path: Path) -> None:
    address = "链接：https://example.org/2024/03/05/port"
    undated = read_article(write(tmp_path, "a.txt", f"港口换机器\n{BODY}\n{address}"), "a")
    assert (undated.published, dict(undated.origins)["published"]) == (date(2024, 3, 5), "url: '2024/03/05'")
    dated = read_article(write(tmp_path, "b.txt", f"港口换机器\n2023-05-06 08:00\n{BODY}\n{address}"), "b")
    assert dated.published == date(2023, 5, 6)


def test_a_front_matter_nested_without_end_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", f"---\ntitle: {'[' * 100_000}\n---\n{BODY}")
    with pytest.raises(UnreadableArticleError, match="more than 20 levels inside one another in line 2"):
        read_article(path, "a")
