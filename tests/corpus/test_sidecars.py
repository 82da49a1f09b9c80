"""What is written beside an article wins, and what is wrong in it is named and costs nothing else."""

from datetime import date, datetime
from pathlib import Path

import pytest

from corpus.assemble import NOTHING_GIVEN
from corpus.metadata import Metadata
from corpus.read import read_article
from corpus.sidecars import match_sidecars, read_sidecar

PAGE = "港口换机器\n北灯财经 2023-05-06 21:08\n\n星桥机器人与港口集团签订服务合同，首批三百台设备明年投入使用。"


def sidecar(folder: Path, content: str | bytes) -> Path:
    path = folder / "a.meta.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_it_goes_before_what_the_text_says_and_is_the_origin(tmp_path: Path) -> None:
    said = "title: 碼頭換機器\npublished: 2024-03-06\nsource: 江湾财讯\nauthor: [何田, 林樹]\nlanguage: zh-Hant\n"
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    whole = read_sidecar(sidecar(tmp_path, f"{said}url: https://example.org/1\n")).whole
    article = read_article(tmp_path / "a.txt", "a", whole)
    assert (article.title, article.published, article.source) == ("碼頭換機器", date(2024, 3, 6), "江湾财讯")
    assert (article.author, article.language, article.url) == ("何田, 林樹", "zh-Hant", "https://example.org/1")
    assert {origin for _, origin in article.origins} == {"sidecar"}


def test_a_day_that_does_not_exist_costs_no_other_field(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    found = read_sidecar(sidecar(tmp_path, "published: 2025-13-45\nsource: 江湾财讯\n"))
    article = read_article(tmp_path / "a.txt", "a", found.whole)
    assert (article.published, article.source) == (date(2023, 5, 6), "江湾财讯")
    assert [problem.split(":")[0] for problem in found.problems] == ["published"]


def test_what_it_leaves_out_is_found_as_ever(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    article = read_article(tmp_path / "a.txt", "a", read_sidecar(sidecar(tmp_path, "author: 何田\n")).whole)
    assert (article.published, article.author) == (date(2023, 5, 6), "何田")
    assert dict(article.origins) == {
        "title": "first line",
        "published": "byline, line 2",
        "source": "byline, line 2",
        "author": "sidecar",
        "language": "most of the text",
    }


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("titel: x", "titel: expected one of the fields title, published, source"),
        ("published: soon", "published: 'soon' is not understood: expected a day such as 2024-03-05"),
        ("language: zh", "language: 'zh' is not understood: expected zh-Hans or zh-Hant or en"),
        ("url: example.org", "url: 'example.org' is not understood: expected an address"),
        ("title: [a, b]", "title: list is not understood: expected a text"),
        ("title: ''", "title: '' is not understood: expected a text"),
        ("fetched: x", "fetched: 'x' is not understood: expected a day or a moment"),
    ],
)
def test_a_wrong_field_or_value_is_named_and_the_others_count(tmp_path: Path, line: str, problem: str) -> None:
    found = read_sidecar(sidecar(tmp_path, f"source: 江湾财讯\n{line}\n"))
    assert found.whole == Metadata(source="江湾财讯")
    assert len(found.problems) == 1
    assert found.problems[0].startswith(problem)


@pytest.mark.parametrize(
    "content",
    [
        "title: [open",
        "- a list",
        "!!python/object/apply:os.system ['true']",
        "title: !!int ''",
        "published: 2024-13-45",
        "[" * 100_000,
        b"\x89PNG\r\n\x1a\n\x00\x00",
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n"
        "d: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e]\n"
        "g: &g [*f,*f,*f,*f,*f,*f,*f,*f]\nh: &h [*g,*g,*g,*g,*g,*g,*g,*g]\ntitle: [*h,*h,*h,*h,*h,*h,*h,*h]\n",
    ],
)
def test_a_sidecar_that_is_no_yaml_of_fields_is_a_problem_and_no_more(tmp_path: Path, content: str | bytes) -> None:
    found = read_sidecar(sidecar(tmp_path, content))
    assert found.whole == NOTHING_GIVEN
    assert found.problems


def test_an_empty_one_says_nothing(tmp_path: Path) -> None:
    assert read_sidecar(sidecar(tmp_path, "# later\n")).problems == ()


def test_records_are_named_by_number_or_by_their_own_id(tmp_path: Path) -> None:
    found = read_sidecar(
        sidecar(tmp_path, "source: 江湾财讯\n2:\n  title: 二\nn-17:\n  title: 十七\n  author: 何田\n"), several=True
    )
    assert found.about(1, "n-1") == Metadata(source="江湾财讯")
    assert found.about(2, "n-17") == Metadata(title="二", source="江湾财讯", author="何田")
    assert found.problems == ()


def test_a_wrong_value_of_a_record_is_named_with_the_record(tmp_path: Path) -> None:
    found = read_sidecar(sidecar(tmp_path, "2:\n  published: soon\n"), several=True)
    assert found.problems[0].startswith("2: published: 'soon'")


def test_the_moment_of_fetching_keeps_its_hour(tmp_path: Path) -> None:
    moment = read_sidecar(sidecar(tmp_path, "fetched: 2024-03-05T01:30:00+08:00\n")).whole.fetched
    assert isinstance(moment, datetime)
    assert moment.isoformat() == "2024-03-05T01:30:00+08:00"


def test_each_belongs_to_one_file_or_is_named() -> None:
    def path(name: str) -> Path:
        return Path("corpus") / name

    files = [path(name) for name in ("a.txt", "b.txt", "b.md", "c.d.txt", "e.csv")]
    beside = [path(f"{name}.meta.yaml") for name in ("a", "a.txt", "b", "b.md", "c.d", "e", "gone")]
    found, others = match_sidecars(beside, files)
    assert {k.name: v.name for k, v in found.items()} == {
        "a.txt": "a.txt.meta.yaml",
        "b.md": "b.md.meta.yaml",
        "c.d.txt": "c.d.meta.yaml",
        "e.csv": "e.meta.yaml",
    }
    assert {k.name: v.split(":")[0] for k, v in others.items()} == {
        "a.meta.yaml": "a.txt.meta.yaml speaks of a.txt already",
        "b.meta.yaml": "it stands beside b.md and b.txt",
        "gone.meta.yaml": "no article of the name 'gone' stands beside it",
    }
