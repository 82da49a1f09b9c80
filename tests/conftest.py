"""What every test has: no way to a model hub, and one bundled model for the whole session."""

import os

os.environ["HF_HUB_OFFLINE"] = "1"  # read once, when huggingface_hub is first imported

import hypothesis
import pytest

from index.embedding import SentenceEmbedder, load_embedder
from settings import load_settings

# How long one example takes says more about what else the machine does than about the code.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def embedder() -> SentenceEmbedder:
    """The real bundled model on the CPU, converted and exported once into the user's cache; for slow-marked tests."""
    return load_embedder("bundled", "auto", "cpu", load_settings().cache_dir)
