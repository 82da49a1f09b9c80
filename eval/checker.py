"""How well the checker tells what a citation supports: rows of a claim, the texts it cites and a label.

The figure is balanced accuracy: the mean of the share of supported claims that are kept and of unsupported ones that are caught.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.citations import without_markers
from assistant.quantities import quantities
from assistant.verify import Support
from corpus.sentences import sentence_spans
from eval.jsonl import DatasetError, read_objects, text_field
from eval.progress import progress
from eval.sample import EVERY_QUESTION, Sample
from eval.slices import Row, Table, means

FILE = "attribution.jsonl"
LABELS = {"attributable": True, "not attributable": False}
FIGURES = ("balanced_accuracy", "kept", "caught", "tp", "fn", "tn", "fp")
LONG = 1000  # characters of a citation

Parts = Sequence[Sequence[str]]
Check = Callable[[str, Parts], Support]
"""How the sentences of several cited texts support a claim."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, the texts that it cites, and whether they support it.

    Attributes:
        source: What the row says it comes from; "" where it says nothing.
    """

    id: str
    text: str
    references: tuple[str, ...]
    supported: bool
    source: str = ""

    @property
    def slices(self) -> tuple[str, ...]:
        """Where it comes from, whether it holds figures, and how much it cites."""
        figures = "with figures" if quantities(self.text) else "without figures"
        length = "long citation" if sum(map(len, self.references)) > LONG else "short citation"
        several = "several texts cited" if len(self.references) > 1 else "one text cited"
        return tuple(filter(None, (self.source, figures, length, several)))


def read_claims(dataset: Path, sample: Sample = EVERY_QUESTION) -> list[Claim]:
    """The claims of a folder's attribution.jsonl, packed with gzip or not, that are in the sample.

    Raises:
        DatasetError: The folder has no such file, a row is damaged, or the sample is empty.
    """
    path = next((p for p in (dataset / FILE, dataset / f"{FILE}.gz") if p.is_file()), None)
    if path is None:
        raise DatasetError(
            f"{dataset} holds neither {FILE} nor {FILE}.gz: expected a folder with rows of claim, references and label"
        )
    claims = {claim.id: claim for claim in (_claim(row, place) for place, row in read_objects(path))}
    chosen = [claims[one] for one in sample.of(claims)]
    if not chosen:
        raise DatasetError(f"{path}: none of its {len(claims)} claims is in the sample ({sample})")
    return chosen


def _claim(row: dict[str, object], place: str) -> Claim:
    references, label = row.get("references"), row.get("label")
    if not isinstance(references, list) or not all(isinstance(one, str) for one in references):
        raise DatasetError(f"{place}: references: expected a list of texts, got {references!r}")
    if label not in LABELS:
        raise DatasetError(f"{place}: label: expected one of {', '.join(LABELS)}, got {label!r}")
    source = str(row.get("dataset") or "")
    claim = without_markers(text_field(row, "claim", place))
    return Claim(text_field(row, "_id", place), claim, tuple(references), LABELS[str(label)], source)


def claim_rows(claims: Iterable[Claim], check: Check) -> list[Row]:
    """For each claim whether it was judged rightly, under `kept` or `caught`; the score goes with it."""
    rows = []
    for claim in progress(list(claims), "claims", "claim"):
        parts = [[text[a:b] for a, b in sentence_spans(text)] for text in claim.references]
        found = check(claim.text, [part for part in parts if part])
        right = float(found.enough is claim.supported)
        figure = "kept" if claim.supported else "caught"
        rows.append(Row(claim.id, claim.slices, {figure: (right,), "score": (found.score,)}))
    return rows


def checker_table(rows: Sequence[Row]) -> Table:
    """Per slice: balanced accuracy (none where one label is missing), its two halves, and the four counts.

    A positive is a claim that is called supported.
    """
    counts: dict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(("tp", "fn", "tn", "fp"), 0.0))
    for row in rows:
        figure = "kept" if "kept" in row.figures else "caught"
        right = row.figures[figure] == (1.0,)
        cell = {("kept", True): "tp", ("kept", False): "fn", ("caught", True): "tn", ("caught", False): "fp"}
        for name in ("all", *row.slices):
            counts[name][cell[figure, right]] += 1
    table = means(rows)
    for name, figures in table.items():
        figures.update(counts[name])
        if "kept" in figures and "caught" in figures:
            figures["balanced_accuracy"] = (figures["kept"] + figures["caught"]) / 2
    return table
