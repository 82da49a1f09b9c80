"""Articles: reading, cleaning, metadata, sentences and chunks; knows nothing of embeddings or search."""
