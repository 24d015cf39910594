"""A master's working time to draw screens of."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from bot.handlers.my_time.collisions_view import page_of, render_collisions, render_displaced
from bot.handlers.my_time.my_time_view import render_my_time
from bot.handlers.my_time.parts_view import render_blocks, render_days_off, render_weekday
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from domain.my_time.changes import BlockChange, BlockId, DaysOffChange, TakesTime, WorkingDayChange
from domain.my_time.find_collisions import CollidingVisit
from domain.my_time.get_my_time import DaysOff, MyTime, WeekdayHours
from domain.my_time.ports import Block, DisplacedVisit
from domain.schedule.model import Hours
from domain.schedule.workplaces import Workplace
from domain.shared.ids import BookingId, MasterId
from domain.shared.time import DateRange, Interval
from domain.visit.model import BookingStatus
from tests.bot.support.salon import NOW, TODAY, Salon
from tests.support.ids import ID

MANY = 20
NINE_TO_SIX = Hours(time(9), time(18), time(13), time(14))
CHRISTMAS = DateRange(date(2026, 12, 24), date(2026, 12, 26))

OFF = DaysOffChange(CHRISTMAS.first, CHRISTMAS.last, "Family")
CHANGES: tuple[TakesTime, ...] = (
    OFF,
    BlockChange(NOW, NOW + timedelta(days=1, hours=2), "Dentist"),
    WorkingDayChange(1, NINE_TO_SIX),
    WorkingDayChange(1),
    WorkingDayChange(5, Hours(time(18), time(10))),
    WorkingDayChange(6, Hours(time(7), time(20))),
    WorkingDayChange(1, is_usual=True),
)


def my_time(
    salon: Salon, *, days_off: int = 1, blocks: int = 1, places: int = 1, hours: Hours = NINE_TO_SIX
) -> MyTime:
    """A week with Tuesday on own hours and Sunday closed."""
    week = tuple(
        WeekdayHours(day, hours if day < 6 else None, hours, is_own=day == 1) for day in range(7)
    )
    at = salon.at(10)
    block = Block(BlockId(ID), Interval(at, at + timedelta(hours=2)), salon.word or "Dentist")
    return MyTime(
        place=workplace(salon, 0),
        zone=salon.zone,
        today=TODAY,
        now=NOW,
        day_ends_at=salon.at(18),
        week=week,
        days_off=(DaysOff(CHRISTMAS, salon.word or "Family"),) * days_off,
        blocks=(block,) * blocks,
        places=tuple(workplace(salon, number) for number in range(places)),
    )


def workplace(salon: Salon, number: int) -> Workplace:
    """One of the places as whom somebody works."""
    return Workplace(MasterId(ID + number), salon.label("Anna"), salon.profile)


def colliding(
    salon: Salon, status: BookingStatus = BookingStatus.CONFIRMED, services: int = 1
) -> CollidingVisit:
    """A visit in the way."""
    names = tuple(salon.service(number).name for number in range(services))
    return CollidingVisit(BookingId(ID), salon.at(10), status, salon.word or "Anna", names)


def displaced(
    salon: Salon, status: BookingStatus = BookingStatus.CONFIRMED, *, is_settled: bool = True
) -> DisplacedVisit:
    """A visit that had to make room."""
    at = salon.at(10)
    return DisplacedVisit(BookingId(ID), at, at, status, is_settled, salon.word or "Anna")


def screens_of_my_time(salon: Salon, localizer: Localizer) -> Iterator[Screen]:
    """Yield them all."""
    for count in (0, 1, MANY):
        mine = my_time(salon, days_off=count, blocks=count, places=max(1, count))
        yield render_my_time(mine, localizer)
        for number in (0, 1):
            yield render_days_off(mine, number, localizer)
            yield render_blocks(mine, number, localizer)
    for weekday in range(7):
        yield render_weekday(my_time(salon), weekday, localizer)
        yield render_weekday(replace(my_time(salon), has_own_usual=True), weekday, localizer)
    for status in (BookingStatus.CONFIRMED, BookingStatus.PENDING):
        for count in (0, 1, MANY):
            visits = [colliding(salon, status, 8)] * count
            for change in CHANGES:
                for number in (0, 1):
                    page = page_of(visits, number)
                    mine, are_seen = my_time(salon), number == page.pages - 1
                    yield render_collisions(
                        visits, page, change, mine, localizer, are_seen=are_seen
                    )
    for is_settled in (False, True):
        every = [displaced(salon, status, is_settled=is_settled) for status in BookingStatus]
        for number in (0, 1):
            yield render_displaced(every, number, my_time(salon), localizer)
            yield render_displaced(every * MANY, number, my_time(salon), localizer)
    yield render_displaced([], 0, my_time(salon), localizer)
