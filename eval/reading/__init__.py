"""What the reader (index/reader.py) is trained and held to: the project's own twin articles, groups and single texts, and the training itself."""
