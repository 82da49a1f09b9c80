"""What a build did, or would do, as JSON and in words."""

from dataclasses import asdict
from typing import Any

from index.update import BuildReport

KINDS = ("added", "modified", "deleted", "unchanged", "failed")
WOULD = {
    "added": "would add",
    "modified": "would update",
    "deleted": "would delete",
    "failed": "would fail",
    "renamed": "would rename",
    "superseded": "would keep",
}


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
    lines.extend(f"{word.get('renamed', 'renamed')}: {one['from']} -> {one['to']}" for one in report.renamed)
    lines.extend(f"{word.get('superseded', 'superseded')}: {version}" for version in report.superseded)
    lines.extend(f"nearly the same: {one['path']} as {', '.join(one['of'])}" for one in report.near_duplicates)
    lines.extend(f"{word.get('failed', 'failed')}: {f['path']}: {f['reason']}" for f in report.failed)
    kinds = (*KINDS, "renamed") if report.renamed else KINDS
    counts = ", ".join(f"{len(getattr(report, name))} {name}" for name in kinds)
    if dry_run:
        return "\n".join([*lines, f"{counts}; a dry run: nothing was written"])
    made = f"{report.chunks} chunks, {report.embedded} embedded, {report.seconds:.1f} s, generation {report.generation}"
    return "\n".join([*lines, f"{counts}; {made}"])
