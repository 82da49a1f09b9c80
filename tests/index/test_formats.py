"""Every format in one build: what can be read is found at its page, what cannot is named, and neither harms the other."""

import os
import shutil
from pathlib import Path

import pytest

from assistant.citations import cite
from assistant.records import answer_record
from assistant.types import Answer
from index.build import build
from index.search import Index
from tests.fakes import FakeEmbedder
from tests.index.formats_collection import FACTS, UNREADABLE, write_formats

SEEDS = os.environ.get("ASSISTANT_TEST_SEEDS")


@pytest.mark.slow
def test_a_file_of_every_format_is_indexed_in_one_build_and_every_failure_named(tmp_path: Path) -> None:
    write_formats(tmp_path / "articles")
    outside = sorted(Path(SEEDS).glob("*.txt")) if SEEDS else []
    for path in outside:
        shutil.copy(path, tmp_path / "articles")

    report = build(tmp_path / "articles", tmp_path / "index", FakeEmbedder())

    assert sorted(report.added) == sorted([*FACTS, *(path.name for path in outside)])
    reasons = {failed["path"]: failed["reason"] for failed in report.failed}
    assert sorted(reasons) == sorted(UNREADABLE)
    for name, expected in UNREADABLE.items():
        assert expected in reasons[name]
        assert name not in reasons[name]

    index = Index.open(tmp_path / "index", FakeEmbedder())
    for name, fact in FACTS.items():
        article = index.article(name.split(".")[0])
        at = article.text.index(fact.sentence)
        citation = cite(1, article, at, at + len(fact.sentence))
        assert (name, citation.page) == (name, fact.page)
        assert index.search(fact.sentence, 1)[0].chunk.article_id == article.id
        answer = Answer(fact.sentence, (), (citation,), (), False, fact.question, "extractive")
        assert answer_record(answer, "q", 0.0)["citations"][0]["page"] == fact.page

    again = build(tmp_path / "articles", tmp_path / "index", FakeEmbedder())
    assert (len(again.unchanged), again.embedded) == (len(report.added), 0)


def test_pages_that_were_not_read_are_told_by_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    from corpus import pdf
    from corpus.layout import Segment
    from tests.corpus.pdf_files import scan

    monkeypatch.setattr("corpus.ocr.recognise", lambda image, scale: ([Segment(10, 10, 60, 20, "港口换机器。")], ()))
    monkeypatch.setattr(pdf, "MAX_OCR_PAGES", 1)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/a.pdf").write_bytes(scan([Image.new("RGB", (60, 80), "white")] * 3))

    report = build(tmp_path / "articles", tmp_path / "index", FakeEmbedder())

    reason = "pages 2-3: 3 pages are scans, and OCR reads 1 a file: split the file"
    assert (report.added, report.failed, report.partly_read) == (["a.pdf"], [], [{"path": "a.pdf", "reason": reason}])
