"""Gates that hold, and gates that are missed."""

from pathlib import Path

import pytest

from eval.gates import Gate, load_gates, missed

TABLES = {"assistant": {"all": {"evidence": 0.86, "characters": 200.0}}}


def write(folder: Path, text: str) -> Path:
    path = folder / "gates.toml"
    path.write_text(text, "utf-8")
    return path


def test_gates_are_read_with_their_bounds(tmp_path: Path) -> None:
    text = '[assistant."type:number"]\nevidence = { min = 0.8 }\n[naive.all]\nevidence = { min = 0, max = 1 }\n'

    assert load_gates(write(tmp_path, text)) == [
        Gate("assistant", "type:number", "evidence", 0.8, None),
        Gate("naive", "all", "evidence", 0, 1),
    ]


def test_a_figure_at_its_bound_passes() -> None:
    gates = [Gate("assistant", "all", "evidence", 0.86, 0.86), Gate("assistant", "all", "characters", None, 200)]

    assert missed(gates, TABLES) == []


def test_a_missed_gate_is_named_with_its_value_and_bound() -> None:
    gates = [Gate("assistant", "all", "evidence", 0.9, None), Gate("assistant", "all", "characters", None, 150)]

    assert missed(gates, TABLES) == [
        "assistant / all / evidence: 0.8600 is below its minimum 0.9",
        "assistant / all / characters: 200.0000 is above its maximum 150",
    ]


@pytest.mark.parametrize(
    "gate",
    [
        Gate("other", "all", "evidence", 0, None),
        Gate("assistant", "lang:en", "evidence", 0, None),
        Gate("assistant", "all", "evidenec", 0, None),
    ],
)
def test_a_gate_on_what_was_not_measured_is_missed(gate: Gate) -> None:
    (sentence,) = missed([gate], TABLES)
    assert "was not measured" in sentence


@pytest.mark.parametrize(
    "text",
    [
        "[assistant",
        "[assistant.all]\nevidence = 0.8",
        "[assistant.all]\nevidence = {}",
        "[assistant.all]\nevidence = { minimum = 0.8 }",
        "[assistant.all]\nevidence = { min = true }",
    ],
)
def test_a_wrong_gate_is_refused_by_the_name_of_its_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match=r"gates\.toml"):
        load_gates(write(tmp_path, text))


def test_the_gates_of_the_project_can_be_read() -> None:
    gates = load_gates(Path(__file__).parents[2] / "eval" / "gates.toml")

    assert {gate.system for gate in gates} == {"assistant", "naive"}
