"""Files of several articles and sidecars in an index: what changed is told, read and embedded by record."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.article import UnreadableArticleError
from corpus.fields import parse_fields
from index.build import build
from index.reports import BuildReport
from index.sources import folder_sources
from index.store import load_generation
from tests.fakes import FakeEmbedder
from tests.index.collection import BANK, write

TEXTS = [
    "云杉银行第三季度净利润为 41 亿元。",
    "星瀾雲端宣布在臺北開設第二座機房。",
    "Harbour Robotics opened a factory in Porto.",
]


def jsonl(*texts: str) -> str:
    return "".join(json.dumps({"title": t[:4], "text": t}, ensure_ascii=False) + "\n" for t in texts)


class Place:
    """A collection and its index."""

    def __init__(self, folder: Path, files: dict[str, str]) -> None:
        self.articles, self.index = write(folder / "articles", files), folder / "index"
        self.embedder = FakeEmbedder()

    def build(self, **changed: Any) -> BuildReport:  # noqa: ANN401 - passed on
        """Build; `embedder.embedded` then holds what this build embedded."""
        self.embedder.embedded.clear()
        return build(self.articles, self.index, self.embedder, **changed)

    def texts(self) -> dict[str, str]:
        """The text of each article that is indexed."""
        return {key: article.text for key, article in load_generation(self.index).articles.items()}

    def origins(self, article_id: str) -> dict[str, str]:
        """Where the metadata of an article were found."""
        return dict(load_generation(self.index).articles[article_id].origins)


def test_every_record_is_an_article_of_its_own(tmp_path: Path) -> None:
    place = Place(
        tmp_path, {"en/news.jsonl": jsonl(*TEXTS), "one.json": json.dumps({"text": TEXTS[2]}), "bank.txt": BANK}
    )
    report = place.build()
    assert report.added == ["bank.txt", "en/news.jsonl#1", "en/news.jsonl#2", "en/news.jsonl#3", "one.json"]
    assert list(place.texts()) == ["bank", "en/news#1", "en/news#2", "en/news#3", "one"]
    assert place.origins("en/news#2") == {"title": 'json field "title"', "language": "most of the text"}


def test_nothing_is_read_or_embedded_again_where_nothing_changed(tmp_path: Path) -> None:
    place = Place(tmp_path, {"news.jsonl": jsonl(*TEXTS)})
    place.build()
    report = place.build()
    assert (len(report.unchanged), report.embedded, place.embedder.embedded) == (3, 0, [])


def test_a_changed_record_is_modified_and_embedded_alone(tmp_path: Path) -> None:
    place = Place(tmp_path, {"news.jsonl": jsonl(*TEXTS)})
    place.build()
    write(place.articles, {"news.jsonl": jsonl(TEXTS[0], "星瀾雲端在高雄開設機房。", TEXTS[2])})
    report = place.build()
    assert (report.modified, report.unchanged) == (["news.jsonl#2"], ["news.jsonl#1", "news.jsonl#3"])
    assert report.embedded == len(place.embedder.embedded) == 1


def test_records_that_move_up_are_not_embedded_again(tmp_path: Path) -> None:
    place = Place(tmp_path, {"news.jsonl": jsonl(*TEXTS)})
    place.build()
    write(place.articles, {"news.jsonl": jsonl(*TEXTS[1:])})
    report = place.build()
    assert (report.modified, report.deleted) == (["news.jsonl#1", "news.jsonl#2"], ["news.jsonl#3"])
    assert report.embedded == 0
    assert list(place.texts().values()) == TEXTS[1:]


def test_a_record_that_breaks_keeps_its_last_good_version(tmp_path: Path) -> None:
    place = Place(tmp_path, {"news.jsonl": jsonl(*TEXTS)})
    place.build()
    write(place.articles, {"news.jsonl": jsonl(TEXTS[0]) + "{broken\n" + jsonl(TEXTS[2])})
    report = place.build()
    (failed,) = report.failed
    assert failed["path"] == "news.jsonl#2"
    assert failed["reason"].startswith("line 2: not valid JSON")
    assert failed["reason"].endswith("(the version that was indexed before stays)")
    assert (report.deleted, list(place.texts().values())) == ([], TEXTS)


@pytest.mark.parametrize("behind", [[], [TEXTS[2]]])
def test_a_deleted_record_does_not_come_back_in_the_place_of_a_bad_one(tmp_path: Path, behind: list[str]) -> None:
    place = Place(tmp_path, {"news.jsonl": jsonl(TEXTS[0], TEXTS[1]) + "{broken\n" + jsonl(*behind)})
    place.build()
    write(place.articles, {"news.jsonl": jsonl(TEXTS[0]) + "{broken\n" + jsonl(*behind)})
    report = place.build()
    assert [f["path"] for f in report.failed] == ["news.jsonl#2"]
    assert list(place.texts().values()) == [TEXTS[0], *behind]
    assert "news.jsonl#2" in report.deleted


def test_a_deleted_record_is_no_earlier_version_of_the_one_that_takes_its_number(tmp_path: Path) -> None:
    place = Place(tmp_path, {"news.jsonl": jsonl(*TEXTS)})
    place.build()
    write(place.articles, {"news.jsonl": jsonl(*TEXTS[1:])})
    assert place.build().superseded == []
    assert list(load_generation(place.index).versions) == []


@pytest.mark.parametrize("number", [1, 3])
def test_a_corrected_record_keeps_its_earlier_version(tmp_path: Path, number: int) -> None:
    dated = [f"2024-03-0{n}\n{text}" for n, text in enumerate(TEXTS, 1)]
    place = Place(tmp_path, {"news.jsonl": jsonl(*dated)})
    place.build()
    corrected = [f"{text}更正。" if n == number else text for n, text in enumerate(dated, 1)]
    write(place.articles, {"news.jsonl": jsonl(*corrected)})
    (version,) = place.build().superseded
    assert version.startswith(f"news#{number}@")


def test_a_file_that_breaks_as_a_whole_keeps_all_its_articles(tmp_path: Path) -> None:
    place = Place(
        tmp_path, {"news.csv": "title,text\na,第一篇的正文。\nb,第二篇的正文。\n", "news2.jsonl": jsonl(TEXTS[0])}
    )
    place.build()
    before = place.texts()
    write(place.articles, {"news.csv": 'title,text\na,"第一篇的正文。\nb,第二篇的正文。\n'})
    report = place.build()
    (failed,) = report.failed
    assert (failed["path"], report.deleted, place.texts()) == ("news.csv", [], before)
    assert "never ends" in failed["reason"]
    (place.articles / "news.csv").unlink()
    assert place.build().deleted == ["news.csv#1", "news.csv#2"]


def test_a_file_without_one_good_record_has_one_reason(tmp_path: Path) -> None:
    place = Place(tmp_path, {"log.jsonl": '{"level": "info"}\n' * 500, "news.jsonl": jsonl(TEXTS[0])})
    (failed,) = place.build().failed
    assert failed["path"] == "log.jsonl"
    assert "none of its 500 records is an article; line 1: no text" in failed["reason"]


def test_ids_that_would_collide_keep_their_suffix(tmp_path: Path) -> None:
    files = {
        "a.jsonl": jsonl(TEXTS[0]),
        "a.csv": f"text\n{TEXTS[1]}\n",
        "b.csv": f"text\n{TEXTS[2]}\n",
        "b#1.txt": BANK,
    }
    place = Place(tmp_path, files)
    assert place.build().failed == []
    assert list(place.texts()) == ["a.csv#1", "a.jsonl#1", "b#1", "b#1.txt"]


def test_other_field_names_make_other_articles(tmp_path: Path) -> None:
    place = Place(tmp_path, {"a.jsonl": json.dumps({"lauftext": TEXTS[2], "text": TEXTS[0]})})
    place.build()
    report = place.build(names=parse_fields("text=lauftext"))
    assert (report.modified, place.texts()) == (["a.jsonl#1"], {"a#1": TEXTS[2]})


def test_a_sidecar_is_no_article_and_changing_it_modifies_its_article_alone(tmp_path: Path) -> None:
    place = Place(tmp_path, {"bank.txt": BANK, "cloud.txt": TEXTS[1], "bank.meta.yaml": "source: 江湾财讯\n"})
    assert (place.build().failed, place.origins("bank")["source"]) == ([], "sidecar")
    write(place.articles, {"bank.meta.yaml": "source: 江湾晚报\n"})
    report = place.build()
    assert (report.modified, report.unchanged, report.embedded) == (["bank.txt"], ["cloud.txt"], 0)
    (place.articles / "bank.meta.yaml").unlink()
    assert place.build().modified == ["bank.txt"]
    assert "source" not in place.origins("bank")


def test_a_sidecar_speaks_of_single_records(tmp_path: Path) -> None:
    rows = f"id,text\nn-1,{TEXTS[0]}\nn-2,{TEXTS[1]}\n"
    said = "source: 江湾财讯\nn-2:\n  title: 二\n3:\n  title: 三\n"
    place = Place(tmp_path, {"a.csv": rows, "a.csv.meta.yaml": said})
    (failed,) = place.build().failed
    assert failed == {"path": "a.csv.meta.yaml", "reason": "3: no record has this number or id"}
    articles = load_generation(place.index).articles
    assert [(a.title, a.source) for a in articles.values()] == [(TEXTS[0], "江湾财讯"), ("二", "江湾财讯")]
    write(place.articles, {"a.csv.meta.yaml": "source: 江湾财讯\nn-2:\n  title: 貳\n"})
    assert place.build().modified == ["a.csv#2"]


def test_what_is_wrong_in_a_sidecar_is_reported_and_the_article_indexed(tmp_path: Path) -> None:
    place = Place(tmp_path, {"bank.txt": BANK, "bank.meta.yaml": "published: soon\n", "gone.meta.yaml": "title: x\n"})
    report = place.build()
    assert (report.added, [f["path"] for f in report.failed]) == (["bank.txt"], ["gone.meta.yaml", "bank.meta.yaml"])
    assert place.build().failed == report.failed


def test_sources_read_out_of_order_give_the_same_articles(tmp_path: Path) -> None:
    folder = write(tmp_path, {"a.jsonl": jsonl(*TEXTS), "b.jsonl": jsonl(*reversed(TEXTS))})
    sources, _ = folder_sources(folder)
    in_order = {s.article_id: s.read().text for s in sources}
    assert {s.article_id: s.read().text for s in reversed(sources)} == in_order
    assert list(in_order.values()) == TEXTS + TEXTS[::-1]


def test_a_file_cut_short_while_it_is_read_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, {"a.jsonl": jsonl(*TEXTS)})
    sources, _ = folder_sources(folder)
    write(folder, {"a.jsonl": jsonl(TEXTS[0])})
    with pytest.raises(UnreadableArticleError, match="changed while it was read: build again"):
        sources[2].read()
