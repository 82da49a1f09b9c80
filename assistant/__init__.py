"""From a question and the index to an answer whose every sentence is cited."""
