"""Pages from a server on this machine, which the tests allow by a parameter; nothing else can."""

import gzip
import ipaddress
from collections.abc import Iterator

import pytest

from corpus.addresses import Address, RefusedError
from corpus.fetch import Fetcher, Limits
from corpus.request import USER_AGENT, FetchError
from tests.corpus.web import Reply, Site, serve

PAGE = b"<html><body><p>The port of Porto grew by four percent.</p></body></html>"
HTML = {"Content-Type": "text/html; charset=utf-8"}


def local(address: Address) -> bool:
    return address == ipaddress.ip_address("127.0.0.1")


def fetcher(seconds: float = 5.0, size: int = 10_000, pause: float = 0.0, slept: list[float] | None = None) -> Fetcher:
    waits: list[float] = [] if slept is None else slept
    return Fetcher(Limits(seconds, size, pause), local, sleep=waits.append)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve({"/a": Reply(PAGE)}) as running:
        yield running


def redirect(to: str) -> Reply:
    return Reply(status=302, headers={"Location": to})


def test_a_page_is_fetched_after_robots_txt_under_the_programs_name(site: Site) -> None:
    page = fetcher().page(site.url("/a"))
    assert (page.url, page.data) == (site.url("/a"), PAGE)
    assert site.asked == [("/robots.txt", USER_AGENT), ("/a", USER_AGENT)]


def test_without_the_parameter_this_machine_is_refused_and_not_asked(site: Site) -> None:
    with pytest.raises(RefusedError, match="no address of the public internet"):
        Fetcher().page(site.url("/a"))
    assert site.asked == []


def test_a_redirect_is_followed_and_the_last_address_kept(site: Site) -> None:
    site.replies["/old"] = redirect("/older")
    site.replies["/older"] = redirect(site.url("/a"))
    assert fetcher().page(site.url("/old")).url == site.url("/a")


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/", "http://[::1]/", "file:///etc/passwd", "http://u:p@127.0.0.1/"]
)
def test_a_redirect_is_checked_like_the_first_address(site: Site, target: str) -> None:
    site.replies["/old"] = redirect(target)
    with pytest.raises(RefusedError):
        fetcher().page(site.url("/old"))


def test_a_redirect_into_what_robots_txt_forbids_is_refused(site: Site) -> None:
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /a\n", headers={"Content-Type": "text/plain"})
    site.replies["/old"] = redirect("/a")
    with pytest.raises(RefusedError, match="forbids it"):
        fetcher().page(site.url("/old"))
    assert "/a" not in site.paths


def test_redirects_in_a_circle_end(site: Site) -> None:
    site.replies["/round"] = redirect("/round")
    with pytest.raises(FetchError, match="more than 5 redirects"):
        fetcher().page(site.url("/round"))


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(site: Site) -> None:
    answers = {"robots": "127.0.0.1", "page": "127.0.0.1"}
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return [list(answers.values())[len(asked) - 1]]

    page = Fetcher(Limits(pause=0.0), local, rebinding).page(site.url("/a", "rebound.example"))
    # Resolved once for each of the two requests: what was checked is what was connected to.
    assert (page.data, asked) == (PAGE, ["rebound.example"] * 2)
    answers["page"], asked[:] = "10.0.0.1", []
    with pytest.raises(RefusedError, match=r"10\.0\.0\.1"):
        Fetcher(Limits(pause=0.0), local, rebinding).page(site.url("/a", "rebound.example"))


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (Reply(b"User-agent: *\nDisallow: /\nAllow: /a$\n"), True),
        (Reply(b"User-agent: *\nDisallow: /*a\n"), False),
        (Reply(b"User-agent: news-retrieval-assistant\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), False),
        (Reply(b"User-agent: *\nDisallow: /\n\nUser-agent: news-retrieval-assistant\nAllow: /\n"), True),
        (Reply(b"", 404), True),
        (Reply(b"", 403), True),
        (Reply(b"", 503), False),
        (Reply(b"\xff\xfe nonsense"), True),
        (redirect("/rules"), False),
        (redirect("http://10.0.0.1/robots.txt"), False),
        (Reply(b"User-agent: *\nDisallow: /a\n" + b"#" * 600_000), False),
    ],
)
def test_robots_txt_is_obeyed(site: Site, robots: Reply, allowed: bool) -> None:
    site.replies |= {"/robots.txt": robots, "/rules": Reply(b"User-agent: *\nDisallow: /a\n")}
    if allowed:
        assert fetcher().page(site.url("/a")).data == PAGE
    else:
        with pytest.raises(RefusedError, match=r"robots\.txt"):
            fetcher().page(site.url("/a"))
        assert "/a" not in site.paths


def test_a_host_is_left_alone_between_two_requests(site: Site) -> None:
    slept: list[float] = []
    site.replies["/b"] = Reply(PAGE)
    patient = fetcher(pause=1.5, slept=slept)
    for path in ("/a", "/b"):
        patient.page(site.url(path))
    assert len(slept) == 2  # between robots.txt and /a, and between /a and /b; robots.txt is read once
    assert all(1.0 < pause <= 1.5 for pause in slept)
    assert site.paths == ["/robots.txt", "/a", "/b"]


def test_a_longer_crawl_delay_counts(site: Site) -> None:
    slept: list[float] = []
    site.replies["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 7\n")
    fetcher(pause=1.0, slept=slept).page(site.url("/a"))
    assert 6.0 < slept[0] <= 7.0


def test_a_packed_page_is_unpacked(site: Site) -> None:
    site.replies["/a"] = Reply(gzip.compress(PAGE), headers={**HTML, "Content-Encoding": "gzip"})
    assert fetcher().page(site.url("/a")).data == PAGE


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (Reply(b"gone", 410), "the server answers 410"),
        (Reply(b"%PDF", headers={"Content-Type": "application/pdf"}), "application/pdf, not a page"),
        (Reply(b"text", headers={}), "of no stated type"),
        (Reply(b" \n"), "the page is empty"),
        (Reply(b"x" * 10_001), "larger than"),
        (Reply(gzip.compress(b"x" * 5_000_000), headers={**HTML, "Content-Encoding": "gzip"}), "larger than"),
        (Reply(gzip.compress(PAGE)[:-9], headers={**HTML, "Content-Encoding": "gzip"}), "broke off"),
        (Reply(b"not packed", headers={**HTML, "Content-Encoding": "gzip"}), "the request failed"),
        (Reply(PAGE, headers={**HTML, "Content-Encoding": "br"}), "packed as br"),
        (Reply(PAGE, length=len(PAGE) + 5), "broke off|the request failed"),
        (Reply(b"", 301, {}), "without saying where to go"),
    ],
)
def test_what_is_no_whole_page_of_html_is_named(site: Site, reply: Reply, problem: str) -> None:
    site.replies["/a"] = reply
    with pytest.raises(FetchError, match=problem):
        fetcher().page(site.url("/a"))


def test_a_page_that_drips_is_given_up_in_time(site: Site) -> None:
    site.replies["/a"] = Reply(PAGE, wait=0.1)
    with pytest.raises(FetchError, match=r"took longer than 0\.5 s"):
        fetcher(seconds=0.5).page(site.url("/a"))


def test_a_server_that_is_not_there_is_named(site: Site) -> None:
    with pytest.raises(RefusedError, match=r"robots\.txt cannot be had"):
        fetcher(seconds=1.0).page("http://127.0.0.1:9/a".replace(":9/", ":59999/"))
