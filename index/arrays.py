"""Named NumPy arrays in one file of the safetensors format, which any of its readers reads, mapped into memory and not copied.

Eight bytes give the length of a JSON header, which gives each array's type, shape and place among the bytes behind it.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]

# The format's names for the types that are kept here.
_TYPES = {"U8": "|u1", "U16": "<u2", "U32": "<u4", "U64": "<u8", "I32": "<i4", "I64": "<i8", "F16": "<f2", "F32": "<f4"}
_NAMES = {np.dtype(kind): name for name, kind in _TYPES.items()}
_LENGTH = 8


def write_arrays(path: Path, arrays: Arrays, about: Mapping[str, str]) -> None:
    """Write arrays and a few words about them; wide types come first, so that each array is aligned to its type."""
    order = sorted(arrays, key=lambda name: (-arrays[name].dtype.itemsize, name))
    header: dict[str, Any] = {"__metadata__": dict(about)}
    at = 0
    for name in order:
        array = arrays[name]
        place = [at, at + array.nbytes]
        header[name] = {"dtype": _NAMES[array.dtype], "shape": list(array.shape), "data_offsets": place}
        at += array.nbytes
    text = json.dumps(header, sort_keys=True).encode()
    text += b" " * (-len(text) % _LENGTH)
    with path.open("wb") as file:
        file.write(len(text).to_bytes(_LENGTH, "little") + text)
        for name in order:
            file.write(np.ascontiguousarray(arrays[name]).data)


def map_arrays(path: Path) -> tuple[dict[str, Array], dict[str, str]]:
    """The arrays of a file, read-only and read from disk as they are used, and the words about them.

    Raises:
        OSError: There is no such file.
        ValueError: It is damaged.
    """
    raw = np.asarray(np.memmap(path, np.uint8, mode="r"))
    start = _LENGTH + int.from_bytes(raw[:_LENGTH].tobytes(), "little")
    try:
        header = json.loads(raw[_LENGTH:start].tobytes())
        about = header.pop("__metadata__")
        arrays = {name: _array(raw, start, entry) for name, entry in header.items()}
        end = start + max((entry["data_offsets"][1] for entry in header.values()), default=0)
        if len(raw) != end:
            raise ValueError(f"{len(raw)} bytes, expected {end}")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path.name} is damaged ({error})") from error
    return arrays, about


def _array(raw: Array, start: int, entry: dict[str, Any]) -> Array:
    begin, end = entry["data_offsets"]
    found: Array = raw[start + begin : start + end].view(_TYPES[entry["dtype"]]).reshape(entry["shape"])
    return found
