"""Results on disk: what was measured, on which commit, with which settings and versions, and when."""

import json
import platform
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from eval.slices import Row
from settings import Settings

RUNS = Path(__file__).parent / "runs"
_PACKAGES = ("torch", "sentence-transformers", "openvino", "faiss-cpu", "bm25s", "rjieba", "OpenCC", "ir-measures")


def provenance(settings: Settings) -> dict[str, Any]:
    """Commit, date, settings (without the key) and versions, as plain JSON."""
    return {
        "commit": commit(Path(__file__).parent),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "settings": settings.model_dump(mode="json", exclude={"llm_api_key", "corpus_dir", "index_dir", "cache_dir"}),
        "versions": {"python": platform.python_version()} | {name: _version(name) for name in _PACKAGES},
    }


def commit(folder: Path) -> str:
    """The short hash of the commit checked out in a folder, "+" behind it when files differ; "unknown" without git."""
    git = shutil.which("git")
    if git is None:
        return "unknown"
    command = [git, "-C", str(folder), "describe", "--always", "--dirty=+", "--exclude=*"]
    described = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed arguments
    return described.stdout.strip() or "unknown"


def save(results: Mapping[str, Any], folder: Path = RUNS) -> Path:
    """Write results (they hold `kind`, `date` and `commit`) under a name of their own and return the path."""
    folder.mkdir(parents=True, exist_ok=True)
    stamp = str(results["date"]).replace(":", "").replace("-", "")[:15]
    path = folder / f"{results['kind']}-{stamp}-{str(results['commit']).replace('+', '-dirty')}.json"
    path.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def as_json(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows as plain JSON."""
    return [asdict(row) for row in rows]


def load_rows(path: Path, system: str) -> list[Row]:
    """The rows of one system in a saved file.

    Raises:
        ValueError: The file is not saved results or lacks the system.
    """
    try:
        saved = json.loads(path.read_text("utf-8"))["rows"]
        rows = saved[system]
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path}: not results of `eval run` or `eval retrieval` with rows of {system!r}") from error
    return [
        Row(row["id"], tuple(row["slices"]), {figure: tuple(values) for figure, values in row["figures"].items()})
        for row in rows
    ]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
