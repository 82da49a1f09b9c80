"""What an owner writes about an article into a file beside it: `name.meta.yaml` beside `name.txt`; it goes before all guesses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, get_args

from corpus.article import Language
from corpus.assemble import NOTHING_GIVEN
from corpus.dates import as_date
from corpus.decode import decode
from corpus.fields import as_moment, without_surrogates
from corpus.metadata import FIELDS, Metadata
from corpus.scan import sidecar_stem
from corpus.yaml_text import load_yaml

_LARGEST = 2**22  # bytes
_KEPT = "what was found without it counts"


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a sidecar says.

    Attributes:
        whole: About the article, or about every record of its file.
        records: About single records, by their number or by the id that they give themselves.
        problems: What in it could not be used, each with the name of the field and what was expected.
    """

    whole: Metadata = NOTHING_GIVEN
    records: Mapping[str, Metadata] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def about(self, number: int, own_id: str) -> Metadata:
        """What it says about one record: of its number first, then of its id, then of all."""
        by_number = self.records.get(str(number), NOTHING_GIVEN)
        return by_number.or_else(self.records.get(own_id, NOTHING_GIVEN)).or_else(self.whole)


NO_SIDECAR = Sidecar()


def match_sidecars(sidecars: Iterable[Path], articles: Iterable[Path]) -> tuple[dict[Path, Path], dict[Path, str]]:
    """Which sidecar belongs to which file.

    Returns:
        By article file its sidecar (`a.txt.meta.yaml` before `a.meta.yaml`); by sidecar why it belongs to none.
    """
    by_stem: dict[Path, list[Path]] = {}
    by_name = set()
    for path in articles:
        by_stem.setdefault(path.with_suffix(""), []).append(path)
        by_name.add(path)
    found: dict[Path, Path] = {}
    others: dict[Path, str] = {}
    named = {path: path.with_name(sidecar_stem(path)) for path in sidecars}
    for path, target in sorted(named.items(), key=lambda pair: (pair[1] not in by_name, pair[0])):
        beside = [target] if target in by_name else by_stem.get(target, [])
        if not beside:
            others[path] = f"no article of the name {target.name!r} stands beside it: rename it or delete it"
        elif len(beside) > 1:
            several = " and ".join(sorted(p.name for p in beside))
            others[path] = f"it stands beside {several}: name it after one of them, e.g. {beside[0].name}.meta.yaml"
        elif beside[0] in found:
            others[path] = f"{found[beside[0]].name} speaks of {beside[0].name} already: delete one of the two"
        else:
            found[beside[0]] = path
    return found, others


def read_sidecar(path: Path, several: bool = False) -> Sidecar:
    """Reads a sidecar; what is wrong in it is told among its problems and costs nothing else.

    Args:
        path: The file.
        several: Whether it stands beside a file of several articles, so that it may speak of single records.
    """
    try:
        if path.stat().st_size > _LARGEST:
            return Sidecar(problems=(f"it is larger than {_LARGEST // 2**20} MB: expected a few lines",))
        values = load_yaml(decode(path.read_bytes()))
    except OSError as error:
        return Sidecar(problems=(f"it cannot be read ({error.strerror or error}); {_KEPT}",))
    except ValueError as error:
        return Sidecar(problems=(f"it is not valid YAML ({error}): correct it; {_KEPT}",))
    if values is None:
        return NO_SIDECAR
    if not isinstance(values, dict):
        return Sidecar(problems=(f"expected lines such as `title: ...`, found {type(values).__name__}; {_KEPT}",))
    return _sidecar(values, several)


def _sidecar(values: Mapping[object, object], several: bool) -> Sidecar:
    problems: list[str] = []
    records = {
        str(key): _metadata(value, problems, f"{key}: ")
        for key, value in values.items()
        if several and isinstance(value, dict)
    }
    plain = {key: value for key, value in values.items() if not (several and isinstance(value, dict))}
    return Sidecar(_metadata(plain, problems, ""), records, tuple(problems))


def _metadata(values: Mapping[object, object], problems: list[str], prefix: str) -> Metadata:
    said: dict[str, Any] = {}
    for key, value in values.items():
        name = str(key).lower()
        if name not in FIELDS:
            problems.append(f"{prefix}{key}: expected one of the fields {', '.join(FIELDS)}")
            continue
        expected, understood = _value(name, value)
        if understood is None:
            problems.append(f"{prefix}{key}: {_shown(value)} is not understood: expected {expected}; {_KEPT}")
        else:
            said[name] = understood
    return Metadata(**said).found_in("sidecar")


def _shown(value: object) -> str:
    # The text of a value made of aliases of aliases would fill the memory.
    return f"{type(value).__name__}" if isinstance(value, (list, dict, set)) else repr(str(value)[:60])


def _value(name: str, value: object) -> tuple[str, str | date | None]:
    """What a field takes, and its value; None where it has another."""
    if name == "published":
        return "a day such as 2024-03-05", as_date(value)
    if name == "fetched":
        return "a day or a moment such as 2024-03-05T08:30:00+08:00", as_moment(value)
    if name == "author" and isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = ", ".join(value)
    scalar = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    text = without_surrogates(" ".join(str(value).split())) if scalar else ""
    if name == "language":
        return " or ".join(get_args(Language)), text if text in get_args(Language) else None
    if name == "url":
        return "an address that begins with http:// or https://", text if text.startswith(
            ("http://", "https://")
        ) else None
    return "a text", text or None
