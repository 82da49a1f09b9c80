"""Which questions are in a sample."""

import hashlib

from eval.sample import Sample, parity

IDS = [f"q{n}" for n in range(200)]


def test_the_parity_is_that_of_the_whole_hash_as_a_number() -> None:
    for one in IDS:
        number = int(hashlib.sha1(one.encode()).hexdigest(), 16)  # noqa: S324
        assert (parity(one) == "even") == (number % 2 == 0)


def test_even_and_odd_share_nothing_and_leave_nothing_out() -> None:
    even, odd = Sample(split="even").of(IDS), Sample(split="odd").of(IDS)

    assert sorted(even + odd) == sorted(IDS)
    assert not set(even) & set(odd)
    assert 70 < len(even) < 130


def test_a_limit_takes_the_first_hashes_whatever_the_order_of_the_questions() -> None:
    taken = Sample(limit=20).of(IDS)

    assert taken == Sample(limit=20).of(reversed(IDS))
    assert taken[:10] == Sample(limit=10).of(IDS)
    assert taken != IDS[:20]


def test_without_limit_and_split_the_questions_come_as_they_are() -> None:
    assert Sample().of(IDS) == IDS
    assert Sample().is_all
    assert not Sample(limit=1).is_all


def test_a_sample_says_what_it_is() -> None:
    assert str(Sample(5, "odd")) == "ids of odd sha1; at most 5 a set, the first in the order of the sha1 of their ids"
