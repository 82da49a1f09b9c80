"""Gates: figures that must not fall below a minimum or rise above a maximum.

[assistant."type:number"]
evidence = { min = 0.86 }
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.slices import Table


@dataclass(frozen=True, slots=True)
class Gate:
    """A bound on one figure of one slice of one system; at least one of the bounds is set."""

    system: str
    slice: str
    figure: str
    minimum: float | None
    maximum: float | None


def load_gates(path: Path) -> list[Gate]:
    """Read system -> slice -> figure -> {min, max}.

    Raises:
        ValueError: The file is not TOML, or a bound is not a number called min or max.
    """
    try:
        systems = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path}: not TOML: {error}") from None
    gates = []
    for system, slices in systems.items():
        for name, figures in slices.items():
            for figure, bounds in figures.items():
                gates.append(_gate(f"{path}: {system}.{name}.{figure}", system, name, figure, bounds))
    return gates


def _gate(place: str, system: str, name: str, figure: str, bounds: object) -> Gate:
    if not isinstance(bounds, dict) or not bounds or not bounds.keys() <= {"min", "max"}:
        raise ValueError(f"{place}: expected {{ min = number }}, {{ max = number }} or both, got {bounds!r}")
    for bound in bounds.values():
        if isinstance(bound, bool) or not isinstance(bound, int | float):
            raise ValueError(f"{place}: expected a number, got {bound!r}")
    return Gate(system, name, figure, bounds.get("min"), bounds.get("max"))


def missed(gates: list[Gate], tables: Mapping[str, Table]) -> list[str]:
    """The gates that do not hold, one sentence each; a figure that was not measured is a gate missed."""
    sentences = []
    for gate in gates:
        place = f"{gate.system} / {gate.slice} / {gate.figure}"
        value = tables.get(gate.system, {}).get(gate.slice, {}).get(gate.figure)
        if value is None:
            sentences.append(f"{place}: was not measured, but a gate names it")
        elif gate.minimum is not None and value < gate.minimum:
            sentences.append(f"{place}: {value:.4f} is below its minimum {gate.minimum}")
        elif gate.maximum is not None and value > gate.maximum:
            sentences.append(f"{place}: {value:.4f} is above its maximum {gate.maximum}")
    return sentences
