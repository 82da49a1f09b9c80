"""Results on disk."""

import json
import subprocess
from pathlib import Path

import pytest
from pydantic import SecretStr

from eval.results import as_json, commit, load_rows, provenance, save
from eval.slices import Row
from settings import Settings

ROW = Row("q1", ("lang:en",), {"precision": (1.0, 0.0), "numbers": ()})


def test_rows_come_back_as_they_were_saved(tmp_path: Path) -> None:
    results = {"kind": "run", "date": "2025-01-02T03:04:05+00:00", "commit": "abc+", "rows": {"naive": as_json([ROW])}}
    path = save(results, tmp_path / "runs")

    assert path.name == "run-20250102T030405-abc-dirty.json"
    assert load_rows(path, "naive") == [ROW]


@pytest.mark.parametrize("content", ["{", "[]", "{}", json.dumps({"rows": {"naive": []}})])
def test_a_file_without_the_rows_of_a_system_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, "utf-8")

    with pytest.raises(ValueError, match=r"a\.json: not results .* rows of 'assistant'"):
        load_rows(path, "assistant")


def test_the_key_of_the_language_model_is_not_saved() -> None:
    noted = provenance(Settings(llm_api_key=SecretStr("sesame"), llm_model="m"))

    assert noted["settings"]["llm_model"] == "m"
    assert "sesame" not in json.dumps(noted)
    assert "llm_api_key" not in noted["settings"]
    assert {"commit", "date", "settings", "versions"} == noted.keys()


def test_the_commit_says_whether_files_differ(tmp_path: Path) -> None:
    git = ["git", "-C", str(tmp_path), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    assert commit(tmp_path) == "unknown"

    (tmp_path / "a").write_text("1", "utf-8")
    for words in (["init", "-q"], ["add", "a"], ["commit", "-q", "-m", "a"]):
        subprocess.run([*git, *words], check=True)
    clean = commit(tmp_path)
    (tmp_path / "a").write_text("2", "utf-8")

    assert clean.isalnum()
    assert commit(tmp_path) == f"{clean}+"
