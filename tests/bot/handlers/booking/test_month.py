from dataclasses import replace
from datetime import date, timedelta

from bot.callbacks.booking import ChooseDay, DayHint, DayReason, ShowMonth
from bot.fsm.booking import BookingState
from bot.handlers.booking.month_view import first_day_of, index_of, render_month
from bot.ui.screen import Button, ButtonStyle, Screen
from tests.bot.support.salon import DAY, TODAY, Salon
from tests.support.reading import buttons_of, labels_of, localizer, text_of

SALON = Salon()
DRAFT = SALON.draft(BookingState.DAY, master_ids=(None, None))
NOVEMBER, DECEMBER, JANUARY = (index_of(date(2026, 11, 1)) + n for n in range(3))


def month(index: int = 0, starts: dict[date, int] | None = None, language: str = "en") -> Screen:
    return render_month(SALON.open_days(starts), DRAFT, index, localizer(language))


def cell(screen: Screen, day: date) -> Button:
    """Find the cell of a day by its place: the row of its week, the column of its weekday."""
    weeks = [row for row in screen.rows if len(row) == 7][1:]
    first = max(day.replace(day=1), TODAY)
    week = (day.toordinal() - (first - timedelta(days=first.weekday())).toordinal()) // 7
    return weeks[week][day.weekday()]


def test_first_free_day_is_offered_at_the_top() -> None:
    first = month().rows[0][0]
    assert first.label == "First free: Fri, Nov 27"
    assert (first.tap, first.style) == (ChooseDay(ordinal=DAY.toordinal()), ButtonStyle.PRIMARY)


def test_week_begins_on_monday_in_the_readers_language() -> None:
    assert [button.label for button in month(language="de").rows[1]] == [
        "Mo", "Di", "Mi", "Do", "Fr", "Sa", "So",
    ]  # fmt: skip


def test_week_begins_with_the_first_weekday_of_the_readers_region() -> None:
    american = render_month(SALON.open_days(), DRAFT, 0, localizer("en", region="US"))
    days, first_week = american.rows[1], american.rows[2]
    assert [button.label for button in days] == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    assert len(first_week) == 7
    assert buttons_of(american).index(button_of(american, DAY)) % 7 == 1 + 5  # a Friday


def button_of(screen: Screen, day: date) -> Button:
    wanted = ChooseDay(ordinal=day.toordinal())
    return next(button for row in screen.rows[1:] for button in row if button.tap == wanted)


def test_few_and_many_free_times_look_different() -> None:
    screen = month()
    assert cell(screen, DAY).label == "27 ○"
    assert cell(screen, DAY + timedelta(days=1)).label == "28 ●"
    assert cell(screen, DAY).tap == ChooseDay(ordinal=DAY.toordinal())


def test_three_times_are_few_and_four_are_many() -> None:
    screen = month(starts={DAY: 3, DAY + timedelta(days=1): 4})
    assert [cell(screen, DAY + timedelta(days=n)).label for n in range(2)] == ["27 ○", "28 ●"]


def test_every_day_without_times_says_why() -> None:
    reasons = {
        TODAY - timedelta(days=1): DayReason.PAST,
        TODAY: DayReason.FULL,
        date(2026, 11, 22): DayReason.OFF,
        date(2026, 12, 25): DayReason.HOLIDAY,
        date(2027, 1, 19): DayReason.FULL,
        date(2027, 1, 20): DayReason.FAR,
    }
    for day, reason in reasons.items():
        assert cell(month(index_of(day)), day).tap == DayHint(reason=reason), day


def test_a_holiday_of_work_is_full_and_a_day_off_is_none() -> None:
    christmas, day_off = date(2026, 12, 25), date(2026, 12, 23)
    days = SALON.open_days()
    days = replace(days, working_days=days.working_days - {day_off} | {christmas})
    screen = render_month(days, DRAFT, DECEMBER, localizer())
    assert cell(screen, christmas).tap == DayHint(reason=DayReason.FULL)
    assert cell(screen, day_off).tap == DayHint(reason=DayReason.OFF)


def test_looks_differ_by_reason() -> None:
    screen = month(DECEMBER)
    marks = {cell(screen, date(2026, 12, day)).label for day in (23, 25, 27)}
    assert marks == {"23 ×", "25 ★", "27 –"}


def test_day_with_times_can_be_chosen_though_it_is_a_holiday_or_a_sunday() -> None:
    screen = month(DECEMBER, {date(2026, 12, 25): 1, date(2026, 12, 27): 9})
    assert cell(screen, date(2026, 12, 25)).label == "25 ○"
    assert cell(screen, date(2026, 12, 27)).label == "27 ●"


def test_months_page_within_the_horizon_only() -> None:
    turns = {
        index: [b.tap for b in buttons_of(month(index)) if isinstance(b.tap, ShowMonth)]
        for index in (NOVEMBER, DECEMBER, JANUARY)
    }
    assert turns == {
        NOVEMBER: [ShowMonth(index=DECEMBER)],
        DECEMBER: [ShowMonth(index=NOVEMBER), ShowMonth(index=JANUARY)],
        JANUARY: [ShowMonth(index=DECEMBER)],
    }


def test_month_outside_the_horizon_stands_for_that_of_the_first_free_day() -> None:
    starts = {date(2026, 12, 3): 1}
    for index in (0, NOVEMBER - 1, JANUARY + 1, 10**9):
        assert "December 2026" in text_of(month(index, starts))


def test_weeks_that_are_over_are_left_out() -> None:
    weeks = [row for row in month(NOVEMBER).rows if len(row) == 7][1:]
    assert len(weeks) == 3


def test_nothing_free_has_its_own_words() -> None:
    screen = month(starts={DAY: 0})
    assert "No free time" in text_of(screen)
    assert "until Tue, Jan 19" in text_of(screen)
    assert screen.rows == ()


def test_header_says_what_is_booked_or_moved() -> None:
    anna = SALON.master(0).id
    booked = SALON.draft(BookingState.DAY, master_ids=(anna, anna))
    moved = SALON.draft(BookingState.DAY, master_ids=(anna, None), is_move=True)
    days = SALON.open_days()
    assert "Haircut 0, Haircut 1 · Anna 0\n" in text_of(render_month(days, booked, 0, localizer()))
    assert "Moving: Haircut 0 (Anna 0), Haircut 1" in text_of(
        render_month(days, moved, 0, localizer())
    )


def test_number_of_a_month_leads_back_to_it() -> None:
    assert first_day_of(index_of(date(2026, 12, 31))) == date(2026, 12, 1)
    assert first_day_of(index_of(date(2027, 1, 31))) == date(2027, 1, 1)


def test_neighbouring_months_are_named() -> None:
    assert labels_of(month(DECEMBER, language="ru"))[-2:] == ["‹ Ноябрь", "Январь ›"]
    assert labels_of(month(NOVEMBER))[-1] == "December ›"
