"""No text, however odd, crashes a parser: each gives a result or the one error that it promises.

A hundred inputs each in `make test`; ASSISTANT_TEST_FUZZ=10000 asks for more.
"""

import io
import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.addresses import RefusedError, check_url
from corpus.article import UnreadableArticleError
from corpus.byline import parse_byline
from corpus.clean import clean
from corpus.dates import as_date, date_in_url, find_dates
from corpus.decode import decode, encoding_of
from corpus.fields import as_moment, metadata_of, parse_fields
from corpus.fold import fold, fold_with_offsets
from corpus.front_matter import from_front_matter, split_front_matter
from corpus.furniture import find_furniture
from corpus.language import detect_language
from corpus.metadata import from_text, title_from
from corpus.noise import find_noise
from corpus.read import read_article
from corpus.record_files import read_records
from corpus.relative_dates import made_absolute, resolved
from corpus.sentences import clause_spans, sentence_spans
from corpus.sidecars import read_sidecar
from corpus.splices import find_splices
from corpus.url_lists import file_name, read_urls
from index.records import article_of, article_record

INPUTS = int(os.environ.get("ASSISTANT_TEST_FUZZ", "100"))
# What the parsers look for, so that chance finds its way inside.
PIECES = [
    *("港口换机器", "星瀾雲端宣布在臺北開設機房", "Harbour Robotics opened a factory", "“利润不高”", "「他說」", "3.2亿", "100㎡", "ﬁ"),
    *("。", "！", "？", "…", "，", "；", ".", "!", "?", ",", ";", ":", "：", "(", "）", "'", '"', "\\", "/", "#", "\t", "\r", "\n\n"),
    *("2024-03-05", "2024年3月5日", "民國113年3月5日", "二〇二四年三月五日", "March 5, 2024", "20240305", "1709600000", "2月30日"),
    *("3小时前", "昨天 21:08", "2 days ago", "an hour ago", "3月5日", "00:00", "T08:00:00Z", "+99:99", "9999-12-31", "0001-01-01"),
    *("来源：", "記者 何田／高雄報導", "By Jane Doe", "作者:", "标题：", "文 | ", "电", "(Reuters) - ", "发布时间：", "点击阅读全文", "©"),
    *("%7Kq2A%", "[url=", "[/url]", "<p>", "</p>", "&nbsp;", "&#8203;", "\u200b", "\ufeff", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")),
    *("疏通水管,", "扫码关注", "分享到", "Powered by", "https://example.org/2024/03/05/", "http://[::1", "http://a:99999/", "%E4%B8"),
    *("---\n", "title: ", "date: ", "- ", "[", "{", "]", "}", "&a ", "*a", "!!int ''", "!!timestamp x", "? ", "|", ">", "~", "1: ", "<<: "),
    *('{"title": "a", "text": "港口"}', '{"text": ', "null", "true", "1e999", "-0", "\\ud800", "\\u0000", "标题,正文\n", "a\tb", '""', "sep=;\n"),
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=25).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "big5", "utf-16-le"])
BYTES = st.binary(max_size=60) | st.builds(
    lambda text, encoding, tail: text.encode(encoding, "ignore") + tail, TEXTS, ENCODINGS, st.binary(max_size=3)
)
MOMENTS = st.dates() | st.datetimes(timezones=st.sampled_from([None, UTC]))
fuzzed = settings(
    max_examples=INPUTS,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def _tells(error: ValueError, what: str = "") -> None:
    assert str(error)
    assert what in str(error)


def _dates(text: str) -> None:
    for start, end, day in find_dates(text):
        assert 0 <= start < end <= len(text)
        assert isinstance(day, date)
    as_date(text)
    as_moment(text)
    date_in_url(text)


def _sentences(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    for start, end in spans:
        parts = clause_spans(text, start, end, limit=20)
        assert "".join("".join(text[a:b].split()) for a, b in parts) == "".join(text[start:end].split())


def _metadata(text: str) -> None:
    found = from_text(text)
    assert {name for name, _ in found.origins} >= {n for n in ("title", "published", "source") if getattr(found, n)}
    title_from(text)
    for line in text.split("\n"):
        parse_byline(line)


def _clean(text: str) -> None:
    for cuts in (find_noise(text), find_furniture(text), find_splices(text, polluted=True)):
        assert all(0 <= cut.start <= cut.end <= len(text) for cut in cuts)
    kept, removed = clean(text)
    assert len(kept) + sum(len(r.text) for r in removed) <= len(text)


def _fold(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert (folded, len(offsets)) == (fold(text), len(folded))
    detect_language(text)


def _front_matter(text: str) -> None:
    for matter in (text, f"---\n{text}\n---\nbody"):
        try:
            fields, _ = split_front_matter(matter)
        except ValueError:
            continue
        from_front_matter(fields)


def _urls(text: str) -> None:
    for url in (text, f"http://{text}", f"https://example.org/{text}"):
        try:
            check_url(url)
        except RefusedError:
            continue
        name = file_name(url)
        assert ".." not in name.split("/")
        assert len(name.encode()) < 600


def _fields(text: str) -> None:
    try:
        parse_fields(text)
    except ValueError:
        assert text.strip()
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = {"title": text, "date": text, "fetched": text, "url": text}
    if isinstance(value, dict):
        metadata_of(value, "field")


@fuzzed
@given(TEXTS)
@pytest.mark.parametrize(
    "parse", [_dates, _sentences, _metadata, _clean, _fold, _front_matter, _urls, _fields], ids=lambda f: f.__name__[1:]
)
def test_any_text_is_parsed(parse: Callable[[str], None], text: str) -> None:
    parse(text)


@fuzzed
@given(
    st.sampled_from(PIECES), st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join), st.integers(2, 60)
)
@pytest.mark.parametrize("parse", [_dates, _sentences, _metadata, _clean], ids=lambda f: f.__name__[1:])
def test_what_repeats_itself_costs_no_more_than_its_length(
    parse: Callable[[str], None], opening: str, unit: str, times: int
) -> None:
    started = process_time()
    parse(f"{opening}{unit * times}X!")
    assert process_time() - started < 5


@fuzzed
@given(TEXTS, MOMENTS)
def test_any_line_is_read_against_any_moment(text: str, moment: date) -> None:
    day = resolved(text, moment)
    assert day is None or day <= (moment.date() if isinstance(moment, datetime) else moment)
    made_absolute(text, moment)
    from_text(text, moment)


@fuzzed
@given(BYTES)
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        assert "\r" not in decode(data)
    except ValueError as error:
        _tells(error)
    try:
        "".encode(encoding_of(io.BytesIO(data)))
    except ValueError as error:
        _tells(error)


@fuzzed
@given(BYTES)
@pytest.mark.parametrize("suffix", [".jsonl", ".json", ".csv", ".tsv", ".txt", ".md"])
def test_any_file_gives_articles_or_reasons(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    heading = {".csv": "标题,正文,date\n", ".tsv": "title\ttext\n"}.get(suffix)
    found = []
    try:
        if suffix in (".txt", ".md"):
            found = [read_article(path, "a")]
        for record in read_records(path) if not found else ():
            try:
                found.append(record.article("a"))
            except UnreadableArticleError as error:
                _tells(error, record.place)
    except UnreadableArticleError as error:
        _tells(error)
    if heading:
        path.write_bytes(heading.encode() + data)
        try:
            found.extend(record.article("a") for record in read_records(path) if not record.problem)
        except UnreadableArticleError as error:
            _tells(error)
    for article in found:
        stored = json.dumps(article_record(article), ensure_ascii=False).encode()
        assert article_of(json.loads(stored)) == article


@fuzzed
@given(BYTES)
def test_any_sidecar_gives_values_or_problems(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.meta.yaml"
    for content in (data, b"title: x\npublished: " + data):
        path.write_bytes(content)
        sidecar = read_sidecar(path, several=True)
        assert all(isinstance(problem, str) and problem for problem in sidecar.problems)
        repr(sidecar).encode("utf-8", "strict")


@fuzzed
@given(BYTES)
def test_any_list_of_addresses_is_read_or_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "urls.txt"
    path.write_bytes(data)
    try:
        for url in read_urls(path):
            assert url.strip() == url
            file_name(url)
    except ValueError as error:
        _tells(error)
