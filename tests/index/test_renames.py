"""A rename is the same content under another path."""

from hypothesis import given
from hypothesis import strategies as st

from index.renames import renames

CONTENTS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["", "1", "2", "3"]))


def test_the_same_content_under_a_new_path_is_a_rename() -> None:
    assert renames({"old.txt": "1", "gone.txt": "2"}, {"new.txt": "1", "other.txt": "3"}) == [
        {"from": "old.txt", "to": "new.txt"}
    ]


def test_of_equal_files_those_that_kept_their_names_belong_together() -> None:
    assert renames({"x/a.txt": "1", "x/b.txt": "1"}, {"y/b.txt": "1", "y/a.txt": "1"}) == [
        {"from": "x/a.txt", "to": "y/a.txt"},
        {"from": "x/b.txt", "to": "y/b.txt"},
    ]


def test_contents_that_are_not_known_are_not_equal() -> None:
    assert renames({"old.txt": ""}, {"new.txt": ""}) == []


@given(CONTENTS, CONTENTS)
def test_every_path_is_in_one_rename_at_most_and_contents_agree(gone: dict[str, str], new: dict[str, str]) -> None:
    pairs = renames(gone, new)
    assert all(gone[p["from"]] == new[p["to"]] != "" for p in pairs)
    assert len({p["from"] for p in pairs}) == len({p["to"] for p in pairs}) == len(pairs)
    left = [sha for path, sha in gone.items() if path not in {p["from"] for p in pairs} and sha]
    still_new = [sha for path, sha in new.items() if path not in {p["to"] for p in pairs} and sha]
    assert not set(left) & set(still_new)
