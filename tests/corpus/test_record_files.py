"""Files of several articles: each record becomes an article or a named problem."""

import json
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Article, UnreadableArticleError
from corpus.fields import parse_fields
from corpus.record_files import Record, read_records

HANS = "星桥机器人与港口集团签订服务合同，首批三百台设备明年投入使用。"
HANT = "星瀾雲端宣布在臺北開設第二座機房，機房使用再生能源。"
ENGLISH = "Harbour Robotics opened a factory in Porto. It employs 300 people."


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def articles(path: Path, fields: str = "") -> list[Article]:
    return [r.article(f"{path.stem}#{r.number}") for r in read_records(path, parse_fields(fields)) if not r.problem]


def problems(path: Path) -> dict[int, str]:
    return {r.number: f"{r.place}: {r.problem}" for r in read_records(path) if r.problem}


def test_every_line_of_a_jsonl_is_an_article_in_its_own_script(tmp_path: Path) -> None:
    rows = [
        {"title": "港口换机器", "text": HANS, "date": "2024-03-05", "source": "北灯财经", "author": "何田"},
        {"標題": "星瀾開設機房", "正文": HANT, "發布時間": "民國113年11月2日", "來源": {"name": "雲端日報"}},
        {"headline": "A factory", "body": ENGLISH, "pub_time": 1734652800, "link": "https://example.org/f"},
    ]
    lines = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    hans, hant, english = articles(write(tmp_path, "news.jsonl", lines))
    assert [a.id for a in (hans, hant, english)] == ["news#1", "news#2", "news#3"]
    assert (hans.title, hans.text, hans.language) == ("港口换机器", HANS, "zh-Hans")
    assert (hans.published, hans.source, hans.author) == (date(2024, 3, 5), "北灯财经", "何田")
    assert (hant.language, hant.published, hant.source) == ("zh-Hant", date(2024, 11, 2), "雲端日報")
    assert (english.language, english.published, english.url) == ("en", date(2024, 12, 20), "https://example.org/f")


def test_a_bad_line_fails_alone_with_its_number_and_reason(tmp_path: Path) -> None:
    good = json.dumps({"text": HANS}, ensure_ascii=False).encode()
    lines = [good, b'{"text": ', b"", b"[1]", b'{"title": "x"}', b'{"text": "caf\xe9 and more"}', good]
    path = write(tmp_path, "a.jsonl", b"\n".join(lines))
    assert [r.number for r in read_records(path) if not r.problem] == [1, 6]
    found = problems(path)
    assert list(found) == [2, 3, 4, 5]
    assert found[2].startswith("line 2: not valid JSON")
    assert found[3] == "line 4: expected an object {...}, found a list"
    assert "ASSISTANT_FIELDS=text=FIELD" in found[4]
    assert found[5].startswith("line 6: it holds bytes of another encoding")


def test_a_record_is_cleaned_and_its_metadata_found_as_a_files_are(tmp_path: Path) -> None:
    text = f"港口换机器\n北灯财经 2023-05-06 21:08\n\n{HANS}\n\n点击阅读全文"
    path = write(tmp_path, "a.jsonl", json.dumps({"text": text, "date": "soon"}, ensure_ascii=False))
    (article,) = articles(path)
    assert (article.title, article.published, article.source) == ("港口换机器", date(2023, 5, 6), "北灯财经")
    assert article.text.endswith("投入使用。")
    assert [r.text for r in article.removed] == ["点击阅读全文"]
    assert dict(article.origins)["published"] == "byline, line 2"


def test_markup_in_a_text_becomes_paragraphs(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", json.dumps([{"content": f"<p>{ENGLISH}</p><p>A &amp; B<br>agree.</p>"}]))
    assert articles(path)[0].text == f"{ENGLISH}\nA & B\nagree."


def test_what_utf8_cannot_hold_does_not_come_through(tmp_path: Path) -> None:
    (article,) = articles(write(tmp_path, "a.jsonl", '{"title": "x\\ud800", "text": "港口\\udfff换机器。"}'))
    assert (article.title, article.text) == ("x\ufffd", "港口\ufffd换机器。")


def test_fields_of_ones_own_go_before_the_usual_names(tmp_path: Path) -> None:
    row = {"title": "usual", "kopf": "own", "text": "usual", "data": {"lauf": ENGLISH}, "datum": "2024-03-05"}
    path = write(tmp_path, "a.jsonl", json.dumps(row))
    (article,) = articles(path, "title=kopf, text=missing, text=data.lauf, published=datum")
    assert (article.title, article.text, article.published) == ("own", ENGLISH, date(2024, 3, 5))
    assert dict(article.origins)["title"] == 'json field "kopf"'


@pytest.mark.parametrize("setting", ["headline", "titel=x", "title="])
def test_a_setting_that_means_nothing_is_named_with_what_was_expected(setting: str) -> None:
    with pytest.raises(ValueError, match="expected MEANING=FIELD, where MEANING is one of title, text"):
        parse_fields(setting)


@pytest.mark.parametrize(
    "content",
    [
        [{"text": HANS}, {"text": ENGLISH}],
        {"data": [{"text": HANS}, {"text": ENGLISH}], "tags": ["a", "b", "c"]},
        {"response": {"count": 2, "docs": [{"text": HANS}, {"text": ENGLISH}]}},
    ],
)
def test_a_json_file_is_a_list_or_holds_one(tmp_path: Path, content: object) -> None:
    found = articles(write(tmp_path, "a.json", json.dumps(content, ensure_ascii=False)))
    assert [(a.id, a.text) for a in found] == [("a#1", HANS), ("a#2", ENGLISH)]


def test_a_json_file_of_one_object_is_one_record_without_a_number(tmp_path: Path) -> None:
    (record,) = read_records(write(tmp_path, "a.json", json.dumps({"title": "x", "text": ENGLISH})))
    assert (record.number, record.text) == (0, ENGLISH)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.json", b'{"title": "x', "not valid JSON"),
        ("a.json", b"[" * 100_000, "not valid JSON"),
        ("a.json", b'{"title": "x"}', "neither an object with a text nor a list"),
        ("a.json", b" ", "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.jsonl", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        ("a.csv", b"name,price\nx,1\n", "names no column of text \\(it says: name, price\\)"),
        ("a.csv", b'title,text\nx,y\nz,"never\nends\n', "line 3: a quoted value that begins here never ends"),
        ("a.csv", b"\n\n", "empty"),
    ],
)
def test_a_file_broken_as_a_whole_has_one_reason(tmp_path: Path, name: str, content: bytes, problem: str) -> None:
    with pytest.raises(UnreadableArticleError, match=problem):
        list(read_records(write(tmp_path, name, content)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
@pytest.mark.parametrize(
    "template",
    [
        '标题,正文,日期\r\n{t},"{x}",2024-03-05\r\n',
        "日期;标题;正文\n2024-03-05;{t};'{x}'\n",
        "标题\t正文\t日期\n{t}\t{x}\t2024-03-05\n",
        "标题|正文|日期\r{t}|{x}|2024-03-05\r",
        'sep=;\r\n标题;正文;日期\r\n{t};"{x}";2024/3/5\r\n',
        '"标题","正文","日期"\n"{t}","{x}","2024-03-05"\n',
    ],
)
def test_a_table_is_read_in_any_dialect_and_encoding(tmp_path: Path, template: str, encoding: str) -> None:
    content = template.format(t="港口换机器", x=HANS).encode(encoding)
    (article,) = articles(write(tmp_path, "a.csv", content))
    assert (article.title, article.text, article.published) == ("港口换机器", HANS, date(2024, 3, 5))
    assert dict(article.origins)["title"] == 'column "标题"'


def test_traditional_script_in_big5_is_read_from_a_table(tmp_path: Path) -> None:
    (article,) = articles(write(tmp_path, "a.csv", f"標題,內容\n星瀾,{HANT}\n".encode("big5")))
    assert (article.text, article.language) == (HANT, "zh-Hant")


def test_quoted_values_hold_delimiters_lines_and_quotation_marks(tmp_path: Path) -> None:
    doubled = 'title,text\na,"He said ""no"", twice.\nThen he left."\n'
    escaped = 'title,text\na,"He said \\"no\\", twice.\nThen he left."\n'
    for content in (doubled, escaped):
        assert articles(write(tmp_path, "a.csv", content))[0].text == 'He said "no", twice.\nThen he left.'


def test_a_table_of_tabs_may_hold_quotation_marks_of_the_text(tmp_path: Path) -> None:
    path = write(tmp_path, "a.tsv", f'title\ttext\n"No" he said\t{ENGLISH}\n"Yes" she said\t{HANS}\n')
    assert [a.title for a in articles(path)] == ['"No" he said', '"Yes" she said']


def test_a_bad_row_fails_alone_with_its_line_and_reason(tmp_path: Path) -> None:
    rows = ["title,text", 'a,"two', 'lines"', "b,one,two", "", "c,", f"d,{ENGLISH}", 'e,"x"y']
    path = write(tmp_path, "a.csv", "\n".join(rows))
    found = problems(path)
    assert list(found) == [2, 3, 5]
    assert found[2].startswith("line 4: 3 values for 2 columns")
    assert found[3].startswith("line 6: no text")
    assert found[5].startswith("line 8: not a row of the table")
    assert [(a.id, a.text) for a in articles(path)] == [("a#1", "two\nlines"), ("a#4", ENGLISH)]


def test_a_long_value_is_no_problem(tmp_path: Path) -> None:
    text = HANS * 10_000
    assert articles(write(tmp_path, "a.csv", f"title,text\na,{text}\n"))[0].text == text


def test_a_record_has_a_hash_of_what_its_article_is_made_of(tmp_path: Path) -> None:
    def digests(*rows: dict[str, object]) -> list[str]:
        path = write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)))
        return [record.digest() for record in read_records(path)]

    base = {"title": "x", "text": ENGLISH, "views": 1}
    same, other_views, other_text, other_title = digests(
        base, {**base, "views": 2}, {**base, "text": HANS}, {**base, "title": "y"}
    )
    assert same == other_views
    assert len({same, other_text, other_title}) == 3


def test_one_line_of_a_jsonl_is_in_memory_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = json.dumps({"title": "x", "text": HANS * 100}, ensure_ascii=False) + "\n"
    path.write_text(line * 2000, "utf-8")
    size = path.stat().st_size
    assert size > 15_000_000
    tracemalloc.start()
    try:
        last: Record | None = None
        for record in read_records(path):
            last = record
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert last is not None
    assert last.number == 2000
    assert peak < size / 2
