"""What a build did, or would do, as JSON and in words."""

from dataclasses import asdict, dataclass, field
from typing import Any

KINDS = ("added", "modified", "deleted", "unchanged", "failed")
WOULD = {
    "added": "would add",
    "modified": "would update",
    "deleted": "would delete",
    "failed": "would fail",
    "renamed": "would rename",
    "superseded": "would keep",
}


@dataclass(slots=True)
class BuildReport:
    """What a build did; paths are relative to the collection's folder.

    Attributes:
        added: New files.
        modified: Files whose content has changed, or that were read by newer rules.
        deleted: Files that are gone.
        unchanged: All others but those that failed.
        failed: Files that are no article, {path, reason}.
        partly_read: Files of which something could not be read, {path, reason}; the rest is indexed.
        renamed: Files that moved, {from, to}; they count neither as added nor as deleted.
        superseded: Ids of the versions that were replaced and stay findable as of their time.
        near_duplicates: Of the new and changed articles, those that resemble others in most of their text, {path, of: [id]}.
        chunks: How many the collection has now.
        embedded: How many of them went through the model, those of kept versions included.
        seconds: How long it took.
        generation: What serves now.
    """

    added: list[str] = field(default_factory=list)
    modified: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[dict[str, str]] = field(default_factory=list)
    partly_read: list[dict[str, str]] = field(default_factory=list)
    renamed: list[dict[str, str]] = field(default_factory=list)
    superseded: list[str] = field(default_factory=list)
    near_duplicates: list[dict[str, Any]] = field(default_factory=list)
    chunks: int = 0
    embedded: int = 0
    seconds: float = 0.0
    generation: str = ""


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
    lines.extend(f"partly read: {one['path']}: {one['reason']}" for one in report.partly_read)
    lines.extend(f"{word.get('failed', 'failed')}: {f['path']}: {f['reason']}" for f in report.failed)
    kinds = (*KINDS, "renamed") if report.renamed else KINDS
    counts = ", ".join(f"{len(getattr(report, name))} {name}" for name in kinds)
    if dry_run:
        return "\n".join([*lines, f"{counts}; a dry run: nothing was written"])
    made = f"{report.chunks} chunks, {report.embedded} embedded, {report.seconds:.1f} s, generation {report.generation}"
    return "\n".join([*lines, f"{counts}; {made}"])
