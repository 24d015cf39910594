from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.callbacks.booking import ChooseStart
from bot.callbacks.home import Page
from bot.callbacks.values import minute_of
from bot.fsm.booking import BookingState
from bot.handlers.booking.times_view import render_times
from bot.ui.screen import Screen
from domain.availability.list_start_times import DayTimes, StartOption
from tests.bot.support.salon import BERLIN, DAY, MINUTE, Salon
from tests.support.reading import button, buttons_of, labels_of, localizer, text_of

SALON = Salon()
DRAFT = SALON.draft(BookingState.TIME, master_ids=(None, None))


def times(*starts: datetime, page: int = 0, language: str = "de") -> Screen:
    return render_times(SALON.times(*starts), DRAFT, page, localizer(language))


def rows_of(screen: Screen) -> list[list[str]]:
    return [[button.label for button in row] for row in screen.rows]


def test_times_are_grouped_by_part_of_day() -> None:
    screen = times(SALON.at(9), SALON.at(11, 30), SALON.at(12), SALON.at(16, 30), SALON.at(17))
    text = text_of(screen)
    assert "Vormittag: 09:00 – 11:30" in text
    assert "Nachmittag: 12:00 – 16:30" in text
    assert "Abend: 17:00\n" in text + "\n"
    assert rows_of(screen) == [["09:00", "11:30"], ["12:00", "16:30"], ["17:00"]]


def test_part_of_day_without_times_is_not_named() -> None:
    text = text_of(times(SALON.at(9)))
    assert "Nachmittag" not in text
    assert "Abend" not in text


def test_rows_hold_four_times_at_most_and_are_about_equally_long() -> None:
    screen = times(*(SALON.at(6) + 30 * n * MINUTE for n in range(10)))
    assert [len(row) for row in screen.rows] == [4, 3, 3]


def test_times_that_leave_a_hole_come_last_in_their_part_of_the_day() -> None:
    options = tuple(
        StartOption(SALON.at(hour, minute), leaves_hole=minute == 15)
        for hour, minute in ((9, 0), (9, 15), (10, 0), (13, 15), (14, 0), (18, 15), (19, 0))
    )
    screen = render_times(DayTimes(SALON.plan(), DAY, options, ()), DRAFT, 0, localizer("de"))
    assert rows_of(screen) == [
        ["09:00", "10:00"],
        ["09:15"],
        ["14:00"],
        ["13:15"],
        ["19:00"],
        ["18:15"],
    ]


def test_tap_carries_the_very_moment() -> None:
    start = SALON.at(9, 30)
    assert button(times(start), "09:30").tap == ChooseStart(minute=minute_of(start))


def test_own_time_stands_beside_that_of_the_salon() -> None:
    far_away = localizer("de", ZoneInfo("Asia/Tokyo"))
    starts = (SALON.at(9), SALON.at(17))
    screen = render_times(SALON.times(*starts), DRAFT, 0, far_away)
    assert rows_of(screen) == [["09:00 (17:00)"], ["17:00 (Sa 01:00)"]]
    assert "Ihre eigene Zeit (Tokio)" in text_of(screen)


def test_zone_of_the_same_time_is_not_mentioned() -> None:
    next_door = localizer("de", ZoneInfo("Europe/Vienna"))
    screen = render_times(SALON.times(SALON.at(9)), DRAFT, 0, next_door)
    assert rows_of(screen) == [["09:00"]]
    assert "Klammern" not in text_of(screen)


def test_own_time_follows_both_zones_over_a_change_of_clocks() -> None:
    """In the week after 25 October 2026 New York is still on summer time, Berlin no longer."""
    in_new_york = localizer("de", ZoneInfo("America/New_York"))
    own = {}
    for day in (date(2026, 10, 24), date(2026, 10, 26), date(2026, 11, 2)):
        times_of_day = replace(SALON.times(SALON.at(15, day=day)), day=day)
        own[day.day] = rows_of(render_times(times_of_day, DRAFT, 0, in_new_york))[0][0]
    assert own == {24: "15:00 (09:00)", 26: "15:00 (10:00)", 2: "15:00 (09:00)"}


def test_hour_that_comes_twice_is_told_by_its_moment() -> None:
    day = date(2026, 10, 25)
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    after = datetime(2026, 10, 25, 3, 0, tzinfo=BERLIN)
    screen = render_times(replace(SALON.times(first, after), day=day), DRAFT, 0, localizer("de"))
    assert labels_of(screen) == ["02:30", "03:00"]
    taps = [button.tap for button in buttons_of(screen)]
    assert taps == [ChooseStart(minute=minute_of(first)), ChooseStart(minute=minute_of(after))]
    assert minute_of(after) - minute_of(first) == 90


def test_time_after_midnight_stands_in_the_evening_with_its_weekday() -> None:
    late = SALON.at(1, day=DAY + timedelta(days=1))
    screen = times(SALON.at(23), late)
    assert rows_of(screen) == [["23:00", "Sa 01:00"]]
    assert "Abend: 23:00 – 01:00" in text_of(screen)


def test_more_times_than_a_page_takes_are_paged() -> None:
    starts = [SALON.at(8) + 10 * n * MINUTE for n in range(60)]
    first, second = times(*starts), times(*starts, page=1)
    assert len(buttons_of(first)) == 48 + 1
    assert buttons_of(first)[-1].tap == Page(number=1)
    assert len(buttons_of(second)) == 12 + 1
    assert "Seite 2 von 2" in text_of(second)


def test_day_without_times_offers_the_nearest_ones() -> None:
    nearest = SALON.at(10, day=DAY + timedelta(days=3))
    screen = render_times(SALON.times(alternatives=[nearest]), DRAFT, 0, localizer())
    assert "No free time on Fri, Nov 27" in text_of(screen)
    (only,) = buttons_of(screen)
    assert only.label.replace("\u202f", " ") == "Mon, Nov 30, 10:00 AM"
    assert only.tap == ChooseStart(minute=minute_of(nearest))


def test_day_without_times_or_alternatives_says_what_to_do() -> None:
    screen = render_times(SALON.times(), DRAFT, 0, localizer())
    assert "choose another day" in text_of(screen)
    assert screen.rows == ()
