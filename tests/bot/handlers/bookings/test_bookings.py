"""Everybody's visits as an admin reads them."""

from dataclasses import replace
from datetime import date

import pytest

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
from bot.callbacks.home import Page
from bot.callbacks.visit_card import OpenListedVisit
from bot.handlers.bookings.filters_view import render_booking_filters, render_filter_part
from bot.handlers.bookings.list_view import render_bookings
from bot.ui.screen import ButtonStyle, Screen
from domain.shared.ids import LocationId, MasterId, UserId
from domain.shared.time import DateRange
from domain.visit.model import BookingStatus
from domain.visit_queries.booking_filter import BookingFilter, NamedDays
from tests.bot.support.bookings_screens import NARROWED, booking_line, booking_page, choices
from tests.bot.support.salon import NOW, Salon
from tests.support.ids import ID
from tests.support.reading import button, buttons_of, labels_of, localizer, text_of

SALON = Salon()


def shown(wanted: BookingFilter | None = None, *, clients: tuple[str, ...] = ()) -> str:
    """Return what is said of an empty list."""
    page = booking_page(SALON, clients=clients)
    return text_of(render_bookings(page, wanted or BookingFilter(), NOW, localizer()))


def test_each_visit_is_listed_once_as_a_button_beneath_a_short_text() -> None:
    lines = (
        booking_line(SALON, services=2),
        booking_line(SALON, BookingStatus.CANCELLED, days=1),
        booking_line(SALON, days=60),
    )
    screen = render_bookings(booking_page(SALON, *lines), BookingFilter(), NOW, localizer())
    assert text_of(screen).splitlines() == [
        "🗂 Bookings · 3 visits",
        "📅 From today on · 📌 Without what was cancelled",
        "",
        "To find somebody's visits, write part of the name or of the phone number.",
    ]
    assert labels_of(screen)[:3] == [
        "Fri, Nov 27, 10:00\u202fAM · Ann · Anna 0 +1",
        "Sat, Nov 28, 10:00\u202fAM · Ann · cancelled · Anna 0",
        "Tue, Jan 26, 2027, 10:00\u202fAM · Ann · Anna 0",
    ]
    assert button(screen, "2027").tap == OpenListedVisit(booking_id=ID + 60)


def test_a_visit_that_has_begun_and_is_not_marked_says_so() -> None:
    begun = booking_line(SALON)
    lines = (begun, booking_line(SALON, BookingStatus.NO_SHOW, days=-30))
    page = booking_page(SALON, *lines)
    labels = labels_of(render_bookings(page, BookingFilter(), begun.start_at, localizer()))
    assert "Ann · ❔ not marked yet · Anna 0" in labels[0]
    assert "Ann · missed · Anna 0" in labels[1]


def test_of_several_locations_each_line_names_its_own() -> None:
    line = booking_line(SALON)
    for locations, is_named in ((1, False), (2, True)):
        page = booking_page(SALON, line, locations=locations)
        labels = labels_of(render_bookings(page, BookingFilter(), NOW, localizer()))
        assert ("Salon Sonne" in labels[0]) is is_named


def test_an_empty_list_says_what_to_do() -> None:
    assert "There are no visits ahead yet." in shown()
    assert "Change the filters, or clear them." in shown(BookingFilter(NamedDays.TODAY))
    assert "👤 nobody is called so" in shown(BookingFilter(clients=()))


@pytest.mark.parametrize(
    ("page", "labels"),
    [
        (0, ["2 ›", "9 »"]),
        (1, ["‹ 1", "3 ›", "9 »"]),
        (4, ["« 1", "‹ 4", "6 ›", "9 »"]),
        (7, ["« 1", "‹ 7", "9 ›"]),
        (8, ["« 1", "‹ 8"]),
    ],
)
def test_pages_lead_to_the_ends_and_to_those_beside(page: int, labels: list[str]) -> None:
    lines = booking_page(SALON, booking_line(SALON), page=page, pages=9)
    screen = render_bookings(lines, BookingFilter(), NOW, localizer())
    turns = [one for one in buttons_of(screen) if isinstance(one.tap, Page)]
    assert [one.label for one in turns] == labels
    assert [f"{one.tap.number + 1}" for one in turns if isinstance(one.tap, Page)] == [
        label.strip("«»‹› ") for label in labels
    ]
    assert f"Page {page + 1} of 9" in text_of(screen)


def test_the_filters_that_hold_are_told() -> None:
    text = shown(NARROWED, clients=("Ann", "Bob", "Cleo"))
    assert (
        "📅 Tue, Dec 1, 2026 – Tue, Dec 15, 2026 · 📌 missed, cancelled · 📍 Salon Sonne"
        " · ✂️ Anna 0 · 💇 Haircut 0 · 👤 Ann, Bob, Cleo and 2 more"
    ) in text
    one_day = replace(NARROWED, days=DateRange(date(2026, 12, 1), date(2026, 12, 1)))
    assert "📅 Tue, Dec 1, 2026 · " in shown(one_day)
    assert "📌 Any state" in shown(BookingFilter(statuses=()))
    assert "👤 Ann\n" in shown(BookingFilter(clients=(UserId(1),)), clients=("Ann",))


def test_the_filters_can_be_cleared_where_any_hold() -> None:
    def taps(wanted: BookingFilter) -> list[type]:
        screen = render_bookings(booking_page(SALON), wanted, NOW, localizer())
        return [type(one.tap) for one in buttons_of(screen)]

    assert taps(BookingFilter()) == [OpenBookingFilters]
    assert taps(BookingFilter(NamedDays.TODAY)) == [OpenBookingFilters, ClearFilters]


def test_where_somebody_has_no_visit_all_days_are_offered() -> None:
    found = BookingFilter(clients=(UserId(ID),))
    for wanted, is_offered in (
        (found, True),
        (replace(found, days=NamedDays.ALL), False),
        (BookingFilter(), False),
    ):
        screen = render_bookings(booking_page(SALON), wanted, NOW, localizer())
        taps = [one.tap for one in buttons_of(screen)]
        assert (FilterByDays(days=NamedDays.ALL) in taps) is is_offered


def test_all_filters_are_on_one_screen_the_location_where_there_are_several() -> None:
    screen = render_booking_filters(BookingFilter(), choices(SALON), localizer())
    assert labels_of(screen) == [
        "📅 From today on",
        "📌 Without what was cancelled",
        "✂️ Any master",
        "💇 Any service",
        "🗂 Show the visits",
        "✖ Clear",
    ]
    several = render_booking_filters(NARROWED, choices(SALON, 2), localizer())
    assert button(several, "📍 Salon Sonne").tap == OpenFilterPart(part=FilterPart.LOCATION)
    assert "✂️ Anna 0" in labels_of(several)


def part_screen(part: FilterPart, wanted: BookingFilter, page: int = 0) -> Screen:
    return render_filter_part(part, wanted, choices(Salon(masters=13), 2), page, localizer())


def chosen_of(screen: Screen) -> list[str]:
    return [one.label for one in buttons_of(screen) if one.style is ButtonStyle.SUCCESS]


def test_masters_are_chosen_from_pages_and_the_one_that_holds_is_marked() -> None:
    screen = part_screen(FilterPart.MASTER, BookingFilter(master_id=MasterId(ID + 1)))
    assert chosen_of(screen) == ["✓ Anna 1"]
    assert button(screen, "Any master").tap == FilterBy(part=FilterPart.MASTER, id=0)
    assert button(screen, "Anna 3").tap == FilterBy(part=FilterPart.MASTER, id=ID + 3)
    assert "Page 1 of 2" in text_of(screen)
    assert "Anna 12" in labels_of(part_screen(FilterPart.MASTER, BookingFilter(), 1))


def test_at_one_location_only_its_own_masters_and_services_are_offered() -> None:
    elsewhere = BookingFilter(location_id=LocationId(ID + 1))
    for part in (FilterPart.MASTER, FilterPart.SERVICE):
        assert len(buttons_of(part_screen(part, elsewhere))) == 1
    assert len(buttons_of(part_screen(FilterPart.LOCATION, elsewhere))) == 3


def test_several_states_can_be_ticked() -> None:
    missed = BookingFilter(statuses=(BookingStatus.NO_SHOW,))
    screen = part_screen(FilterPart.STATUS, missed)
    assert chosen_of(screen) == ["✓ Missed"]
    assert button(screen, "✓ Missed").tap == FilterByStatus(status=BookingStatus.NO_SHOW, on=False)
    assert button(screen, "Booked").tap == FilterByStatus(status=BookingStatus.CONFIRMED, on=True)
    assert button(screen, "Show").tap == OpenBookingList()
    assert chosen_of(part_screen(FilterPart.STATUS, BookingFilter(statuses=()))) == ["✓ Any state"]


def test_one_state_alone_is_a_tap_away() -> None:
    screen = part_screen(FilterPart.STATUS, BookingFilter())
    alone = [one.tap for one in buttons_of(screen) if isinstance(one.tap, OnlyStatus)]
    assert alone == [OnlyStatus(status=status) for status in BookingStatus]


def test_a_search_can_be_let_go_alone() -> None:
    for wanted, is_offered in ((NARROWED, True), (BookingFilter(), False)):
        screen = render_booking_filters(wanted, choices(SALON), localizer())
        assert (ClearClientFilter in [type(one.tap) for one in buttons_of(screen)]) is is_offered


def test_days_are_chosen_by_name_or_written() -> None:
    screen = part_screen(FilterPart.DAYS, BookingFilter(NamedDays.TODAY))
    assert chosen_of(screen) == ["✓ Today"]
    assert len(buttons_of(screen)) == len(NamedDays)
    assert "Dec 1 - Dec 15" in text_of(screen)
