"""A sentence-transformers model so small that a test can load it as often as it likes."""

from pathlib import Path
from typing import Any

import pytest

PROMPTS = {"query": "ask: ", "document": "text: "}


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a random one-layer model over characters, with prompts of its own."""
    return make_model(tmp_path_factory.mktemp("models") / "tiny", seed=1)


@pytest.fixture(scope="session")
def other_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with other weights."""
    return make_model(tmp_path_factory.mktemp("models") / "other", seed=2)


def make_model(folder: Path, seed: int) -> Path:
    """Write a sentence-transformers folder with random weights."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(seed)
    words = ["[PAD]", "[UNK]", *map(chr, range(32, 127)), *map(chr, range(0x4E00, 0x9FA6))]
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))  # noqa: S106
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    plain = folder.with_name(f"{folder.name}-plain")
    shape: dict[str, Any] = {
        "vocab_size": len(words),
        "hidden_size": 32,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 64,
    }
    BertModel(BertConfig(**shape), add_pooling_layer=False).save_pretrained(plain)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=512,
        pad_token="[PAD]",  # noqa: S106
        unk_token="[UNK]",  # noqa: S106
    ).save_pretrained(plain)
    modules = [Transformer(str(plain), max_seq_length=512), Pooling(32, pooling_mode="mean"), Normalize()]
    model = SentenceTransformer(modules=modules, prompts=PROMPTS, device="cpu")
    model.save_pretrained(str(folder), create_model_card=False)
    return folder
