"""Hours, days and stretches of time as people write them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text_input.dates import DaysText, read_days
from bot.text_input.near_days import read_near_days
from bot.text_input.scanner import NotUnderstood
from bot.text_input.times import BlockText, DayWord, read_block, read_hours
from domain.clients.model import LANGUAGES
from domain.schedule.model import Hours
from domain.shared.time import DateRange

TODAY = date(2026, 11, 20)
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 12, 30, tzinfo=BERLIN)

NINE_TO_SIX = Hours(time(9), time(18))
WITH_LUNCH = Hours(time(9), time(18), time(13), time(14))
CHRISTMAS = DateRange(date(2026, 12, 24), date(2026, 12, 26))
EVE = DateRange(date(2026, 12, 24), date(2026, 12, 24))

HOSTILE = [
    "",
    " ",
    "hello",
    "9",
    "9:00",
    "9-",
    "-18",
    "25-26",
    "9:60-18:00",
    "9:00-24:01",
    "9-18-20",
    "9-18 /start",
    "9-18, break",
    "13am-2pm",
    "0pm-1pm",
    "9-18; DROP TABLE masters",
    "９９-１８",
    "1" * 5000,
    "9-18 " * 1000,
    "-" * 299,
    "9" + "\u0301" * 100,
    "<b>9-18</b>",
    "\x00",
    "32.1.",
    "31.2.",
    "24.12.-26.13.",
    "26.12.-24.12.2026",
    "2026-02-30",
    "0.0.",
    "24.12. 14:00",
    "24.12.99999",
    "13/13",
    "2026-12-24-26-28",
]


@pytest.mark.parametrize(
    "text",
    [
        "9-18",
        "9:00-18:00",
        "09.00 – 18.00",
        "9 — 18",
        "9h-18h",
        "9h00-18h00",
        "from 9 to 18",
        "9am-6pm",
        "9 a.m. to 6 p.m.",
        "9-6pm",
        "９-１８",
        "٩-١٨",
        "9\u2060\u2010\u200f18",
        "9-18:",
        "0900-1800",
        "900-1800",
        "von 9 bis 18 Uhr",
        "9 Uhr bis 18 Uhr",
        "с 9 до 18",
        "с 9:00 до 18:00.",
        "9-18 ч",
        "  9:00\n-\n18:00  ",
    ],
)
def test_hours_are_read_however_they_are_written(text: str) -> None:
    assert read_hours(text) == NINE_TO_SIX


@pytest.mark.parametrize(
    "text",
    [
        "9:00-18:00, break 13:00-14:00",
        "9-18 13-14",
        "9-18 (13-14)",
        "9-18, lunch: 13-14",
        "9 to 18 with a break from 13 to 14",
        "9am-6pm, break 1-2pm",
        "9-13, 14-18",
        "9-13 and 14-18",
        "9-18 Uhr, Pause 13-14 Uhr",
        "von 9 bis 18 mit Pause von 13 bis 14",
        "9-18 Mittagspause 13:00-14:00",
        "9-13 und 14-18",
        "9-18, перерыв 13-14",
        "с 9 до 18, обед с 13 до 14",
        "с 9 до 18 с перерывом с 13 до 14",
    ],
)
def test_a_break_is_read_however_it_is_written(text: str) -> None:
    assert read_hours(text) == WITH_LUNCH


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("22-6", Hours(time(22), time(6))),
        ("20:30 - 4:30, break 0:00-0:30", Hours(time(20, 30), time(4, 30), time(0), time(0, 30))),
        ("16-24", Hours(time(16), time(0))),
        ("0-24", Hours(time(0), time(0))),
        ("12am-12pm", Hours(time(0), time(12))),
        ("1-5pm", Hours(time(13), time(17))),
        ("9-13, 13-18", Hours(time(9), time(18))),
        ("9-17, break 16-18", Hours(time(9), time(17), time(16), time(18))),
    ],
)
def test_nights_and_odd_hours(text: str, hours: Hours) -> None:
    assert read_hours(text) == hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("9 to 5", Hours(time(9), time(17))),
        ("9-6", Hours(time(9), time(18))),
        ("10:30 to 7:15", Hours(time(10, 30), time(19, 15))),
        ("9-9", Hours(time(9), time(21))),
        ("12-8", Hours(time(12), time(20))),
        ("9 to 5, lunch 12-1", Hours(time(9), time(17), time(12), time(13))),
        ("9-5, break 1-2", Hours(time(9), time(17), time(13), time(14))),
        ("9-1, 2-6", Hours(time(9), time(18), time(13), time(14))),
    ],
)
def test_hours_of_a_dial_end_in_the_afternoon(text: str, hours: Hours) -> None:
    assert read_hours(text) == hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("9am-5am", Hours(time(9), time(5))),
        ("09:00-05:00", Hours(time(9), time(5))),
        ("20-4, break 1-2", Hours(time(20), time(4), time(1), time(2))),
        ("18-10", Hours(time(18), time(10))),
    ],
)
def test_who_writes_a_night_has_it(text: str, hours: Hours) -> None:
    assert read_hours(text) == hours


@pytest.mark.parametrize("text", ["closed", "Day off.", "geschlossen", "FREI", "Выходной!"])
def test_a_word_closes_a_day(text: str) -> None:
    assert read_hours(text) is DayWord.CLOSED


@pytest.mark.parametrize("text", ["as usual", "wie üblich", "Как обычно"])
def test_a_word_brings_the_usual_hours_back(text: str) -> None:
    assert read_hours(text) is DayWord.USUAL


@pytest.mark.parametrize(
    "text",
    [
        "24.12.-26.12.",
        "24.12-26.12",
        "24.12.2026 - 26.12.2026",
        "24.12.26-26.12.26",
        "24.-26.12.",
        "24.12-26",
        "24. 12. – 26. 12.",
        "2026-12-24 - 2026-12-26",
        "2026-12-24 to 2026-12-26",
        "24-26 December",
        "Dec 24-26",
        "Dec 24 - Dec 26",
        "December 24th to December 26th, 2026",
        "from 24 Dec to 26 Dec",
        "24. Dezember bis 26. Dezember",
        "vom 24. bis 26. Dez.",
        "vom 24.12. bis zum 26.12.",
        "24 декабря - 26 декабря",
        "с 24 по 26 декабря",
        "24-26 дек.",
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_range_of_days_is_read_however_it_is_written(text: str, language: str) -> None:
    found = read_days(text, TODAY, language)
    assert isinstance(found, DaysText)
    assert (found.days, found.reason) == (CHRISTMAS, "")


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("24.12.", "en", date(2026, 12, 24)),
        ("24.12", "de", date(2026, 12, 24)),
        ("12/24", "en", date(2026, 12, 24)),
        ("24/12", "de", date(2026, 12, 24)),
        ("24/12/26", "ru", date(2026, 12, 24)),
        ("2026-12-24", "en", date(2026, 12, 24)),
        ("on 3 March", "en", date(2027, 3, 3)),
        ("3. März", "de", date(2027, 3, 3)),
        ("3 марта", "ru", date(2027, 3, 3)),
        ("1.5.", "de", date(2027, 5, 1)),
        ("20.11.", "de", TODAY),
        ("19.11.", "de", date(2027, 11, 19)),
        ("29.2.", "de", date(2028, 2, 29)),
        ("today", "en", TODAY),
        ("Morgen", "de", date(2026, 11, 21)),
        ("послезавтра", "ru", date(2026, 11, 22)),
    ],
)
def test_a_single_day_is_the_next_of_its_name(text: str, language: str, day: date) -> None:
    found = read_days(text, TODAY, language)
    assert isinstance(found, DaysText)
    assert found.days == DateRange(day, day)


@pytest.mark.parametrize(
    "text",
    [
        "31.12.9999-tomorrow",
        "31.12.9999",
        "0001-01-01",
        "1.1.1800 - 2.1.1800",
        "31.12.9999 22-6",
        "0001-01-01 0-1",
        "31.12.9999 14:00 - tomorrow 10:00",
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_days_at_the_ends_of_the_calendar_are_not_read(text: str, language: str) -> None:
    assert read_days(text, TODAY, language) is None
    assert read_block(text, NOW, language) is None
    assert read_near_days(text, TODAY, language) is None


def test_days_are_read_to_the_last_of_the_years_that_are_meant() -> None:
    last = date(2199, 12, 31)
    assert read_days("31.12.2199", TODAY, "de") == DaysText(DateRange(last, last))
    assert read_block("31.12.2199 22-6", NOW, "de") is not None


@pytest.mark.parametrize(
    "text", ["tomorrow - day after tomorrow", "morgen - übermorgen", "завтра - послезавтра"]
)
def test_words_for_days_count_from_today_at_both_ends(text: str) -> None:
    found = read_days(text, TODAY, "en")
    assert isinstance(found, DaysText)
    assert found.days == DateRange(date(2026, 11, 21), date(2026, 11, 22))


def test_a_stretch_from_one_word_for_a_day_to_another_counts_from_today() -> None:
    found = read_block("tomorrow 14:00 - day after tomorrow 10:00", NOW, "en")
    assert isinstance(found, BlockText)
    assert found.end_at == datetime(2026, 11, 22, 10, tzinfo=BERLIN)


@pytest.mark.parametrize("text", ["morgens frei", "todays", "завтрак"])
def test_a_word_that_begins_like_a_day_is_none(text: str) -> None:
    assert read_days(text, TODAY, "de") is None


@pytest.mark.parametrize(
    ("text", "days", "reason"),
    [
        ("24.12.-26.12. Christmas, family", CHRISTMAS, "Christmas, family"),
        ("24.12.: Weihnachten", EVE, "Weihnachten"),
        ("24.12. - Weihnachten", EVE, "Weihnachten"),
        ("24.12. day off", EVE, "day off"),
        ("24-26 декабря отпуск", CHRISTMAS, "отпуск"),
    ],
)
def test_a_reason_may_follow(text: str, days: DateRange, reason: str) -> None:
    found = read_days(text, TODAY, "de")
    assert isinstance(found, DaysText)
    assert (found.days, found.reason) == (days, reason)


def test_a_range_may_go_into_the_next_year() -> None:
    found = read_days("24.12.-2.1.", TODAY, "de")
    assert isinstance(found, DaysText)
    assert found.days == DateRange(date(2026, 12, 24), date(2027, 1, 2))


@pytest.mark.parametrize(
    ("text", "start", "end", "reason"),
    [
        ("24.12. 14:00-16:00", (12, 24, 14), (12, 24, 16), ""),
        ("24.12. 14-16 dentist", (12, 24, 14), (12, 24, 16), "dentist"),
        ("24.12., von 14 bis 16 Uhr: Zahnarzt", (12, 24, 14), (12, 24, 16), "Zahnarzt"),
        ("24 декабря с 14 до 16, врач", (12, 24, 14), (12, 24, 16), "врач"),
        ("Dec 24 2pm-4pm", (12, 24, 14), (12, 24, 16), ""),
        ("2026-12-24 14:00-16:00", (12, 24, 14), (12, 24, 16), ""),
        ("14-16", (11, 20, 14), (11, 20, 16), ""),
        ("14.00-16.00", (11, 20, 14), (11, 20, 16), ""),
        ("tomorrow 9-10", (11, 21, 9), (11, 21, 10), ""),
        ("22-2", (11, 20, 22), (11, 21, 2), ""),
        ("24.12. 9 to 5", (12, 24, 9), (12, 24, 17), ""),
        ("24.12. 14:00 - 25.12. 10:00", (12, 24, 14), (12, 25, 10), ""),
        ("2.12. 14:00 - 5.12. 10:00", (12, 2, 14), (12, 5, 10), ""),
        ("2.12. 14:00 - 12.12. 10:00", (12, 2, 14), (12, 12, 10), ""),
        ("24.12. 20-24", (12, 24, 20), (12, 25, 0), ""),
    ],
)
def test_a_stretch_of_time_is_read(
    text: str, start: tuple[int, int, int], end: tuple[int, int, int], reason: str
) -> None:
    found = read_block(text, NOW, "en")
    assert isinstance(found, BlockText)
    assert found.start_at == datetime(2026, *start, tzinfo=BERLIN)
    assert found.end_at == datetime(2026, *end, tzinfo=BERLIN)
    assert (found.start_at.tzinfo, found.reason) == (UTC, reason)


def test_a_stretch_that_the_clocks_swallow_is_none() -> None:
    assert read_block("28.3.2027 2:00-3:00", NOW, "de") is None
    found = read_block("28.3.2027 1:00-4:00", NOW, "de")
    assert isinstance(found, BlockText)
    assert (found.end_at - found.start_at).total_seconds() == 2 * 3600


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_time_is_not_read(text: str) -> None:
    assert not isinstance(read_hours(text), Hours | DayWord)
    assert read_block(f"x{text}", NOW, "en") is None
    assert read_days(f"x{text}", TODAY, "en") is None


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_day_is_not_read(text: str) -> None:
    assert not isinstance(read_days(text, TODAY, "de"), DaysText)


@given(st.text(alphabet="0123456789.:-/ aphmto,()дпби\u2013", max_size=40))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    hours = read_hours(text)
    assert hours is None or isinstance(hours, Hours | DayWord | NotUnderstood)
    for language in LANGUAGES:
        days = read_days(text, TODAY, language)
        assert not isinstance(days, DaysText) or days.days.first <= days.days.last
        block = read_block(text, NOW, language)
        assert not isinstance(block, BlockText) or block.start_at < block.end_at
