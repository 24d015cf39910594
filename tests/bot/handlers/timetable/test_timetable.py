"""A master's days as they are read."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.callbacks.home import Page
from bot.callbacks.timetable import SendWeekPicture, ShowDay, ShowWeek
from bot.callbacks.visit_card import OpenListedVisit
from bot.handlers.timetable.today_view import PAGE_SIZE, render_today
from bot.handlers.timetable.week_picture_view import (
    LAST_MINUTE,
    minute_on,
    side_by_side,
    week_picture,
)
from bot.handlers.timetable.week_view import render_week
from domain.reporting.pictures import BlockKind, WeekBlock
from domain.shared.time import DAY
from domain.timetable.model import Timetable, WhyOff
from domain.visit.model import BookingStatus
from tests.bot.support.salon import BERLIN, NOW, TODAY, Salon
from tests.bot.support.timetable_screens import MONDAY, a_day, off, today, visit, week, working
from tests.support.ids import ID
from tests.support.reading import buttons_of, labels_of, localizer, text_of

SALON = Salon()
NO_VISITS = {
    WhyOff.DAY_OFF: "Day off",
    WhyOff.HOLIDAY: "Public holiday",
    WhyOff.CLOSED: "No working hours",
}


def test_today_has_the_next_client_on_top_and_what_is_over_beneath() -> None:
    screen = render_today(
        today(
            SALON,
            visit(SALON, 8, client="Early", status=BookingStatus.COMPLETED),
            visit(SALON, 9, client="Bob"),
            visit(SALON, 10, client="Cid", has_arrived=True),
            visit(SALON, 11, client="Dee", late_minutes=15),
            visit(SALON, 12, client="Eve", status=BookingStatus.PENDING),
        ),
        0,
        localizer(),
    )
    words = text_of(screen).split("\n\n")
    assert words[0].startswith("📋 Today · Friday, November 20, 2026")
    assert words[0].split("\n")[1:] == [
        "🕘 9:00\u202fAM – 6:00\u202fPM · break 1:00\u202fPM – 2:00\u202fPM",
        "⛔ Blocked: 5:00\u202fPM – 6:00\u202fPM",
        "🆓 Free: 4:00\u202fPM – 5:00\u202fPM",
    ]
    assert [one.split("\n")[0].partition("M · ")[2] for one in words[1:4]] == [
        "Cid · 👋 is here",
        "Dee · 🕒 about 11:15\u202fAM",
        "Eve · ⏳ not paid yet",
    ]
    assert words[4] == "Over"
    assert words[5].split("\n")[0].endswith("Early · ✅ done")
    assert words[6].split("\n")[0].endswith("Bob · ❔ not marked yet")


def test_a_visit_while_one_is_away_is_marked_in_the_list_and_on_its_button() -> None:
    screen = render_today(today(SALON, visit(SALON, 11, is_missed=True)), 0, localizer())
    assert "Ann · ⚠️ you are away then" in text_of(screen)
    assert any(words.startswith("⚠️ 11:00") for words in labels_of(screen))


def test_each_visit_has_a_button_and_so_have_the_days_around() -> None:
    screen = render_today(today(SALON, visit(SALON, 11)), 0, localizer())
    assert labels_of(screen) == [
        "11:00\u202fAM · Ann · Haircut 0",
        "‹ Thu, Nov 19",
        "Sat, Nov 21 ›",
    ]
    taps = [button.tap for button in buttons_of(screen)]
    assert taps[0] == OpenListedVisit(booking_id=ID)
    assert taps[1:] == [
        ShowDay(ordinal=(TODAY - DAY).toordinal()),
        ShowDay(ordinal=(TODAY + DAY).toordinal()),
    ]


def test_from_another_day_there_is_a_way_to_today() -> None:
    screen = render_today(Timetable(NOW, TODAY, (a_day(SALON, day=MONDAY),)), 0, localizer())
    assert ShowDay(ordinal=TODAY.toordinal()) in [button.tap for button in buttons_of(screen)]
    assert "Today" not in text_of(screen)


@pytest.mark.parametrize("why", WhyOff)
def test_a_day_without_work_says_why(why: WhyOff) -> None:
    words = text_of(render_today(today(SALON, time=off(SALON, why)), 0, localizer()))
    assert NO_VISITS[why] in words
    assert "Nobody comes on this day." in words


def test_an_empty_day_says_so_in_its_own_words() -> None:
    assert "Nobody has booked this day yet." in text_of(render_today(today(SALON), 0, localizer()))
    past = Timetable(NOW, TODAY, (a_day(SALON, day=MONDAY),))
    assert "Nobody came on this day." in text_of(render_today(past, 0, localizer()))
    done = today(SALON, visit(SALON, 8, status=BookingStatus.COMPLETED))
    assert "Nobody else comes" in text_of(render_today(done, 0, localizer()))


def test_a_crowded_day_has_pages() -> None:
    crowded = today(SALON, *(visit(SALON, 11) for _ in range(PAGE_SIZE + 1)))
    screen = render_today(crowded, 1, localizer())
    assert "Page 2 of 2" in text_of(screen)
    assert Page(number=0) in [button.tap for button in buttons_of(screen)]
    assert len([tap for tap in buttons_of(screen) if isinstance(tap.tap, OpenListedVisit)]) == 1


def test_of_two_workplaces_each_is_named() -> None:
    day = replace(a_day(SALON, visit(SALON, 11)), times=(working(SALON), off(SALON)))
    words = text_of(render_today(Timetable(NOW, TODAY, (day,)), 0, localizer()))
    assert words.count("Salon Sonne") == 3


def test_a_week_tells_hours_visits_and_what_is_free() -> None:
    screen = render_week(week(SALON), localizer())
    words = text_of(screen).split("\n\n")
    assert words[0] == "🗓 This week · Mon, Nov 16 – Sun, Nov 22"
    assert words[5].split("\n") == [
        "👉 Fri, Nov 20",
        "9:00\u202fAM – 6:00\u202fPM",
        "1 visit · 1 hr free",
    ]
    assert words[6].split("\n") == ["Sat, Nov 21", "🚪 No working hours"]
    assert labels_of(screen) == [
        *(f"{day} · 1" for day in ("16 Mon", "17 Tue", "18 Wed", "19 Thu", "20 Fri")),
        "21 Sat",
        "22 Sun",
        "🖼 As a picture",
        "‹ Earlier",
        "Later ›",
    ]
    assert SendWeekPicture() in [button.tap for button in buttons_of(screen)]


def test_from_another_week_there_is_a_way_to_this_one() -> None:
    screen = render_week(week(SALON, MONDAY + 7 * DAY), localizer())
    taps = [button.tap for button in buttons_of(screen) if isinstance(button.tap, ShowWeek)]
    assert [tap.ordinal for tap in taps] == [
        MONDAY.toordinal(),
        TODAY.toordinal(),
        (MONDAY + 14 * DAY).toordinal(),
    ]


def test_the_picture_of_a_week_has_a_column_a_day() -> None:
    picture = week_picture(week(SALON), localizer())
    assert picture.title == "Anna 0 · Mon, Nov 16 – Sun, Nov 22"
    assert [day.label for day in picture.days][:2] == ["16 Mon", "17 Tue"]
    friday, saturday = picture.days[4:6]
    assert friday.is_today
    assert friday.work == ((9 * 60, 13 * 60), (14 * 60, 17 * 60))
    assert friday.blocks == (WeekBlock(10 * 60, 11 * 60, "Ann", "Haircut 0"),)
    assert (saturday.work, saturday.remark) == ((), "🚪 No working hours")
    assert picture.now == (4, 10 * 60 + 30)
    assert picture.hour_labels[9] == picture.hour_labels[33] == "9\u202fAM"
    assert week_picture(week(SALON, MONDAY - 7 * DAY), localizer()).now is None


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (BookingStatus.PENDING, BlockKind.WAITING),
        (BookingStatus.RESCHEDULE_PROPOSED, BlockKind.WAITING),
        (BookingStatus.CONFIRMED, BlockKind.CONFIRMED),
        (BookingStatus.COMPLETED, BlockKind.DONE),
        (BookingStatus.NO_SHOW, BlockKind.MISSED),
    ],
)
def test_the_picture_tells_how_a_visit_stands(status: BookingStatus, kind: BlockKind) -> None:
    days = Timetable(NOW, TODAY, (a_day(SALON, visit(SALON, 10, status=status)),))
    assert week_picture(days, localizer()).days[0].blocks[0].kind is kind


def test_visits_at_the_same_time_stand_side_by_side() -> None:
    spans = [(0, 60), (0, 30), (30, 90), (60, 70), (90, 100)]
    blocks = side_by_side(WeekBlock(begin, end, "", "") for begin, end in spans)
    assert [(one.from_minute, one.until_minute, one.lane, one.lanes) for one in blocks] == [
        (0, 30, 0, 2),
        (0, 60, 1, 2),
        (30, 90, 0, 2),
        (60, 70, 1, 2),
        (90, 100, 0, 1),
    ]


def test_minutes_are_those_on_the_wall_and_go_on_through_the_night() -> None:
    early = datetime(2026, 11, 21, 1, tzinfo=UTC)
    assert minute_on(TODAY, early, BERLIN) == 26 * 60
    assert minute_on(TODAY, early, ZoneInfo("America/New_York")) == 20 * 60
    assert minute_on(TODAY, early + 5 * DAY, BERLIN) == LAST_MINUTE
