"""Which version of an article stood on a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.versions import by_article, last_day, parsed, standing, stood, version_id
from tests.fakes import article

TODAY = date(2026, 3, 10)
BEFORE = article("bank", "净利润为 41 亿元。", published=date(2026, 3, 1))
DAYS = st.dates(date(2020, 1, 1), date(2020, 3, 1))


def test_a_correction_counts_from_its_own_day_of_publication() -> None:
    now = replace(BEFORE, text="净利润为 14 亿元。", published=date(2026, 3, 5))
    assert last_day(BEFORE, now, TODAY) == date(2026, 3, 4)
    assert last_day(replace(BEFORE, published=None), now, TODAY) == date(2026, 3, 4)


@pytest.mark.parametrize("published", [date(2026, 3, 1), date(2026, 2, 1), date(2027, 1, 1), None])
def test_without_a_later_day_of_its_own_it_counts_from_today(published: date | None) -> None:
    now = replace(BEFORE, text="净利润为 14 亿元。", published=published)
    assert last_day(BEFORE, now, TODAY) == date(2026, 3, 9)


def test_what_no_reader_sees_as_another_text_is_no_version() -> None:
    assert last_day(BEFORE, replace(BEFORE, title="别的标题", source="晚报", author="某人"), TODAY) is None
    assert last_day(BEFORE, replace(BEFORE, published=date(2026, 3, 2)), TODAY) == date(2026, 3, 1)


def test_a_version_of_no_day_did_not_stand() -> None:
    assert stood(BEFORE, date(2026, 3, 1), [])
    assert not stood(BEFORE, date(2026, 2, 28), [])  # corrected on its first day, or the clock went back
    assert stood(BEFORE, date(2026, 3, 4), [date(2026, 3, 3)])
    assert not stood(BEFORE, date(2026, 3, 4), [date(2026, 3, 4)])  # replaced twice on one day
    assert stood(replace(BEFORE, published=None), date(1970, 1, 1), [])


def test_ids_name_the_article_and_the_last_day_even_where_an_id_holds_the_sign() -> None:
    assert version_id("a@b/c", TODAY) == "a@b/c@2026-03-10"
    assert parsed("a@b/c@2026-03-10") == ("a@b/c", TODAY)
    for wrong in ("bank", "bank@", "bank@soon"):
        with pytest.raises(ValueError, match=r"bank|isoformat"):
            parsed(wrong)


def test_the_first_version_that_was_not_replaced_by_then_stood() -> None:
    versions = ["bank@2026-03-04", "bank@2026-03-09", "cloud@2026-01-01"]
    assert standing(versions, date(2025, 1, 1)) == {"bank": "bank@2026-03-04", "cloud": "cloud@2026-01-01"}
    assert standing(versions, date(2026, 3, 4)) == {"bank": "bank@2026-03-04"}
    assert standing(versions, date(2026, 3, 5)) == {"bank": "bank@2026-03-09"}
    assert standing(versions, date(2026, 3, 10)) == {}


@given(st.sets(DAYS), DAYS)
def test_every_day_has_one_version_and_days_in_order_have_versions_in_order(lasts: set[date], day: date) -> None:
    versions = [version_id("x", last) for last in lasts]
    assert by_article(versions).get("x", []) == [version_id("x", last) for last in sorted(lasts)]
    found = [standing(versions, day + timedelta(days=n)).get("x", "x@9999-12-31") for n in range(3)]
    assert found == sorted(found)
    assert all(parsed(one)[1] >= day for one in found)
