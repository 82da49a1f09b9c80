"""`python -m index`: exit codes, the JSON that scripts rely on, and errors of one line."""

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import cli
from index.__main__ import main
from index.store import current_name, manifest_path
from tests.index.collection import COLLECTION, contents, write

ROOT = Path(__file__).parents[2]


class Command:
    """Runs the command in this process, in a folder with `articles` and `index`, as the settings there say."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._monkeypatch, self._capsys = folder, monkeypatch, capsys

    def __call__(self, *words: str) -> tuple[int, str, str]:
        """Exit code, stdout and stderr."""
        self._monkeypatch.setattr(sys, "argv", ["index", *words])
        with pytest.raises(SystemExit) as ended:
            cli.run(main)
        captured = self._capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    def json(self, *words: str, code: int = 0) -> Any:  # noqa: ANN401 - whatever the command prints
        """What it prints with --json."""
        ended, out, err = self(*words, "--json")
        assert (ended, err) == (code, "")
        return json.loads(out)

    def error(self, *words: str) -> str:
        """The one line that wrong usage ends in."""
        code, out, err = self(*words)
        assert (code, out) == (2, "")
        assert "Traceback" not in err
        assert err.count("\n") == 1
        return err


@pytest.fixture
def command(
    tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    chosen = {
        "EMBEDDING_MODEL": tiny_model,
        "READER": "off",
        "EMBEDDING_BACKEND": "torch",
        "DEVICE": "cpu",
        "CACHE_DIR": tmp_path / "cache",
        "CORPUS_DIR": tmp_path / "articles",
        "INDEX_DIR": tmp_path / "index",
    }
    for name, value in chosen.items():
        monkeypatch.setenv(f"ASSISTANT_{name}", str(value))
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "articles")
    return Command(tmp_path, monkeypatch, capsys)


def test_build_reports_what_it_did(command: Command) -> None:
    report = command.json("build")
    assert list(report) == [
        *(
            "added",
            "modified",
            "deleted",
            "unchanged",
            "failed",
            "partly_read",
            "renamed",
            "superseded",
            "near_duplicates",
        ),
        *("chunks", "embedded", "seconds", "generation"),
    ]
    assert sorted(report["added"]) == sorted(COLLECTION)
    assert report["chunks"] == report["embedded"] > 0
    assert report["generation"] == current_name(command.folder / "index")
    again = command.json("build")
    assert (sorted(again["unchanged"]), again["embedded"]) == (sorted(COLLECTION), 0)
    full = command.json("build", "--full")
    assert full["embedded"] == full["chunks"]


def test_build_ends_with_1_where_files_failed_and_names_each(command: Command) -> None:
    write(command.folder / "articles", {"empty.txt": ""})
    code, out, err = command("build")
    assert (code, err) == (1, "")
    assert "failed: empty.txt: " in out
    assert "3 added, 0 modified, 0 deleted, 0 unchanged, 1 failed" in out
    report = command.json("build", code=1)
    assert [set(failed) for failed in report["failed"]] == [{"path", "reason"}]


def test_build_takes_its_folders_from_options(command: Command) -> None:
    write(command.folder / "more", {"one.txt": "一篇文章。"})
    report = command.json("build", "--corpus", str(command.folder / "more"), "--index", str(command.folder / "other"))
    assert report["added"] == ["one.txt"]
    assert not (command.folder / "index").exists()


def test_a_dry_run_says_what_a_build_would_do_and_does_nothing(command: Command) -> None:
    articles = command.folder / "articles"
    would = command.json("build", "--dry-run")
    assert (sorted(would["added"]), would["dry_run"], would["chunks"]) == (sorted(COLLECTION), True, None)
    assert not (command.folder / "index").exists()
    command("build")
    before = contents(command.folder / "index")
    write(
        articles, {"new.txt": "一篇新文章。", "bank.txt": COLLECTION["bank.txt"] + "银行提高了股息。", "empty.txt": ""}
    )
    (articles / "en/robot.md").unlink()
    would = command.json("build", "--dry-run", code=1)
    made = command.json("build", code=1)
    kinds = ("added", "modified", "deleted", "unchanged", "failed")
    assert {kind: would[kind] for kind in kinds} == {kind: made[kind] for kind in kinds}
    assert set(would) == {*made, "dry_run"}
    assert before != contents(command.folder / "index")


def test_a_dry_run_for_people_speaks_of_what_would_be(command: Command) -> None:
    command("build")
    before = contents(command.folder / "index")
    write(command.folder / "articles", {"new.txt": "一篇新文章。"})
    code, out, _ = command("build", "--dry-run")
    assert code == 0
    assert "would add: new.txt\n1 added, 0 modified, 0 deleted, 3 unchanged, 0 failed; a dry run" in out
    assert contents(command.folder / "index") == before
    assert "not allowed with" in command("build", "--dry-run", "--watch")[2]


@pytest.mark.slow
def test_watching_prints_each_build_as_it_happens_and_ends_at_an_interrupt(command: Command) -> None:
    words = [sys.executable, "-m", "index", "build", "--watch", "--json"]
    # Whoever runs the tests in the background may ignore Ctrl+C, and a process inherits that.
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    pipe = subprocess.PIPE
    process = subprocess.Popen(words, cwd=ROOT, stdout=pipe, stderr=pipe, text=True, preexec_fn=heeding)
    with process:
        assert process.stdout is not None
        try:
            assert sorted(json.loads(process.stdout.readline())["added"]) == sorted(COLLECTION)
            write(command.folder / "articles", {"new.txt": "一篇新文章。", "empty.txt": ""})
            second = json.loads(process.stdout.readline())
            assert (second["added"], second["failed"][0]["path"]) == (["new.txt"], "empty.txt")
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=30)
        finally:
            process.kill()
    assert process.returncode == 130
    assert err.splitlines() == [f"watching {command.folder / 'articles'} (Ctrl+C ends it)", "stopped"]


def test_search_gives_the_documented_rows(command: Command) -> None:
    command("build")
    rows = command.json("search", "云杉银行净利润", "-k", "2")
    assert len(rows) == 2
    names = ["rank", "score", "article_id", "title", "published", "start", "end", "text", "language", "also"]
    assert list(rows[0]) == names
    assert (rows[0]["language"], command.json("search", "Harbour Robotics", "-k", "1")[0]["language"]) == (
        "zh-Hans",
        "en",
    )
    assert [row["rank"] for row in rows] == [1, 2]
    assert rows[0]["score"] >= rows[1]["score"]
    best = rows[0]
    assert (best["article_id"], best["published"]) == ("bank", "2024-10-15")
    article = command.json("show", "bank")
    assert article["text"][best["start"] : best["end"]] == best["text"]
    assert best["title"] == article["title"]


def test_search_filters_by_date_source_and_language(command: Command) -> None:
    command("build")
    late = command.json("search", "机房", "--after", "2024-11-01", "--before", "2024-11-30")
    assert {row["article_id"] for row in late} == {"tw/cloud"}
    assert {row["article_id"] for row in command.json("search", "factory", "--language", "en")} == {"en/robot"}
    assert command.json("search", "机房", "--source", "nobody") == []


def test_search_for_people_shows_titles_ids_and_passages(command: Command) -> None:
    command("build")
    code, out, _ = command("search", "云杉银行净利润", "-k", "1")
    assert code == 0
    assert out.startswith("1. 云杉银行公布季度业绩 [bank] 2024-10-15 ")
    assert "41 亿元" in out
    assert command("search", "") == (0, "nothing found\n", "")


def test_show_prints_the_stored_text(command: Command) -> None:
    command("build")
    code, out, _ = command("show", "tw/cloud")
    assert code == 0
    assert "星瀾雲端宣布在臺北開設第二座機房。" in out
    assert "language: zh-Hant" in out
    fields = {"id", "title", "text", "language", "published", "source", "author", "url", "removed", "origins", "pages"}
    beside = {"stood_until", "versions", "near_duplicates"}
    assert set(command.json("show", "tw/cloud")) == fields | beside


def test_show_says_where_each_piece_of_metadata_was_found(command: Command) -> None:
    rows = "标题,正文,日期\n港口,星桥机器人与港口集团签订合同。,2024-03-05\n機房,星瀾雲端開設機房。,不詳\n"
    write(command.folder / "articles", {"table.csv": rows, "table.csv.meta.yaml": "1:\n  source: 江湾财讯\n"})
    command("build")
    _, out, _ = command("show", "table#1")
    assert 'title: 港口   (column "标题")' in out
    assert "source: 江湾财讯   (sidecar)" in out
    assert command.json("show", "table#2")["origins"]["published"] == "column \"日期\": '不詳' is no complete date"
    assert command.json("show", "bank")["origins"] == {
        "title": "first line",
        "published": "byline, line 2",
        "language": "most of the text",
    }


def test_the_fields_of_records_are_a_setting(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    write(command.folder / "articles", {"a.jsonl": '{"kopf": "Port", "lauftext": "The port of Porto grew."}'})
    monkeypatch.setenv("ASSISTANT_FIELDS", "title=kopf,text=lauftext")
    assert command.json("build")["failed"] == []
    assert command.json("show", "a#1")["title"] == "Port"
    monkeypatch.setenv("ASSISTANT_FIELDS", "titel=kopf")
    assert "ASSISTANT_FIELDS='titel=kopf'" in command.error("build")


def test_fetch_names_what_it_refuses_and_ends_with_1(command: Command) -> None:
    (command.folder / "urls.txt").write_text(
        "# mine\nhttp://127.0.0.1:8080/a\nhttp://169.254.169.254/latest\n", "utf-8"
    )
    report = command.json("fetch", "urls.txt", code=1)
    assert (report["fetched"], report["unchanged"]) == ([], [])
    assert [f["url"] for f in report["failed"]] == ["http://127.0.0.1:8080/a", "http://169.254.169.254/latest"]
    assert all("no address of the public internet" in f["reason"] for f in report["failed"])
    code, out, _ = command("fetch", "urls.txt", "--into", "pages")
    assert code == 1
    assert out.endswith("0 fetched, 0 unchanged, 2 failed; pages\n")
    assert "nowhere.txt" in command.error("fetch", "nowhere.txt")


def test_status_says_what_is_in_the_index(command: Command) -> None:
    built = command.json("build")
    status = command.json("status")
    assert {"articles", "chunks", "generation", "model"} <= set(status)
    assert (status["articles"], status["chunks"]) == (3, built["chunks"])
    assert status["generation"] == built["generation"]
    assert status["model"] == os.environ["ASSISTANT_EMBEDDING_MODEL"]
    assert status["languages"] == {"zh-Hans": 1, "zh-Hant": 1, "en": 1}
    assert (status["earliest"], status["latest"], status["undated"]) == ("2024-10-15", "2024-12-20", 0)
    code, out, _ = command("status")
    assert code == 0
    assert f"generation: {built['generation']}" in out


LONG = "\n".join(f"第{n}段讲的是编号{n}的仓库和它的机器人。" for n in range(30))


def test_near_duplicates_are_named_by_the_build_shown_and_counted(command: Command) -> None:
    write(command.folder / "articles", {"long.txt": f"长文\n\n{LONG}"})
    command("build")
    write(command.folder / "articles", {"reprint.txt": f"转载\n\n{LONG}\n本文转自别处。"})
    assert "nearly the same: reprint.txt as long\n" in command("build")[1]
    assert command.json("show", "long")["near_duplicates"] == ["reprint"]
    assert "near-duplicates: long\n" in command("show", "reprint")[1]
    assert command.json("status")["near_duplicates"] == 2


def test_a_rename_is_told_with_both_names(command: Command) -> None:
    command("build")
    (command.folder / "articles" / "bank.txt").rename(command.folder / "articles" / "finance.txt")
    assert "would rename: bank.txt -> finance.txt\n" in command("build", "--dry-run")[1]
    code, out, _ = command("build")
    assert code == 0
    assert out.startswith(
        "renamed: bank.txt -> finance.txt\n0 added, 0 modified, 0 deleted, 2 unchanged, 0 failed, 1 renamed;"
    )


def test_a_corrected_article_is_found_as_it_stood_only_as_of_its_time(command: Command) -> None:
    command("build")
    corrected = COLLECTION["bank.txt"].replace("2024-10-15", "2024-10-18").replace("41 亿元", "14 亿元")
    write(command.folder / "articles", {"bank.txt": corrected})
    assert "would keep: bank@2024-10-17\n" in command("build", "--dry-run")[1]
    report = command.json("build")
    assert (report["modified"], report["superseded"]) == (["bank.txt"], ["bank@2024-10-17"])
    now = command.json("search", "云杉银行净利润")
    assert not [row for row in now if "41 亿元" in row["text"]]
    then = command.json("search", "云杉银行净利润", "--as-of", "2024-10-17", "-k", "1")[0]
    assert (then["article_id"], then["published"], "41 亿元" in then["text"]) == ("bank@2024-10-17", "2024-10-15", True)
    assert command.json("search", "云杉银行净利润", "--as-of", "2024-10-18", "-k", "1")[0]["article_id"] == "bank"

    shown = command.json("show", "bank")
    assert (shown["versions"], shown["stood_until"], "14 亿元" in shown["text"]) == (["bank@2024-10-17"], None, True)
    assert "versions: bank@2024-10-17\n" in command("show", "bank")[1]
    old = command.json("show", "bank", "--as-of", "2024-10-16")
    assert old == command.json("show", "bank@2024-10-17")
    assert (old["stood_until"], "41 亿元" in old["text"]) == ("2024-10-17", True)
    assert old["text"][then["start"] : then["end"]] == then["text"]
    assert "superseded: it stood until 2024-10-17\n" in command("show", "bank@2024-10-17")[1]
    status = command.json("status")
    assert (status["articles"], status["superseded"], status["article_ids"]) == (3, 1, ["bank", "en/robot", "tw/cloud"])


def test_how_many_versions_stay_is_an_option(command: Command) -> None:
    command("build")
    write(command.folder / "articles", {"bank.txt": COLLECTION["bank.txt"].replace("41 亿元", "14 亿元")})
    assert command.json("build", "--keep-versions", "0")["superseded"] == []
    assert "'-1' is not a number: expected 0 or more" in command("build", "--keep-versions", "-1")[2]


def test_gc_says_what_it_dropped_and_how_large_it_was(command: Command) -> None:
    command("build")
    write(command.folder / "articles", {"new.txt": "一篇新文章。"})
    command("build")
    (command.folder / "index" / "segments" / ".segment.part").write_bytes(b"x" * 1234)
    before = command.json("status")
    dropped = command.json("gc")
    assert dropped == {"dropped": [{"file": "segments/.segment.part", "bytes": 1234}], "bytes": 1234}
    code, out, _ = command("gc", "--keep", "1")
    assert code == 0
    assert out.startswith("dropped: generations/")
    assert command("gc", "--keep", "1")[1] == "0 dropped, 0 bytes\n"
    assert command.json("status") == before
    assert command.json("search", "云杉银行")


def test_verify_finds_an_altered_file_names_it_and_the_remedy(command: Command) -> None:
    command("build")
    checked = command.json("verify")
    assert (checked["damaged"], checked["files"], len(checked["generations"])) == ([], 2, 1)
    [segment] = (command.folder / "index" / "segments").iterdir()
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    [damaged] = command.json("verify", code=1)["damaged"]
    assert damaged["file"] == f"segments/{segment.name}"
    code, out, _ = command("verify")
    assert code == 1
    assert f"damaged: segments/{segment.name}: it is not as it was written: run `python -m index build --full`" in out
    assert "2 files checked" in out
    command("build", "--full")
    assert command.json("verify")["damaged"] == []


def test_prepare_loads_the_model_once_and_is_silent_afterwards(command: Command) -> None:
    (command.folder / "cache").mkdir()
    code, out, _ = command("prepare")
    assert code == 0
    assert "torch on cpu" in out
    assert command("prepare")[:2] == (0, "")


def test_a_missing_corpus_folder_is_named_with_the_option(command: Command) -> None:
    said = command.error("build", "--corpus", "nowhere")
    assert "nowhere" in said
    assert "--corpus" in said


@pytest.mark.parametrize("words", [("search", "x"), ("show", "x"), ("status",), ("gc",), ("verify",)])
def test_a_missing_index_says_how_to_build_it(command: Command, words: tuple[str, ...]) -> None:
    assert "run `python -m index build`" in command.error(*words)


def test_an_unknown_article_is_named(command: Command) -> None:
    command("build")
    assert "'nobody'" in command.error("show", "nobody")


def test_a_damaged_index_says_what_to_do_and_a_build_repairs_it(command: Command) -> None:
    command("build")
    serving = manifest_path(command.folder / "index", current_name(command.folder / "index"))
    serving.write_text("{")
    assert "index build" in command.error("search", "x")
    assert command("build")[0] == 0
    assert command.json("search", "云杉银行")


def test_an_index_of_another_model_is_refused_until_it_is_built_again(
    command: Command, other_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = command.json("build")
    monkeypatch.setenv("ASSISTANT_EMBEDDING_MODEL", str(other_model))
    said = command.error("search", "云杉银行")
    assert "was built with the model tiny-" in said
    assert "the setting names other-" in said
    again = command.json("build")
    assert (again["embedded"], sorted(again["unchanged"])) == (first["chunks"], sorted(COLLECTION))
    assert command.json("search", "云杉银行净利润")[0]["article_id"] == "bank"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("search", "x", "--after", "2024-13-01"), "'2024-13-01' is not a day: expected YYYY-MM-DD"),
        (("search", "x", "--language", "fr"), "zh-Hans"),
        (("search", "x", "-k", "0"), "'0' is not a count: expected 1 or more"),
        (("search", "x", "-k", "many"), "'many' is not a count"),
        (("search",), "query"),
        ((), "command"),
        (("destroy",), "destroy"),
    ],
)
def test_wrong_usage_ends_with_2_and_names_what_is_wrong(command: Command, words: tuple[str, ...], named: str) -> None:
    code, out, err = command(*words)
    assert (code, out) == (2, "")
    assert named in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("ASSISTANT_DEVICE", "gpu"),
        ("ASSISTANT_EMBEDDING_BACKEND", "onnx"),
        ("ASSISTANT_EMBEDDING_MODEL", "nobody/no-such-model"),
        ("ASSISTANT_LLM_TIMEOUT", "soon"),
    ],
)
def test_a_wrong_setting_is_named(command: Command, setting: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(setting, value)
    said = command.error("build")
    assert f"{setting}={value!r}" in said


def test_cuda_where_there_is_none_is_named(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    monkeypatch.setenv("ASSISTANT_DEVICE", "cuda")
    assert "ASSISTANT_DEVICE=cuda" in command.error("build")


def test_the_command_as_a_program_prints_json_and_nothing_else(command: Command) -> None:
    def program(*words: str) -> subprocess.CompletedProcess[str]:
        started = [sys.executable, "-m", "index", *words]
        return subprocess.run(started, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)

    command("build")
    status = program("status", "--json")
    assert (status.returncode, status.stderr) == (0, "")
    assert json.loads(status.stdout)["articles"] == len(COLLECTION)
    missing = program("show", "nobody")
    assert (missing.returncode, missing.stdout, missing.stderr.count("\n")) == (2, "", 1)
