"""The index over the articles: embedding, dense and lexical search, generations on disk."""
