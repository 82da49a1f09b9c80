"""Arrays on disk: a format that others read, nothing copied, damage noticed."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from index.arrays import Array, map_arrays, write_arrays

ARRAYS: dict[str, Array] = {
    "letters": np.frombuffer("云杉".encode(), np.uint8),
    "vectors": np.arange(6, dtype=np.float32).reshape(2, 3),
    "numbers": np.array([2**40, -1]),
    "hashes": np.array([2**63], np.uint64),
    "narrow": np.array([65_535], np.uint16),
    "none": np.zeros((0, 5), np.int32),
}


def test_what_is_written_is_mapped_as_it_was(tmp_path: Path) -> None:
    write_arrays(tmp_path / "a", ARRAYS, {"format": "5"})
    arrays, about = map_arrays(tmp_path / "a")
    assert about == {"format": "5"}
    assert {name: (a.dtype, a.tolist()) for name, a in arrays.items()} == {
        name: (a.dtype, a.tolist()) for name, a in ARRAYS.items()
    }
    assert all(array.flags.aligned and not array.flags.writeable for array in arrays.values())


def test_the_formats_own_library_reads_it(tmp_path: Path) -> None:
    write_arrays(tmp_path / "a", ARRAYS, {"format": "5"})
    read = load_file(tmp_path / "a")
    assert {name: array.tolist() for name, array in read.items()} == {n: a.tolist() for n, a in ARRAYS.items()}


def test_equal_arrays_give_equal_files(tmp_path: Path) -> None:
    write_arrays(tmp_path / "a", ARRAYS, {"format": "5"})
    write_arrays(tmp_path / "b", dict(reversed(ARRAYS.items())), {"format": "5"})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_bytes_behind_the_last_array_are_damage(tmp_path: Path) -> None:
    write_arrays(tmp_path / "a", ARRAYS, {})
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes() + b"0")
    with pytest.raises(ValueError, match=r"a is damaged \(\d+ bytes, expected \d+\)"):
        map_arrays(tmp_path / "a")


@pytest.mark.parametrize("kept", [0, 3, 8, 40, -1])
def test_a_file_cut_short_is_damaged(tmp_path: Path, kept: int) -> None:
    write_arrays(tmp_path / "a", ARRAYS, {})
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes()[:kept])
    with pytest.raises(ValueError, match=r".+"):
        map_arrays(tmp_path / "a")
