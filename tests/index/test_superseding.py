"""A corrected article answers alone; the text before it stays findable as of its time, and costs no embedding."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import update
from index.build import build
from index.reports import BuildReport
from index.search import Index
from index.store import current_name, load_generation, read_manifest
from index.versions import by_article, parsed
from tests.fakes import FakeEmbedder
from tests.index.collection import BANK, write

WRONG, RIGHT, LATEST = BANK, BANK.replace("41 亿元", "14 亿元"), BANK.replace("41 亿元", "15 亿元")
QUERY = "云杉银行第三季度净利润"
MONDAY, TUESDAY, FRIDAY = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 13)


class Life:
    """A collection and its index, through several builds."""

    def __init__(self, folder: Path) -> None:
        self.articles, self.index_dir = write(folder / "articles"), folder / "index"
        self.embedder = FakeEmbedder()
        self.build(date(2026, 3, 2))

    def build(self, today: date, versions: int = 5, **files: str) -> BuildReport:
        """Write files (`bank="..."` is bank.txt) and build on a day."""
        write(self.articles, {f"{name}.txt": text for name, text in files.items()})
        self.embedder.embedded.clear()
        return build(self.articles, self.index_dir, self.embedder, today=today, versions=versions)

    def found(self, as_of: date | None = None, query: str = QUERY) -> dict[str, str]:
        """The text of each article's best hit, as of a day."""
        index = Index.open(self.index_dir, self.embedder).snapshot(as_of)
        return {hit.chunk.article_id: hit.chunk.text for hit in reversed(index.search(query, 10))}

    @property
    def versions(self) -> list[str]:
        """The superseded versions that are kept."""
        return list(load_generation(self.index_dir).versions)


@pytest.fixture
def life(tmp_path: Path) -> Life:
    return Life(tmp_path)


def test_today_the_correction_answers_alone_and_before_it_the_text_that_stood(life: Life) -> None:
    report = life.build(FRIDAY, bank=RIGHT)
    assert (report.modified, report.superseded) == (["bank.txt"], ["bank@2026-03-12"])
    assert "14 亿元" in life.found()["bank"]
    assert not [text for text in life.found().values() if "41 亿元" in text]
    assert "41 亿元" in life.found(date(2026, 3, 12))["bank@2026-03-12"]
    assert "bank" not in life.found(date(2026, 3, 12))
    assert life.found(FRIDAY) == life.found()


def test_what_is_found_today_does_not_depend_on_what_was_superseded(life: Life, tmp_path: Path) -> None:
    life.build(MONDAY, bank=RIGHT)
    life.build(FRIDAY, bank=LATEST)
    fresh = build(life.articles, tmp_path / "fresh", FakeEmbedder())
    old, new = Index.open(life.index_dir, life.embedder), Index.open(tmp_path / "fresh", FakeEmbedder())
    assert old.search(QUERY) == new.search(QUERY)
    assert life.build(FRIDAY, versions=0).generation == fresh.generation


def test_the_collection_as_of_a_day_is_the_one_that_was_never_corrected(life: Life) -> None:
    before = Index.open(life.index_dir, life.embedder).search(QUERY)
    life.build(FRIDAY, bank=RIGHT)
    then = Index.open(life.index_dir, life.embedder).snapshot(MONDAY).search(QUERY)
    assert [(h.chunk.text, h.score) for h in then] == [(h.chunk.text, h.score) for h in before]


def test_keeping_a_version_embeds_nothing_not_even_the_old_text(life: Life) -> None:
    life.build(FRIDAY, bank=RIGHT)
    assert len(life.embedder.embedded) == 1  # the one chunk of the correction
    assert "14 亿元" in life.embedder.embedded[0]
    life.build(FRIDAY, other="别的文章。")
    assert life.embedder.embedded == ["别的文章。"]
    assert life.versions == ["bank@2026-03-12"]


def test_each_version_stands_from_the_day_it_replaced_the_one_before(life: Life) -> None:
    life.build(MONDAY, bank=RIGHT)
    life.build(FRIDAY, bank=LATEST)
    assert life.versions == ["bank@2026-03-08", "bank@2026-03-12"]
    told = {day: next(text for key, text in life.found(day).items() if key.startswith("bank")) for day in (
        date(2026, 3, 8), MONDAY, date(2026, 3, 12), FRIDAY)}  # fmt: skip
    assert [next(n for n in ("41", "14", "15") if f"{n} 亿元" in text) for text in told.values()] == [
        "41",
        "14",
        "14",
        "15",
    ]


def test_a_correction_with_a_later_date_of_its_own_counts_from_that_date(life: Life) -> None:
    life.build(FRIDAY, bank=RIGHT.replace("2024-10-15", "2024-10-18"))
    assert life.versions == ["bank@2024-10-17"]


def test_several_changes_on_one_day_leave_one_version(life: Life) -> None:
    life.build(FRIDAY, bank=RIGHT)
    assert life.build(FRIDAY, bank=LATEST).superseded == []
    assert life.versions == ["bank@2026-03-12"]
    assert "41 亿元" in life.found(MONDAY)["bank@2026-03-12"]


def test_what_is_changed_back_leaves_no_version(life: Life) -> None:
    first = current_name(life.index_dir)
    life.build(FRIDAY, bank=RIGHT)
    assert life.build(FRIDAY, bank=WRONG).generation == first
    assert (life.versions, life.embedder.embedded) == ([], [])


def test_a_clock_that_went_back_loses_at_most_a_version_and_never_the_order(life: Life) -> None:
    life.build(FRIDAY, bank=RIGHT)
    assert life.build(date(1970, 1, 1), bank=LATEST).superseded == []
    assert life.versions == ["bank@2026-03-12"]
    assert "15 亿元" in life.found()["bank"]
    life.build(date(2026, 4, 1), bank=RIGHT)
    assert life.versions == ["bank@2026-03-12", "bank@2026-03-31"]


def test_a_clock_that_was_ahead_does_not_let_the_old_text_answer_today(life: Life) -> None:
    life.build(date(2999, 1, 1), bank=RIGHT)
    assert "14 亿元" in life.found(date.today())["bank"]


def test_deleting_an_article_deletes_its_versions(life: Life) -> None:
    life.build(FRIDAY, bank=RIGHT)
    (life.articles / "bank.txt").unlink()
    assert life.build(FRIDAY).deleted == ["bank.txt"]
    assert life.versions == []
    assert not [key for key in life.found(MONDAY) if key.startswith("bank")]


def test_versions_go_with_an_article_that_is_renamed(life: Life) -> None:
    life.build(FRIDAY, bank=RIGHT)
    (life.articles / "bank.txt").rename(life.articles / "finance.txt")
    report = life.build(FRIDAY)
    assert (report.renamed, report.superseded) == ([{"from": "bank.txt", "to": "finance.txt"}], [])
    assert (life.versions, life.embedder.embedded) == (["finance@2026-03-12"], [])
    assert "41 亿元" in life.found(MONDAY)["finance@2026-03-12"]


def test_only_the_newest_versions_stay(life: Life) -> None:
    for month in range(4, 10):
        life.build(date(2026, month, 1), versions=3, bank=BANK.replace("41 亿元", f"{month} 亿元"))
    assert life.versions == ["bank@2026-06-30", "bank@2026-07-31", "bank@2026-08-31"]
    life.build(date(2026, 10, 1), versions=1)
    assert life.versions == ["bank@2026-08-31"]
    life.build(date(2026, 10, 1), versions=0)
    assert life.versions == []


def test_newer_reading_rules_and_other_metadata_make_no_version(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    md = "---\ntitle: 旧标题\ndate: 2024-01-01\n---\n云杉银行的正文在此。"
    write(life.articles, {"notes.md": md})
    life.build(MONDAY)
    write(life.articles, {"notes.md": md.replace("旧标题", "新标题")})
    assert life.build(FRIDAY).modified == ["notes.md"]
    monkeypatch.setattr(update, "READ_VERSION", "next")
    assert life.build(FRIDAY).superseded == []
    assert life.versions == []


def test_an_article_that_cannot_be_read_any_more_makes_no_version(life: Life) -> None:
    life.build(FRIDAY, bank="")
    assert life.versions == []
    life.build(FRIDAY, bank=RIGHT)
    assert life.versions == ["bank@2026-03-12"]


def test_texts_that_change_places_are_not_superseded(life: Life) -> None:
    life.build(MONDAY, one="第一条短讯。", two="第二条短讯。")
    report = life.build(FRIDAY, one="新加的短讯。", two="第一条短讯。", three="第二条短讯。")
    assert (sorted(report.modified), report.added, report.superseded) == (["one.txt", "two.txt"], ["three.txt"], [])
    assert life.build(FRIDAY, two="第一条短讯，已更正。").superseded == ["two@2026-03-12"]


def test_full_builds_and_another_model_keep_the_versions(life: Life) -> None:
    life.build(FRIDAY, bank=RIGHT)
    before = load_generation(life.index_dir).versions["bank@2026-03-12"]
    report = build(life.articles, life.index_dir, life.embedder, full=True, today=FRIDAY)
    assert (report.superseded, life.versions) == ([], ["bank@2026-03-12"])
    life.embedder = FakeEmbedder("other", dimension=128)
    life.build(FRIDAY)
    assert load_generation(life.index_dir).versions["bank@2026-03-12"] == before
    assert "41 亿元" in life.found(MONDAY)["bank@2026-03-12"]


def test_a_file_that_has_the_name_of_a_version_keeps_it(life: Life) -> None:
    write(life.articles, {"bank@2026-03-12.txt": "同名的另一篇文章。"})
    life.build(MONDAY)
    life.build(FRIDAY, bank=RIGHT)
    assert life.versions == []
    assert "同名" in load_generation(life.index_dir).article("bank@2026-03-12").text


def test_a_file_that_takes_the_name_of_a_version_later_takes_it_away(life: Life) -> None:
    life.build(FRIDAY, bank=RIGHT)
    write(life.articles, {"bank@2026-03-12.txt": "同名的另一篇文章。"})
    life.build(FRIDAY)
    assert life.versions == []
    assert "同名" in life.found(MONDAY, "同名的另一篇文章")["bank@2026-03-12"]


def test_versions_go_with_an_id_that_changes_because_of_a_neighbour(life: Life) -> None:
    life.build(FRIDAY, bank=RIGHT)
    write(life.articles, {"bank.md": "# 另一家银行\n\n正文在此。"})
    life.build(FRIDAY)
    assert life.versions == ["bank.txt@2026-03-12"]
    (life.articles / "bank.md").unlink()
    life.build(FRIDAY)
    assert (life.versions, life.embedder.embedded) == (["bank@2026-03-12"], [])


def test_a_reprint_is_not_folded_into_a_version_nor_does_it_name_what_is_not_there(life: Life) -> None:
    long = "\n".join(f"第{n}段讲的是编号{n}的仓库和它的机器人。" for n in range(30))
    life.build(MONDAY, long=f"长文\n\n{long}", reprint=f"转载\n\n{long}\n本文转自别处。")
    life.build(FRIDAY, long=f"长文\n\n{long}\n更正：仓库共有七座。")
    index = Index.open(life.index_dir, life.embedder)
    now, then = (
        {h.chunk.article_id: h.also for h in i.search("编号7的仓库和它的机器人", 10) if "仓库" in h.chunk.text}
        for i in (index.snapshot(), index.snapshot(MONDAY))
    )
    assert now in ({"long": ("reprint",)}, {"reprint": ("long",)}, {"long": ("reprint",), "reprint": ("long",)})
    assert then == {"long@2026-03-12": (), "reprint": ()}


def test_the_segments_of_versions_are_kept_and_merged_as_others_are(life: Life) -> None:
    for number in range(12):
        for day, draft in ((MONDAY, "一"), (FRIDAY, "二")):
            write(life.articles, {f"n{number}.txt": f"第 {number} 篇的第{draft}稿。"})
            life.build(day)
    assert len(life.versions) == 12
    assert len(read_manifest(life.index_dir)["earlier"]) < 8
    assert "第 3 篇的第一稿" in life.found(MONDAY, "第 3 篇的第一稿")["n3@2026-03-12"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["write", "delete", "rename"]), st.sampled_from("abc"), st.integers(0, 3), st.integers(0, 4)
    ),
    max_size=12,
)


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_any_life_leaves_an_index_that_opens_and_finds_today_what_the_files_say(
    steps: list[tuple[str, str, int, int]],
) -> None:
    with TemporaryDirectory() as folder:
        articles, index_dir, embedder = Path(folder, "articles"), Path(folder, "index"), FakeEmbedder()
        articles.mkdir()
        for what, name, number, day in steps:
            path = articles / f"{name}.txt"
            if what == "write":
                path.write_text(f"第 {number} 号消息。", "utf-8")
            elif what == "delete":
                path.unlink(missing_ok=True)
            elif path.exists():
                path.replace(articles / f"{'abc'[number % 3]}.txt")
            build(articles, index_dir, embedder, today=date(2026, 3, 1 + day), versions=2)
            generation = load_generation(index_dir)
            assert {k: a.text for k, a in generation.articles.items()} == {
                p.stem: p.read_text("utf-8") for p in articles.iterdir()
            }
            known = by_article(generation.versions)
            assert all(key in generation.articles and len(versions) <= 2 for key, versions in known.items())
            for asked in range(1, 7):
                then = generation.as_of(date(2026, 3, asked))
                assert len(then.articles) == len(generation.articles)
                assert {parsed(k)[0] if k in generation.versions else k for k in then.articles} == set(
                    generation.articles
                )
                found = then.dense.near(embedder.embed_queries(["消息"])[0]).best(len(then.chunks) + 1)
                assert len(found) == len(then.chunks)
