"""What the reader (index/reader.py) is trained and held to: the project's own twin articles and snippets, and the training itself."""
