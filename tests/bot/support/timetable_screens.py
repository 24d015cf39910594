"""The days and the clients of a master, to draw screens of."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.handlers.clients.clients_view import render_own_client, render_own_clients
from bot.handlers.timetable.today_view import render_today
from bot.handlers.timetable.week_view import render_week
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from domain.clients.get_own_client import LAST_VISITS, OwnClientCard
from domain.clients.list_own_clients import PAGE_SIZE, OwnClientPage
from domain.clients.own_clients import OwnClient, OwnVisit
from domain.schedule.workplaces import Workplace
from domain.shared.ids import BookingId, UserId
from domain.shared.time import DAY, Interval
from domain.timetable.model import (
    IN_TIMETABLE,
    Timetable,
    TimetableDay,
    TimetableItem,
    TimetableVisit,
    WhyOff,
    WorkingTime,
)
from domain.visit.model import BookingStatus
from tests.bot.support.salon import MINUTE, NOW, TODAY, Salon
from tests.support.ids import ID

MONDAY = TODAY - TODAY.weekday() * DAY
PHONE = "+49 30 123456"
A_LOT = 40


def visit(
    salon: Salon,
    hour: int,
    day: date = TODAY,
    *,
    minutes: int = 60,
    services: int = 1,
    status: BookingStatus = BookingStatus.CONFIRMED,
    client: str = "Ann",
    late_minutes: int = 0,
    has_arrived: bool = False,
    is_missed: bool = False,
) -> TimetableVisit:
    """What a master does for a client."""
    start_at = salon.at(hour, day=day)
    items = tuple(
        TimetableItem(
            booking_id=BookingId(ID),
            master_id=salon.master(0).id,
            lane=0,
            start_at=start_at + n * minutes * MINUTE,
            end_at=start_at + (n + 1) * minutes * MINUTE,
            blocked_until=start_at + (n + 1) * minutes * MINUTE,
            status=status,
            service_name=salon.service(n).name,
            client_name=salon.word or client,
            late_minutes=late_minutes,
            arrived_at=start_at if has_arrived else None,
        )
        for n in range(services)
    )
    return TimetableVisit(salon.location, salon.zone, items, is_missed)


def working(salon: Salon, day: date = TODAY) -> WorkingTime:
    """A day from nine to six, with a break, a block and an hour that is free."""

    def between(start: int, end: int) -> Interval:
        return Interval(salon.at(start, day=day), salon.at(end, day=day))

    return replace(
        off(salon),
        work=between(9, 18),
        pause=between(13, 14),
        blocks=(between(17, 18),),
        stretches=(between(9, 13), between(14, 17)),
        free=(between(16, 17),),
        why_off=None,
    )


def off(salon: Salon, why: WhyOff = WhyOff.DAY_OFF) -> WorkingTime:
    """A day without work."""
    workplace = Workplace(salon.master(0).id, salon.master(0).name, salon.profile)
    return WorkingTime(workplace, salon.zone, why_off=why)


def a_day(
    salon: Salon, *visits: TimetableVisit, day: date = TODAY, time: WorkingTime | None = None
) -> TimetableDay:
    """A day at one place."""
    return TimetableDay(day, (time or working(salon, day),), visits)


def today(salon: Salon, *visits: TimetableVisit, time: WorkingTime | None = None) -> Timetable:
    """The day of today, half past ten in Berlin."""
    return Timetable(NOW, TODAY, (a_day(salon, *visits, time=time),))


def week(salon: Salon, first: date = MONDAY) -> Timetable:
    """A week in which somebody works, with a visit on each day, from Monday to Friday."""
    days = [first + n * DAY for n in range(7)]
    return Timetable(
        NOW,
        TODAY,
        tuple(
            a_day(salon, visit(salon, 10, day), day=day)
            if day.weekday() < 5
            else a_day(salon, day=day, time=off(salon, WhyOff.CLOSED))
            for day in days
        ),
    )


def own_visit(salon: Salon, days: int = -7, services: int = 1) -> OwnVisit:
    """A visit that a client had, or will have."""
    status = BookingStatus.CONFIRMED if days > 0 else BookingStatus.COMPLETED
    names = tuple(salon.service(n).name for n in range(services))
    start_at = salon.at(10, day=TODAY + days * DAY)
    return OwnVisit(BookingId(ID), start_at, salon.zone, status, names)


def own_client(salon: Salon, *, phone: str | None = PHONE) -> OwnClientCard:
    """A client who comes often."""
    return OwnClientCard(
        salon.word or "Ann",
        phone,
        kept=12,
        missed=1,
        last_visits=tuple(own_visit(salon, -7 * n, n) for n in range(1, LAST_VISITS + 1)),
        next_visit=own_visit(salon, 7),
    )


def screens_of_masters(salon: Salon, localizer: Localizer) -> Iterator[Screen]:
    """Yield them all."""
    every = [visit(salon, 9, status=status, services=8, minutes=10) for status in IN_TIMETABLE]
    every += [
        visit(salon, 8),
        visit(salon, 11, late_minutes=15),
        visit(salon, 10, has_arrived=True),
    ]
    gaps = tuple(
        Interval(NOW + n * 20 * MINUTE, NOW + (n * 20 + 15) * MINUTE) for n in range(A_LOT)
    )
    full = replace(working(salon), free=gaps, blocks=gaps)
    crowded = TimetableDay(TODAY, (full,), tuple(every * 5))
    for number in (1, 2, 4, 8, A_LOT):
        everywhere = replace(crowded, times=(full,) * number)
        for page in (0, 1, 9):
            yield render_today(Timetable(NOW, TODAY, (everywhere,)), page, localizer)
    places = (working(salon), off(salon), replace(working(salon), pause=None, blocks=(), free=()))
    alone = [(one,) for one in (*places, *(off(salon, why) for why in WhyOff))]
    for days in (-7 * DAY, 0 * DAY, 7 * DAY):
        for visits in ((), tuple(every)):
            for times in (*alone, places):
                one_day = TimetableDay(TODAY + days, times, visits)
                yield render_today(Timetable(NOW, TODAY, (one_day,)), 0, localizer)
                yield render_week(Timetable(NOW, TODAY, (one_day,) * 7), localizer)
    yield render_week(week(salon), localizer)
    yield from _clients(salon, localizer)


def _clients(salon: Salon, localizer: Localizer) -> Iterator[Screen]:
    known = OwnClient(UserId(ID), salon.word or "Ann", salon.at(10))
    for clients in ((), (known, replace(known, last_at=None)) * (PAGE_SIZE // 2)):
        for is_search in (False, True):
            yield render_own_clients(OwnClientPage(clients, 1, 3), localizer, is_search=is_search)
    yield render_own_client(own_client(salon), localizer)
    yield render_own_client(OwnClientCard(salon.word, None, 0, 0, (), None), localizer)
