"""What a build did, or would do, as JSON and in words."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from index.update import BuildReport

KINDS = ("added", "modified", "deleted", "unchanged", "failed")
WOULD = {"added": "would add", "modified": "would update", "deleted": "would delete", "failed": "would fail"}


def report_record(report: BuildReport, *, dry_run: bool = False) -> dict[str, Any]:
    """A report as JSON; of a build that was not made, what only making it tells is null."""
    record = asdict(report)
    return {**record, "chunks": None, "embedded": None, "dry_run": True} if dry_run else record


def report_text(report: BuildReport, *, dry_run: bool = False) -> str:
    """A report in lines: each article that something happened to, then the counts."""
    word = WOULD if dry_run else {}
    lines: list[str] = []
    for name in ("added", "modified", "deleted"):
        lines.extend(f"{word.get(name, name)}: {path}" for path in getattr(report, name))
    lines.extend(f"{word.get('failed', 'failed')}: {f['path']}: {f['reason']}" for f in report.failed)
    counts = _counts([(name, len(getattr(report, name))) for name in KINDS])
    if dry_run:
        return "\n".join([*lines, f"{counts}; a dry run: nothing was written"])
    made = f"{report.chunks} chunks, {report.embedded} embedded, {report.seconds:.1f} s, generation {report.generation}"
    return "\n".join([*lines, f"{counts}; {made}"])


def _counts(counted: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counted)
