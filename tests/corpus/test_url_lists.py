"""A list of addresses becomes article files that a build reads."""

import ipaddress
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from corpus.addresses import Address
from corpus.fetch import Fetcher, Limits
from corpus.read import read_article
from corpus.sidecars import read_sidecar
from corpus.url_lists import fetch_all, file_name, read_urls
from tests.corpus.web import Reply, Site, serve

MORNING = datetime(2024, 3, 5, 1, 30, tzinfo=timezone(timedelta(hours=8)))
PAGE = """<html><head><title>港口换机器</title></head><body><article><h1>港口换机器</h1><p>北灯财经 3小时前</p>
<p>星桥机器人周二宣布与港口集团签订服务合同，首批三百台设备明年投入使用，合同总额为四点二亿元。</p>
<p>创始人表示，利润不高，但意义重大，公司今后还会与更多的港口签订类似的合同，把设备卖到海外。</p></article></body></html>"""


def local(address: Address) -> bool:
    return address == ipaddress.ip_address("127.0.0.1")


def fetch(site: Site, into: Path, *paths: str) -> tuple[list[str], list[str], list[str]]:
    urls = [site.url(path) for path in paths]
    report = fetch_all(urls, into, Fetcher(Limits(pause=0.0), local), lambda: MORNING)
    reasons = [f["reason"] for f in report.failed]
    return [f["path"] for f in report.fetched], [f["path"] for f in report.unchanged], reasons


def test_a_list_is_read_without_comments_blank_lines_and_repetitions(tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    path.write_text(
        "# 港口\nhttps://a.example/1\n\n https://a.example/2#part  # later\nhttps://a.example/1\n", "utf-16"
    )
    assert read_urls(path) == ["https://a.example/1", "https://a.example/2#part"]


def test_a_page_is_kept_with_its_address_and_the_moment_and_read_by_them(tmp_path: Path) -> None:
    with serve({"/news/port.html": Reply(PAGE.encode())}) as site:
        (name,), _, _ = fetch(site, tmp_path, "/news/port.html#top")
        url = site.url("/news/port.html")
    assert name == file_name(url)
    assert name.startswith("127.0.0.1/news-port-")
    sidecar = read_sidecar(tmp_path / f"{name}.meta.yaml")
    assert (sidecar.whole.url, sidecar.whole.fetched, sidecar.problems) == (url, MORNING, ())
    article = read_article(tmp_path / name, "a", sidecar.whole)
    assert (article.title, article.url) == ("港口换机器", url)
    assert article.published == date(2024, 3, 4)


def test_fetching_again_changes_what_has_changed_alone(tmp_path: Path) -> None:
    replies = {"/a": Reply(PAGE.encode()), "/b": Reply(PAGE.encode())}
    with serve(replies) as site:
        first, _, _ = fetch(site, tmp_path, "/a", "/b")
        before = (tmp_path / f"{first[0]}.meta.yaml").read_bytes()
        replies["/b"] = Reply(PAGE.replace("三百", "四百").encode())
        fetched, unchanged, _ = fetch(site, tmp_path, "/a", "/b")
    assert (unchanged, fetched) == ([first[0]], [first[1]])
    assert (tmp_path / f"{first[0]}.meta.yaml").read_bytes() == before
    assert "四百" in (tmp_path / first[1]).read_text("utf-8")


def test_what_fails_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    with serve({"/a": Reply(PAGE.encode())}) as site:
        report = fetch_all(
            ["nonsense", "http://10.0.0.1/", site.url("/gone"), site.url("/a")],
            tmp_path,
            Fetcher(Limits(pause=0.0), local),
        )
    assert [(f["url"].split(":")[0], f["reason"]) for f in report.failed] == [
        ("nonsense", "no scheme: only http and https are fetched"),
        ("http", "10.0.0.1 is at 10.0.0.1, which is no address of the public internet"),
        ("http", "the server answers 404"),
    ]
    assert len(report.fetched) == 1
    assert sorted(p.suffix for p in tmp_path.rglob("*") if p.is_file()) == [".html", ".yaml"]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://Example.org/2024/03/05/Port-orders.html?x=1", "example.org/2024-03-05-port-orders-"),
        ("https://example.org/%E6%B8%AF%E5%8F%A3/%E6%8D%A2.shtml", "example.org/港口-换-"),
        ("https://example.org", "example.org/"),
        ("https://example.org/../../etc/passwd", "example.org/etc-passwd-"),
        ("https://[2606:4700::1]/a", "2606_4700__1/a-"),
    ],
)
def test_names_are_plain_below_the_host_and_always_the_same(url: str, name: str) -> None:
    found = file_name(url)
    assert found == file_name(f"{url}#part")
    assert found[: -len("0123abcd.html")] == name


def test_addresses_that_differ_in_their_query_have_files_of_their_own() -> None:
    assert file_name("https://example.org/a?id=1") != file_name("https://example.org/a?id=2")
