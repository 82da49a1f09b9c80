"""Questions with gold evidence, measures, gates and reports."""
