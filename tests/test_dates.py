"""Dates as precise as the source states them."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.values.dates import PartialDate, age

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


def written(day: date, precision: int) -> str:
    return "-".join(day.isoformat().split("-")[:precision])


POINTS = st.builds(written, DAYS, st.sampled_from([1, 2, 3]))
PERIODS = st.builds(
    lambda first, second, precision: "/".join(written(day, precision) for day in sorted((first, second))),
    DAYS,
    DAYS,
    st.sampled_from([1, 2, 3]),
)
DATES = st.builds(PartialDate, POINTS | PERIODS)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "said"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31), "2019"),
        ("2019-07", date(2019, 7, 1), date(2019, 7, 31), "July 2019"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "February 2020"),
        ("2019-07-09", date(2019, 7, 9), date(2019, 7, 9), "9 July 2019"),
        ("2019-02/2019-03", date(2019, 2, 1), date(2019, 3, 31), "February to March 2019"),
        ("2018-12/2019-01", date(2018, 12, 1), date(2019, 1, 31), "December 2018 to January 2019"),
        ("2019-05-30/2019-06-02", date(2019, 5, 30), date(2019, 6, 2), "30 May to 2 June 2019"),
        ("2016/2018", date(2016, 1, 1), date(2018, 12, 31), "2016 to 2018"),
    ],
)
def test_a_date_covers_its_days_and_reads_well(text: str, earliest: date, latest: date, said: str) -> None:
    found = PartialDate(text)
    assert (found.earliest, found.latest, str(found)) == (earliest, latest, said)


@pytest.mark.parametrize(
    "text",
    [
        *("", "19", "2019-7", "2019-07-1", "2019-13", "2019-02-29", "2019-07-17 ", "2019-07-17T10:00"),
        *("07/2019", "/2019", "2019-07/2019-06", "2019/2018/2017", "0000", "٢٠١٩", "July 2019"),
        *("2019-00", "2019-07-00"),
    ],
)
def test_what_is_not_a_date_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r'^(the period )?"'):
        PartialDate(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("18 November 2026", "Did you mean 2026-11-18?"),
        ("1st Sept 2026", "Did you mean 2026-09-01?"),
        ("November 2026", "Did you mean 2026-11?"),
        ("18/11/2026", "Did you mean 2026-11-18?"),
        ("18.11.2026", "Did you mean 2026-11-18?"),
        ("11/18/2026", "Did you mean 2026-11-18?"),
        ("5/5/2026", "Did you mean 2026-05-05?"),
        ("07/2019", "Did you mean 2019-07?"),
        ("03/04/2026", "It may be 2026-04-03 or 2026-03-04: look it up in the source."),
        *((text, "Write 2019, ") for text in ("31/02/2026", "18 Nonsense 2026", "18/11/26", "0/0/2026")),
    ],
)
def test_a_british_date_is_answered_and_never_guessed(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f'"{text}" is not a date. {told}')):
        PartialDate(text)


@pytest.mark.parametrize("value", [None, True, 2019.5, ["2019"], {"year": 2019}])
def test_only_text_and_years_are_dates(value: object) -> None:
    with pytest.raises(ValueError, match="this is not a date"):
        PartialDate.parse(value)


def test_a_bare_year_comes_from_yaml_as_a_number() -> None:
    assert PartialDate.parse(2019) == PartialDate.parse(" 2019 ") == PartialDate("2019")


@given(DATES, DATES, DATES)
@settings(deadline=None, derandomize=True)
def test_the_order_is_total(a: PartialDate, b: PartialDate, c: PartialDate) -> None:
    same = (a.earliest, a.latest) == (b.earliest, b.latest)
    assert (a < b) + (b < a) + same == 1
    assert not a < b < c or a < c


@given(DATES, DATES)
@settings(deadline=None, derandomize=True)
def test_before_is_certain_and_agrees_with_the_order(a: PartialDate, b: PartialDate) -> None:
    assert a.before(b) + b.before(a) + a.overlaps(b) == 1
    assert not a.before(b) or a < b
    assert a.overlaps(b) == b.overlaps(a)
    assert a.earliest <= a.middle <= a.latest
    preposition = "from" if "/" in a.text else "on" if a.latest == a.earliest else "in"
    assert a.when == f"{preposition} {a}"


@given(DATES)
@settings(deadline=None, derandomize=True)
def test_a_date_reads_back_from_what_the_editor_wrote(moment: PartialDate) -> None:
    assert PartialDate.parse(moment.text) == moment
    assert PartialDate.parse(moment) is moment


@pytest.mark.parametrize(
    ("since", "today", "said"),
    [
        ("2017-11-09", "2024-07-08", "6 years 7 months"),
        ("2017-11-09", "2024-07-09", "6 years 8 months"),
        ("2023-06-01", "2024-06-01", "1 year"),
        ("2024-04-30", "2024-06-01", "1 month"),
        ("2024-05-02", "2024-06-01", "under a month"),
        ("2024-05-31", "2024-06-30", "under a month"),
        ("2024-06-01", "2024-06-01", "under a month"),
        ("2019", "2024-06-01", "at least 4 years 5 months"),
        ("2020-11", "2024-06-01", "at least 3 years 6 months"),
        ("2024", "2024-06-01", "under a month"),
    ],
)
def test_an_age_counts_whole_months_from_the_latest_day(since: str, today: str, said: str) -> None:
    assert age(PartialDate(since), date.fromisoformat(today)) == said


@given(DATES, st.dates(date(1900, 1, 1), date(2100, 1, 1)))
@settings(deadline=None, derandomize=True)
def test_an_age_is_never_overstated(since: PartialDate, today: date) -> None:
    said = age(since, today).removeprefix("at least ").split()
    if said[0] != "under":
        numbers = dict(zip((word.rstrip("s") for word in said[1::2]), map(int, said[::2]), strict=True))
        months = numbers.get("year", 0) * 12 + numbers.get("month", 0)
        least = timedelta(days=months * 30.4369 - 3)
        assert months > 0
        assert since.latest + least <= today
