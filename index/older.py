"""The articles of an index that an older release has made: its files are read anew, but one that cannot be read keeps its text."""

import json
from pathlib import Path

import numpy as np

from index.assembling import Draft, assembled
from index.collection import Part
from index.duplicates import WIDTH
from index.generation import Generation
from index.late import Centres
from index.records import article_of
from index.segments import Segment
from index.store import DAMAGED, current_name


def older_generation(index_dir: Path) -> Generation | None:
    """The articles that serve in an index of formats 1 to 4, without chunks and vectors; None where there are none."""
    try:
        folder = index_dir / "generations" / current_name(index_dir)
        files = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
        with (folder / "articles.jsonl").open(encoding="utf-8") as lines:
            articles = sorted((article_of(json.loads(line)) for line in lines), key=lambda article: article.id)
        nothing = np.zeros(WIDTH, np.uint32)
        drafts = [Draft(article, files[article.id], [], nothing, [], []) for article in articles]
    except DAMAGED:
        return None  # nothing that can be taken over
    zero = np.zeros((2, 1), np.float32)
    arrays = assembled(drafts, [], np.zeros((0, 1), np.float32), [], Centres(zero, zero))
    about = {"settings": {"dimension": 1}, "versions": {"read": ""}, "duplicates": []}
    return Generation("older", about, [Part(Segment("older", arrays))])
