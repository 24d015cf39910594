"""A master's own working time, as it is read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.callbacks.home import Page
from bot.callbacks.my_time import (
    BlockNow,
    CloseWeekday,
    CopyWeekday,
    LiftBlock,
    MakeTimeChange,
    TakeDayOff,
    UsualWeekday,
    WorkAfterAll,
)
from bot.callbacks.visit_card import OpenListedVisit
from bot.handlers.my_time.collisions_view import page_of, render_collisions, render_displaced
from bot.handlers.my_time.my_time_view import render_my_time
from bot.handlers.my_time.parts_view import render_blocks, render_days_off, render_weekday
from bot.ui.screen import Screen
from bot.ui.visit.offer_lines import offer_lines
from domain.my_time.changes import BlockId, TakesTime, WorkingDayChange
from domain.my_time.find_collisions import CollidingVisit
from domain.my_time.get_my_time import DaysOff
from domain.schedule.model import Hours
from domain.shared.time import DateRange
from domain.visit.model import BookingStatus
from tests.bot.support.my_time_screens import (
    CHANGES,
    NINE_TO_SIX,
    OFF,
    colliding,
    displaced,
    my_time,
)
from tests.bot.support.salon import TODAY, Salon
from tests.support.reading import buttons_of, labels_of, localizer, text_of

SALON = Salon()
MINE = my_time(SALON)


def asked_about(
    visits: Sequence[CollidingVisit],
    change: TakesTime = OFF,
    *,
    number: int = 0,
    are_seen: bool = True,
    language: str = "en",
) -> Screen:
    """The question whether to make a change."""
    page = page_of(visits, number)
    return render_collisions(visits, page, change, MINE, localizer(language), are_seen=are_seen)


def test_my_time_is_told_by_weekday_with_what_is_taken_away() -> None:
    text = text_of(render_my_time(MINE, localizer("de")))
    assert "Mo 09:00 – 18:00 · Pause 13:00 – 14:00" in text
    assert "So frei" in text
    assert "Do., 24. Dez. – Sa., 26. Dez. · Family" in text
    assert "10:00 – 12:00 · Dentist" in text


def test_who_works_at_several_places_sees_which_and_can_go_to_the_others() -> None:
    screen = render_my_time(my_time(SALON, places=2), localizer())
    assert "📍 Salon Sonne" in text_of(screen)
    assert labels_of(screen)[-1] == "Salon Sonne · Anna"
    assert "📍" not in text_of(render_my_time(MINE, localizer()))


def test_whose_clock_holds_is_said_where_it_is_another() -> None:
    elsewhere = replace(MINE, zone=ZoneInfo("Asia/Tokyo"))
    assert "Times are those of Tokyo." in text_of(render_my_time(elsewhere, localizer()))


def test_a_weekday_can_be_closed_be_as_usual_or_be_like_another() -> None:
    other = replace(MINE.week[3], hours=Hours(NINE_TO_SIX.start, NINE_TO_SIX.end))
    mine = replace(MINE, week=(*MINE.week[:3], other, *MINE.week[4:]))
    screen = render_weekday(mine, 1, localizer("de"))
    assert "Dienstag" in text_of(screen)
    assert labels_of(screen) == [
        "🚪 Frei",
        "Wie Salon Sonne: 09:00 – 18:00 · Pause 13:00 – 14:00",
        "Wie Do: 09:00 – 18:00",
    ]
    kinds = [type(button.tap) for button in buttons_of(screen)]
    assert kinds == [CloseWeekday, UsualWeekday, CopyWeekday]


def test_whose_usual_hours_are_meant_is_said() -> None:
    screen = render_weekday(replace(MINE, has_own_usual=True), 1, localizer())
    assert labels_of(screen)[1].startswith("My usual hours: 9:00")


def test_where_a_location_has_no_hours_nothing_is_usual() -> None:
    week = tuple(replace(day, usual=None) for day in MINE.week)
    kinds = [
        type(button.tap)
        for button in buttons_of(render_weekday(replace(MINE, week=week), 1, localizer()))
    ]
    assert UsualWeekday not in kinds


def test_a_closed_weekday_is_not_closed_again() -> None:
    kinds = [type(button.tap) for button in buttons_of(render_weekday(MINE, 6, localizer()))]
    assert kinds == [CopyWeekday]


def test_two_weeks_of_days_are_taken_off_or_given_back_by_a_tap() -> None:
    mine = replace(MINE, days_off=(DaysOff(DateRange(TODAY, TODAY)), *MINE.days_off))
    buttons = buttons_of(render_days_off(mine, 0, localizer()))
    today = TODAY.toordinal()
    assert buttons[0].label == "✓ Fri 20"
    assert buttons[0].tap == WorkAfterAll(first=today, last=today)
    assert [type(button.tap) for button in buttons[1:14]] == [TakeDayOff] * 13
    assert [button.label for button in buttons[14:]] == [
        "✖ Fri, Nov 20",
        "✖ Thu, Dec 24 – Sat, Dec 26",
    ]


def test_time_is_blocked_from_now_on_or_given_back() -> None:
    buttons = buttons_of(render_blocks(MINE, 0, localizer("de")))
    assert [button.tap for button in buttons[:4]] == [
        BlockNow(minutes=minutes) for minutes in (30, 60, 120, 0)
    ]
    assert buttons[3].label == "Der Rest des Tages, bis 18:00"
    assert type(buttons[4].tap) is LiftBlock


def test_whatever_was_taken_away_can_be_given_back_on_some_page() -> None:
    blocks = tuple(replace(MINE.blocks[0], id=BlockId(number)) for number in range(1, 21))
    days_off = tuple(
        DaysOff(DateRange(day, day)) for day in (TODAY + timedelta(days=20 + n) for n in range(20))
    )
    mine = replace(MINE, blocks=blocks, days_off=days_off)
    screens = [
        draw(mine, number, localizer())
        for draw in (render_blocks, render_days_off)
        for number in range(3)
    ]
    taps = [button.tap for screen in screens for button in buttons_of(screen)]
    assert {tap.block_id for tap in taps if isinstance(tap, LiftBlock)} == set(range(1, 21))
    lifted = {tap.first for tap in taps if isinstance(tap, WorkAfterAll)}
    assert lifted == {days.days.first.toordinal() for days in days_off}


def test_collisions_are_told_with_what_will_happen() -> None:
    held = colliding(SALON, BookingStatus.PENDING)
    screen = asked_about([colliding(SALON), held])
    assert "Anna · Haircut 0" in text_of(screen)
    assert text_of(screen).count("· not confirmed yet") == 1
    assert "Nothing is changed yet" in text_of(screen)
    (button,) = buttons_of(screen)
    assert (button.label, button.tap) == ("Go on and ask 1 client", MakeTimeChange())


def test_how_many_are_asked_and_how_many_are_to_be_phoned_is_said_before_the_tap() -> None:
    phoned = replace(colliding(SALON), can_be_asked=False)
    held = colliding(SALON, BookingStatus.PENDING)
    screen = asked_about([*[colliding(SALON)] * 2, phoned, held])
    told = text_of(screen)
    assert "2 clients are asked at once" in told
    assert "1 client cannot be asked in the chat" in told
    assert "1 visit is not confirmed yet" in told
    assert told.count("· to be phoned") == 1
    assert labels_of(screen) == ["Go on and ask 2 clients"]
    assert labels_of(asked_about([phoned])) == ["Go on"]


def test_the_question_names_the_change() -> None:
    texts = [text_of(asked_about([], change, language="de")) for change in CHANGES]
    for text, words in zip(
        texts,
        (
            "🌴 Do., 24. Dez. – Sa., 26. Dez. · Family",
            "⛔ Fr., 20. Nov., 10:30 – Sa., 21. Nov., 12:30 · Dentist",
            "🕘 Dienstag: 09:00 – 18:00 · Pause 13:00 – 14:00",
            "🕘 Dienstag: frei",
            "🕘 Samstag: 18:00 – 10:00 (So)",
            "🕘 Sonntag: 07:00 – 20:00",
            "🕘 Dienstag: 09:00 – 18:00",
        ),
        strict=True,
    ):
        assert words in text


def test_a_night_is_told_with_the_day_on_which_it_ends() -> None:
    night = Hours(time(18), time(10))
    week = (*MINE.week[:5], replace(MINE.week[5], hours=night), MINE.week[6])
    mine = replace(MINE, week=week)
    assert "Sat 6:00\u202fPM – 10:00\u202fAM (Sun)" in text_of(render_my_time(mine, localizer()))
    assert "10:00 (So)" in text_of(render_weekday(mine, 5, localizer("de")))
    until_midnight = replace(MINE.week[5], hours=Hours(time(16), time(0)))
    mine = replace(MINE, week=(*MINE.week[:5], until_midnight, MINE.week[6]))
    assert "(Sun)" not in text_of(render_my_time(mine, localizer()))


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (Hours(time(18), time(10)), "That is 16 hr of work, until Sunday."),
        (Hours(time(7), time(20)), "That is 13 hr of work."),
    ],
)
def test_unusual_hours_are_asked_about_with_their_length(hours: Hours, words: str) -> None:
    screen = asked_about([], WorkingDayChange(5, hours))
    assert "Is that right?" in text_of(screen)
    assert words in text_of(screen)
    assert labels_of(screen) == ["Go on"]
    both = asked_about([colliding(SALON)], WorkingDayChange(5, hours))
    assert "Visits in the way" in text_of(both)
    assert words in text_of(both)


def test_collisions_that_are_gone_need_no_question() -> None:
    screen = asked_about([])
    assert "none any more" in text_of(screen)
    assert labels_of(screen) == ["Go on"]


def test_nobody_agrees_before_every_page_of_collisions_was_shown() -> None:
    visits = [replace(colliding(SALON), client_name=f"Client {count}") for count in range(25)]
    first = asked_about(visits, are_seen=False)
    assert text_of(first).count("Client") == 10
    assert "Look at all the pages" in text_of(first)
    assert [type(button.tap) for button in buttons_of(first)] == [Page]
    last = asked_about(visits, number=2)
    assert "Client 24" in text_of(last)
    assert labels_of(last) == ["‹ Previous", "Go on and ask 25 clients"]


def test_who_is_to_be_phoned_comes_first_and_opens_by_a_tap() -> None:
    asked = displaced(SALON, BookingStatus.RESCHEDULE_PROPOSED)
    screen = render_displaced([asked, displaced(SALON)], 0, MINE, localizer())
    text = text_of(screen)
    assert text.index("Please phone") < text.index("Asked whether")
    (button,) = buttons_of(screen)
    assert type(button.tap) is OpenListedVisit


def test_every_fate_is_told() -> None:
    soon = displaced(SALON, is_settled=False)
    gone = displaced(SALON, BookingStatus.CANCELLED)
    held = displaced(SALON, BookingStatus.PENDING, is_settled=False)
    text = text_of(render_displaced([soon, gone, held], 0, MINE, localizer()))
    for words in ("in a moment", "Moved or cancelled", "Not confirmed yet"):
        assert words in text


def test_whoever_is_to_be_phoned_is_named_on_some_page() -> None:
    visits = [replace(displaced(SALON), client_name=f"Client {count}") for count in range(25)]
    pages = [render_displaced(visits, number, MINE, localizer()) for number in range(3)]
    told = "".join(text_of(page) for page in pages)
    assert all(f"Client {count}" in told for count in range(25))
    taps = [button.tap for page in pages for button in buttons_of(page)]
    assert len([tap for tap in taps if isinstance(tap, OpenListedVisit)]) == 25


def test_both_screens_go_by_the_clock_of_the_master() -> None:
    zone = ZoneInfo("Asia/Tokyo")
    mine = replace(MINE, zone=zone)
    visit = replace(colliding(SALON), start_at=colliding(SALON).start_at.astimezone(zone))
    before = render_collisions([visit], page_of([visit], 0), OFF, mine, localizer(), are_seen=True)
    after = render_displaced([displaced(SALON)], 0, mine, localizer())
    when = localizer().day_and_time(visit.start_at)
    for screen in (before, after):
        assert when in text_of(screen)
        assert "Times are those of Tokyo." in text_of(screen)


def test_a_client_reads_that_somebody_else_would_do_the_visit() -> None:
    visit, at = SALON.visit(), SALON.at(10)
    words = "somebody else of our team"
    assert words in offer_lines(visit, at, at, localizer(), with_any_master=True)
    assert words not in offer_lines(visit, at, at, localizer())
