"""All visits: the admins' list, its filters and its search."""

from dataclasses import replace

from dishka.integrations.aiogram import FromDishka

from bot.callbacks.bookings import (
    ClearClientFilter,
    ClearFilters,
    FilterBy,
    FilterByDays,
    FilterByStatus,
    FilterPart,
    OnlyStatus,
    OpenBookingFilters,
    OpenBookingList,
    OpenFilterPart,
)
from bot.handlers.bookings import bookings_toasts
from bot.handlers.bookings.filters_view import render_booking_filters, render_filter_part
from bot.handlers.bookings.list_view import render_bookings
from bot.navigation.frames.bookings import (
    BookingListPayload,
    BookingsView,
    booking_list_frame,
    filters_frame,
    narrowed,
    part_of,
    wanted_of,
)
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.home import HomeView
from bot.navigation.navigator import Navigator
from bot.navigation.roles import ADMINS
from bot.navigation.routes import MenuEntry, Routes
from bot.text_input.near_days import read_near_days
from bot.ui import toasts
from bot.ui.localizer import gettext_noop
from bot.ui.screen import Screen
from domain.clients.find_clients import FindClients
from domain.shared.identity import Role
from domain.shared.ids import LocationId, MasterId, ServiceId
from domain.shared.time import Clock, DateRange
from domain.visit.model import BookingStatus
from domain.visit_queries.booking_filter import BookingFilter, NamedDays
from domain.visit_queries.list_bookings import ListBookings

routes = Routes()

MOST_CLIENTS = 50
"""The highest number of clients whose visits a search lists."""


@routes.command("bookings", gettext_noop("Everybody's visits"), 90, ADMINS)
async def bookings(
    arguments: str, navigator: Navigator, find_clients: FromDishka[FindClients]
) -> None:
    """Open the list, optionally searched by name or phone; for clients the command is unknown."""
    if Role.ADMIN not in navigator.client.identity.roles:
        navigator.toast = toasts.unknown_command(navigator.localizer)
        return
    navigator.restart_at(booking_list_frame())
    if arguments:
        await _search(arguments, navigator, find_clients)


@routes.tap(OpenBookingList, HomeView.HOME, BookingsView.BOOKING_FILTERS)
async def tap_list(_tap: OpenBookingList, navigator: Navigator) -> None:
    navigator.client.identity.ensure_role(Role.ADMIN)
    if navigator.top.view == HomeView.HOME:
        navigator.open(booking_list_frame())
    else:
        navigator.back_to(BookingsView.BOOKINGS)


@routes.opens(
    BookingsView.BOOKINGS,
    roles=ADMINS,
    has_pages=True,
    menu=[MenuEntry(Role.ADMIN, 10, gettext_noop("🗂 Bookings"), OpenBookingList)],
)
async def open_list(
    frame: Frame,
    navigator: Navigator,
    list_bookings: FromDishka[ListBookings],
    clock: FromDishka[Clock],
) -> Screen:
    wanted = frame.read(BookingListPayload).wanted
    page = await list_bookings.execute(navigator.client.identity, wanted, frame.cursor)
    return render_bookings(page, wanted, clock.now(), navigator.localizer)


@routes.text(BookingsView.BOOKINGS)
async def write_search(
    text: str, navigator: Navigator, find_clients: FromDishka[FindClients]
) -> None:
    await _search(text, navigator, find_clients)


async def _search(text: str, navigator: Navigator, find_clients: FindClients) -> None:
    """List the visits of clients with this name or phone; without a match, the list is empty."""
    identity, localizer = navigator.client.identity, navigator.localizer
    found = await find_clients.execute(identity, text, MOST_CLIENTS + 1)
    if not found:
        navigator.toast = bookings_toasts.no_client_found(localizer)
    if len(found) > MOST_CLIENTS:
        navigator.toast = bookings_toasts.many_found(MOST_CLIENTS, localizer)
    clients = tuple(client.user_id for client in found[:MOST_CLIENTS])
    _narrow(navigator, replace(wanted_of(navigator.stack), clients=clients))


@routes.tap(OpenBookingFilters, BookingsView.BOOKINGS)
async def tap_filters(_tap: OpenBookingFilters, navigator: Navigator) -> None:
    navigator.open(filters_frame())


@routes.tap(OpenFilterPart, BookingsView.BOOKING_FILTERS)
async def tap_part(tap: OpenFilterPart, navigator: Navigator) -> None:
    navigator.open(filters_frame(tap.part))


@routes.opens(BookingsView.BOOKING_FILTERS, roles=ADMINS, has_pages=True)
async def open_filters(
    frame: Frame, navigator: Navigator, list_bookings: FromDishka[ListBookings]
) -> Screen:
    wanted, part = wanted_of(navigator.stack), part_of(frame)
    choices = await list_bookings.list_choices(navigator.client.identity)
    if part is None:
        return render_booking_filters(wanted, choices, navigator.localizer)
    return render_filter_part(part, wanted, choices, frame.cursor, navigator.localizer)


@routes.tap(FilterByDays, BookingsView.BOOKINGS, BookingsView.BOOKING_FILTERS)
async def tap_days(tap: FilterByDays, navigator: Navigator) -> None:
    _list_days(tap.days, navigator)


@routes.text(BookingsView.BOOKING_FILTERS)
async def write_days(
    text: str, navigator: Navigator, list_bookings: FromDishka[ListBookings]
) -> None:
    location_id = wanted_of(navigator.stack).location_id
    today = await list_bookings.get_today(navigator.client.identity, location_id)
    days = read_near_days(text, today, navigator.localizer.locale)
    if days is None:
        navigator.toast = bookings_toasts.no_days(navigator.localizer)
    else:
        _list_days(days, navigator)


def _list_days(days: NamedDays | DateRange, navigator: Navigator) -> None:
    _narrow(navigator, replace(wanted_of(navigator.stack), days=days))
    navigator.back_to(BookingsView.BOOKINGS)


@routes.tap(FilterByStatus, BookingsView.BOOKING_FILTERS)
async def tap_status(tap: FilterByStatus, navigator: Navigator) -> None:
    """Tick a status or not, and stay on the screen: the user may tick several."""
    wanted = wanted_of(navigator.stack)
    ticked = {*wanted.statuses, tap.status} if tap.on else {*wanted.statuses} - {tap.status}
    statuses = tuple(status for status in BookingStatus if status in ticked)
    _narrow(navigator, replace(wanted, statuses=statuses))


@routes.tap(OnlyStatus, BookingsView.BOOKING_FILTERS)
async def tap_only(tap: OnlyStatus, navigator: Navigator) -> None:
    _narrow(navigator, replace(wanted_of(navigator.stack), statuses=(tap.status,)))
    navigator.back_to(BookingsView.BOOKINGS)


@routes.tap(ClearClientFilter, BookingsView.BOOKING_FILTERS)
async def tap_clear_client(_tap: ClearClientFilter, navigator: Navigator) -> None:
    _narrow(navigator, replace(wanted_of(navigator.stack), clients=None))
    navigator.back_to(BookingsView.BOOKINGS)


@routes.tap(FilterBy, BookingsView.BOOKING_FILTERS)
async def tap_choice(tap: FilterBy, navigator: Navigator) -> None:
    _narrow(navigator, _chosen(tap, wanted_of(navigator.stack)))
    navigator.back_to(BookingsView.BOOKINGS)


def _chosen(tap: FilterBy, wanted: BookingFilter) -> BookingFilter:
    """Apply the choice; another location resets master and service."""
    if tap.part is FilterPart.LOCATION:
        location_id = LocationId(tap.id) if tap.id else None
        return replace(wanted, location_id=location_id, master_id=None, service_id=None)
    if tap.part is FilterPart.MASTER:
        return replace(wanted, master_id=MasterId(tap.id) if tap.id else None)
    if tap.part is FilterPart.SERVICE:
        return replace(wanted, service_id=ServiceId(tap.id) if tap.id else None)
    return replace(wanted, statuses=())


@routes.tap(ClearFilters, BookingsView.BOOKINGS, BookingsView.BOOKING_FILTERS)
async def tap_clear(_tap: ClearFilters, navigator: Navigator) -> None:
    _narrow(navigator, BookingFilter())
    navigator.back_to(BookingsView.BOOKINGS)


def _narrow(navigator: Navigator, wanted: BookingFilter) -> None:
    """Apply the filter and return to the first page, unless the filter is unchanged."""
    if wanted != wanted_of(navigator.stack):
        navigator.stack = narrowed(navigator.stack, BookingListPayload(wanted=wanted))
