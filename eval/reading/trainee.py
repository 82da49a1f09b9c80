"""The reader as it is trained: the bundled encoder with low-rank changes of its weights that are learned."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import torch

from index.reader import LAYERS, LONGEST, Encoding, Input, joint

RANK, SCALE = 32, 2.0

Weights = dict[str, torch.Tensor]


class Trainee(torch.nn.Module):
    """The encoder, to the weights of whose layers a product of two narrow matrices is added before each step (LoRA).

    `weights` gives what index/reader.py reads; `start` is such a thing, to go on from.
    """

    def __init__(self, encoding: Encoding, encoder: Any, start: Weights | None = None) -> None:  # noqa: ANN401
        super().__init__()
        self.encoding = encoding
        encoder.requires_grad_(False)
        layers = enumerate(encoder.encoder.layer)
        self.changed = {f"{n}.{name}": layer.get_submodule(name) for n, layer in layers for name in LAYERS}
        self.plain = [layer.weight.detach().clone() for layer in self.changed.values()]
        started = {name: one for key, layer in self.changed.items() for name, one in _nothing(key, layer)}
        width = encoder.config.hidden_size
        started["parts"] = torch.zeros(len(LONGEST), width)
        started |= {"out.weight": torch.zeros(1, 2 * width), "out.bias": torch.zeros(1)}
        if start is not None:
            if missing := started.keys() - start.keys():
                raise ValueError(
                    f"the weights to go on from lack {min(missing)}; take a file that this training has written"
                )
            started = {name: tensor.float() for name, tensor in start.items()}
        self.low = torch.nn.ParameterList([started[f"{key}.a"] for key in self.changed])
        self.high = torch.nn.ParameterList([started[f"{key}.b"] / SCALE for key in self.changed])
        self.parts = torch.nn.Parameter(started["parts"])
        self.joint = joint(encoder, started)
        self.add_changes()

    def forward(self, rows: Sequence[Input]) -> torch.Tensor:
        """The log odds of each sentence of each row: float32 [rows, most sentences]; what stands for sentences that are not there means nothing."""
        odds: torch.Tensor = self.joint(*self.encoding.padded(rows, self.parts))
        return odds

    def move_to(self, device: str) -> None:
        """To a device, with what is no parameter."""
        self.to(device)
        self.plain = [weight.to(device) for weight in self.plain]
        self.encoding.words = self.encoding.words.to(device)

    def learned(self) -> list[torch.nn.Parameter]:
        """What the optimizer changes."""
        return [*self.low, *self.high, self.parts, *self.joint.out.parameters()]

    def add_changes(self) -> None:
        """Bring the layers' weights up to date, ready for new gradients: one sum a step instead of two products a row."""
        for layer, plain, low, high in zip(self.changed.values(), self.plain, self.low, self.high, strict=True):
            layer.weight = torch.nn.Parameter(plain + SCALE * (high.detach() @ low.detach()))

    def share_gradients(self) -> None:
        """From the gradients of the layers' weights those of the narrow matrices."""
        for layer, low, high in zip(self.changed.values(), self.low, self.high, strict=True):
            gradient = SCALE * layer.weight.grad
            low.grad, high.grad = high.detach().T @ gradient, gradient @ low.detach().T

    def weights(self) -> Weights:
        """The changes in half precision."""
        found = {"parts": self.parts, "out.weight": self.joint.out.weight, "out.bias": self.joint.out.bias}
        for key, low, high in zip(self.changed, self.low, self.high, strict=True):
            found[f"{key}.a"], found[f"{key}.b"] = low, high * SCALE
        return {name: tensor.detach().half().contiguous() for name, tensor in found.items()}


def _nothing(key: str, layer: torch.nn.Linear) -> Iterator[tuple[str, torch.Tensor]]:
    """A change of a layer that changes nothing yet."""
    yield f"{key}.a", torch.randn(RANK, layer.in_features) / math.sqrt(layer.in_features)
    yield f"{key}.b", torch.zeros(layer.out_features, RANK)
