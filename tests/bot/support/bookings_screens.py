"""The admin's list of everybody's visits, and its filters."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.callbacks.bookings import FilterPart
from bot.handlers.bookings.filters_view import render_booking_filters, render_filter_part
from bot.handlers.bookings.list_view import render_bookings
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId, UserId
from domain.shared.time import DateRange
from domain.visit.model import BookingStatus
from domain.visit_queries.booking_filter import BookingFilter, NamedDays
from domain.visit_queries.list_bookings import PAGE_SIZE, BookingPage
from domain.visit_queries.ports import BookingLine, Choice, FilterChoices
from tests.bot.support.salon import NOW, Salon
from tests.support.ids import ID

MOST_SERVICES = 8
NARROWED = BookingFilter(
    DateRange(date(2026, 12, 1), date(2026, 12, 15)),
    (BookingStatus.CANCELLED, BookingStatus.NO_SHOW),
    LocationId(ID),
    MasterId(ID),
    ServiceId(ID),
    tuple(UserId(ID + n) for n in range(5)),
)
GONE = replace(NARROWED, location_id=LocationId(1), master_id=MasterId(1), service_id=ServiceId(1))


def choices(salon: Salon, locations: int = 1) -> FilterChoices:
    """All that the salon ever had."""
    return FilterChoices(
        tuple(replace(salon.location, id=LocationId(ID + n)) for n in range(locations)),
        tuple(
            Choice(MasterId(ID + n), LocationId(ID), salon.master(n).name)
            for n in range(salon.masters)
        ),
        tuple(
            Choice(ServiceId(ID + n), LocationId(ID), salon.service(n).name)
            for n in range(salon.services)
        ),
    )


def booking_line(
    salon: Salon,
    status: BookingStatus = BookingStatus.CONFIRMED,
    *,
    days: int = 0,
    services: int = 1,
) -> BookingLine:
    """A visit on the salon's day, or some days after it."""
    items = salon.items(services)
    later = timedelta(days=days)
    return BookingLine(
        booking_id=BookingId(ID + days),
        location=salon.location,
        start_at=items[0].start_at + later,
        end_at=items[-1].end_at + later,
        status=status,
        client_name=salon.word or "Ann",
        services=tuple(item.service_name for item in items),
        masters=tuple(item.master_name for item in items),
    )


def booking_page(
    salon: Salon,
    *lines: BookingLine,
    page: int = 0,
    pages: int = 1,
    locations: int = 1,
    clients: tuple[str, ...] = (),
) -> BookingPage:
    """A page of visits."""
    total = max(len(lines), (pages - 1) * PAGE_SIZE + 1 if pages > 1 else 0)
    return BookingPage(lines, page, pages, total, choices(salon, locations), clients)


def screens_of_bookings(salon: Salon, localizer: Localizer) -> Iterator[Screen]:
    """Yield them all."""
    full = [
        booking_line(salon, status, days=90 * n - 30, services=MOST_SERVICES)
        for n, status in enumerate((*BookingStatus, BookingStatus.CONFIRMED))
    ]
    for wanted in (BookingFilter(), NARROWED, GONE, BookingFilter(statuses=())):
        names = (salon.word or "Ann",) * 3 if wanted.clients else ()
        for locations in (1, 2):
            for number in (0, 3, 8):
                page = booking_page(
                    salon, *full, page=number, pages=9, locations=locations, clients=names
                )
                yield render_bookings(page, wanted, NOW, localizer)
        yield render_bookings(booking_page(salon, clients=names), wanted, NOW, localizer)
        for locations in (1, 2):
            yield render_booking_filters(wanted, choices(salon, locations), localizer)
        for part in FilterPart:
            for number in (0, 2):
                yield render_filter_part(part, wanted, choices(salon, 40), number, localizer)
    for days in NamedDays:
        line = booking_page(salon, *full[:1])
        yield render_bookings(line, BookingFilter(days), NOW, localizer)
