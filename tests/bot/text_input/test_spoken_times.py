"""Times as people say them: parts of the day, weekdays, noon; and what is not understood."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text_input.dates import DaysText, read_days
from bot.text_input.scanner import NotUnderstood
from bot.text_input.times import BlockText, read_block, read_hours
from domain.schedule.model import Hours
from domain.shared.time import DateRange

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 12, 30, tzinfo=BERLIN)
FRIDAY = NOW.date()


def hours(start: int, end: int, *rest: int) -> Hours:
    return Hours(time(start), time(end), *map(time, rest))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9 to noon", hours(9, 12)),
        ("9-noon", hours(9, 12)),
        ("9 bis 12 Uhr mittags", hours(9, 12)),
        ("с 9 до полудня", hours(9, 12)),
        ("noon to 8", hours(12, 20)),
        ("6pm-midnight", hours(18, 0)),
        ("18 Uhr bis Mitternacht", hours(18, 0)),
        ("с 18 до полуночи", hours(18, 0)),
        ("с 10 утра до 8 вечера", hours(10, 20)),
        ("с 9 утра до 6", hours(9, 18)),
        ("8 Uhr morgens bis 5 Uhr nachmittags", hours(8, 17)),
        ("von 10 bis 7 abends", hours(10, 19)),
        ("10 in the morning to 7 in the evening", hours(10, 19)),
        ("9am-5", hours(9, 17)),
        ("10pm-6", hours(22, 6)),
        ("10 вечера - 6 утра", hours(22, 6)),
        ("с 10 вечера до 2 ночи", hours(22, 2)),
        ("abends 6-8", hours(18, 20)),
        ("с 5 до 6 вечера", hours(17, 18)),
        ("18 Uhr abends bis 0 Uhr nachts", hours(18, 0)),
        ("1-3 at night", hours(1, 3)),
        ("с 10 утра до 8 вечера, обед с 2 до 3 дня", hours(10, 20, 14, 15)),
        ("9am to 6 in the evening with lunch from noon to 1", hours(9, 18, 12, 13)),
        ("0930-1730", Hours(time(9, 30), time(17, 30))),
        ("930-1730", Hours(time(9, 30), time(17, 30))),
        ("24h", hours(0, 0)),
        ("24/7", hours(0, 0)),
        ("round the clock", hours(0, 0)),
        ("rund um die Uhr", hours(0, 0)),
        ("24 Stunden", hours(0, 0)),
        ("Круглосуточно", hours(0, 0)),
        ("24 часа", hours(0, 0)),
    ],
)
def test_hours_are_read_as_people_say_them(text: str, meant: Hours) -> None:
    assert read_hours(text) == meant


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("9-18 without break", "without break"),
        ("9-18 except Fridays", "except Fridays"),
        ("9-18, break", "break"),
        ("9-18 13-14 15-16", "15-16"),
        ("с 9 до 18 кроме пятницы", "кроме пятницы"),
    ],
)
def test_words_after_hours_are_asked_about(text: str, words: str) -> None:
    assert read_hours(text) == NotUnderstood(words)


@pytest.mark.parametrize(
    "text",
    [
        "9-18 in the morning",
        "13 in the morning - 15",
        "2026-2027",
        "halb zehn bis sechs",
        "0960-1700",
        "12 in the morning - 5",
        "evening",
    ],
)
def test_hours_that_contradict_themselves_are_not_guessed(text: str) -> None:
    assert not isinstance(read_hours(text), Hours)


@pytest.mark.parametrize(
    ("text", "day", "span"),
    [
        ("Friday 13–14", 20, (13, 14)),
        ("on Monday 9-10", 23, (9, 10)),
        ("Montag von 9 bis 10", 23, (9, 10)),
        ("am Montag 9-10", 23, (9, 10)),
        ("Mo. 9-10", 23, (9, 10)),
        ("в понедельник с 9 до 10", 23, (9, 10)),
        ("в среду 9-10", 25, (9, 10)),
        ("пт 13-14", 20, (13, 14)),
        ("Tuesday, Nov 24 9-10", 24, (9, 10)),
        ("Di, 24.11. 9-10", 24, (9, 10)),
        ("tomorrow 6–7 in the evening", 21, (18, 19)),
        ("tomorrow evening 6-7", 21, (18, 19)),
        ("morgen abend 6-7", 21, (18, 19)),
        ("morgen früh 7-8", 21, (7, 8)),
        ("heute abends von 6 bis 7", 20, (18, 19)),
        ("tonight 7-9", 20, (19, 21)),
        ("завтра с 5 до 6 вечера", 21, (17, 18)),
        ("завтра вечером с 5 до 6", 21, (17, 18)),
        ("с 5 до 6 вечера завтра", 21, (17, 18)),
        ("14-16 tomorrow", 21, (14, 16)),
        ("14-16 on Monday", 23, (14, 16)),
        ("14-16 am Montag", 23, (14, 16)),
        ("14-16, 24.11.", 24, (14, 16)),
        ("tomorrow 9 to noon", 21, (9, 12)),
    ],
)
@pytest.mark.parametrize("reason", ["", "dentist"])
def test_a_block_is_read_as_people_say_it(
    text: str, day: int, span: tuple[int, int], reason: str
) -> None:
    start, end = (datetime(2026, 11, day, hour, tzinfo=BERLIN) for hour in span)
    assert read_block(f"{text} {reason}", NOW, "en") == BlockText(start, end, reason)


@pytest.mark.parametrize("text", ["tomorrow all day", "morgen ganztags", "завтра весь день"])
def test_a_block_may_be_a_whole_day(text: str) -> None:
    found = read_block(text, NOW, "en")
    start, end = (datetime(2026, 11, day, tzinfo=BERLIN) for day in (21, 22))
    assert found == BlockText(start, end)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("14-16 every Friday", "every Friday"),
        ("14-16 next week", "next week"),
        ("tomorrow 14-16 and 18-20", "and 18-20"),
        ("14-16 jeden Montag", "jeden Montag"),
        ("24.12. 14-16 und abends", "und abends"),
        ("14-16 каждую пятницу", "каждую пятницу"),
        ("14-16 room 3", "room 3"),
        ("14-16 room \u0663", "room 3"),
        ("14-16 room ½", "room 1⁄2"),
    ],
)
def test_what_may_be_a_time_is_no_reason_of_a_block(text: str, words: str) -> None:
    assert read_block(text, NOW, "de") == NotUnderstood(words)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Friday", 20, 20),
        ("Montag", 23, 23),
        ("в понедельник", 23, 23),
        ("Mon-Wed", 23, 25),
        ("Mo.-Mi.", 23, 25),
        ("Montag bis Mittwoch", 23, 25),
        ("с понедельника по среду", 23, 25),
        ("с пн по ср", 23, 25),
        ("Tue, Nov 24", 24, 24),
    ],
)
def test_days_off_may_be_weekdays(text: str, first: int, last: int) -> None:
    days = DateRange(date(2026, 11, first), date(2026, 11, last))
    assert read_days(text, FRIDAY, "en") == DaysText(days)


@pytest.mark.parametrize(
    "text", ["Friday 24.12.2026", "every Monday", "so krank", "do not disturb", "sun is shining"]
)
def test_what_is_no_weekday_of_this_day_is_not_read(text: str) -> None:
    assert read_days(text, FRIDAY, "de") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tomorrow afternoon", "afternoon"),
        ("24.12. und Silvester 31.12", "und Silvester 31.12"),
        ("24.12. and all of January", "and all of January"),
        ("24.12. vormittags", "vormittags"),
        ("завтра после 15", "после 15"),
        ("завтра вечером", "вечером"),
    ],
)
def test_what_may_be_a_time_is_no_reason_of_a_day_off(text: str, words: str) -> None:
    assert read_days(text, FRIDAY, "en") == NotUnderstood(words)


@given(st.text(alphabet="abcxyz ,.äöабв0123456789\u0663\u00b2½", max_size=20))
def test_no_digit_is_ever_taken_for_a_reason(words: str) -> None:
    for found in (
        read_days(f"24.12. {words}", FRIDAY, "de"),
        read_block(f"14-16 {words}", NOW, "de"),
    ):
        if isinstance(found, DaysText | BlockText):
            assert not any(map(str.isnumeric, found.reason))
