"""Every screen there is, drawn for one salon and one reader."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.errors.problem import render_problem
from bot.fsm.booking import BookingState
from bot.handlers import routes
from bot.handlers.booking.confirm_view import render_confirm
from bot.handlers.booking.locations_view import render_locations
from bot.handlers.booking.master_card_view import render_master_card
from bot.handlers.booking.masters_view import render_masters
from bot.handlers.booking.month_view import index_of, render_month
from bot.handlers.booking.note_view import render_note
from bot.handlers.booking.services_view import render_services
from bot.handlers.booking.times_view import render_times
from bot.handlers.home.help_view import render_help
from bot.handlers.home.home_view import render_home
from bot.handlers.profile.profile_view import render_profile
from bot.handlers.profile.timezones_view import render_timezones
from bot.handlers.refunds.refunds_view import render_refunds
from bot.handlers.visits.cancel_view import render_ask_cancel
from bot.handlers.visits.card_view import render_visit
from bot.handlers.visits.list_view import render_visits
from bot.ui.languages import render_languages
from bot.ui.localizer import Reader
from bot.ui.screen import Screen
from bot.ui.visit.late_payment import render_late_payment
from domain.availability.policies import MaintenanceDenial
from domain.catalog.errors import ServiceSwitchedOffError
from domain.checkout.list_manual_refunds import MAX_SHOWN, RefundByHand
from domain.outbox.recipient import Contact
from domain.payments.model import OPEN, PaymentState
from domain.shared.identity import Role
from domain.shared.money import Money
from domain.visit.errors import SlotTakenError
from domain.visit.model import OCCUPYING, BookingStatus
from tests.bot.support.book_for_client_screens import screens_for_clients
from tests.bot.support.bookings_screens import screens_of_bookings
from tests.bot.support.correspondence_screens import screens_of_words
from tests.bot.support.delay_screens import screens_of_lateness
from tests.bot.support.my_time_screens import screens_of_my_time
from tests.bot.support.salon import DAY, DEPOSIT, ID, MINUTE, NOW, TODAY, Salon, client, payment
from tests.bot.support.staff_screens import screens_of_staff
from tests.bot.support.timetable_screens import screens_of_masters
from tests.bot.support.visit_screens import life_of_a_visit

MANY = 40
MANY_MASTERS = 13
MOST_SERVICES = 8
HALF = Money(10_00, "EUR")
NOTHING = Money(0, "EUR")


def every_screen(salon: Salon, reader: Reader, note: str) -> Iterator[Screen]:
    yield from _menu(salon, reader)
    yield from _choices(salon, reader)
    yield from _calendar(salon, reader)
    yield from _cards(salon, reader, note)
    yield from _money(salon, reader)
    yield from life_of_a_visit(salon, reader, note)
    yield from screens_for_clients(salon, reader, note)
    yield from screens_of_lateness(salon, reader)
    yield from screens_of_staff(salon, reader)
    yield from screens_of_my_time(salon, reader)
    yield from screens_of_bookings(salon, reader)
    yield from screens_of_masters(salon, reader)
    yield from screens_of_words(salon, reader, note)
    yield from _problems(salon, reader)


def _menu(salon: Salon, reader: Reader) -> Iterator[Screen]:
    for locations in ((), (salon.location,), (salon.location,) * MANY):
        yield render_home(locations, reader)
    for role in Role:
        yield render_help(reader, role)
    yield render_profile(client(reader.language, reader.timezone), reader)
    yield render_languages(reader)
    for page in range(2):
        yield render_timezones(page, client(reader.language, reader.timezone), reader)
    yield render_locations((salon.location,) * MANY, reader, 1)


def _choices(salon: Salon, reader: Reader) -> Iterator[Screen]:
    menu = salon.menu
    with_pictures = replace(salon, photo="file")
    yield render_services(menu, salon.draft(services=0), reader)
    for page in range(3):
        yield render_services(menu, salon.draft(services=MOST_SERVICES), reader, page)
    for services in (1, MOST_SERVICES):
        options = salon.options(services)
        for page in range(2):
            yield render_masters(options, salon.draft(services=services), reader, page)
            cards = with_pictures.options(services)
            yield render_master_card(cards, salon.draft(services=services), reader, page)
        options = salon.options(services, somebody_does_all=False)
        for chosen in {0, services - 1}:
            draft = salon.draft(services=services, master_ids=(salon.master(0).id,) * chosen)
            yield render_masters(options, draft, reader)
            yield render_master_card(options, draft, reader)


def _calendar(salon: Salon, reader: Reader) -> Iterator[Screen]:
    masters = [salon.master(number).id for number in range(2)]
    for is_move in (False, True):
        draft = salon.draft(BookingState.DAY, master_ids=masters, is_move=is_move)
        for month in range(3):
            yield render_month(salon.open_days(), draft, index_of(TODAY) + month, reader)
        yield render_month(salon.open_days({}), draft, 0, reader)
        starts = [salon.at(0) + 10 * n * MINUTE for n in range(24 * 6)]
        for page in (0, 2):
            yield render_times(salon.times(*starts), draft, page, reader)
        yield render_times(salon.times(alternatives=starts[:5]), draft, 0, reader)
        yield render_times(salon.times(), draft, 0, reader)


def _cards(salon: Salon, reader: Reader, note: str) -> Iterator[Screen]:
    for services in (1, MOST_SERVICES):
        for is_move in (False, True):
            draft = salon.draft(BookingState.CONFIRM, services, is_move=is_move)
            yield render_confirm(salon.preview(services), draft, "", reader)
            yield render_confirm(salon.preview(services), draft, note, reader)
        for status in BookingStatus:
            for is_coming in {False, status in OCCUPYING}:
                card = salon.card(status, services=services, note=note, is_coming=is_coming)
                yield render_visit(card, NOW, reader)
        yield render_ask_cancel(salon.card(services=services), reader)
    yield render_note(reader)
    for past in (False, True):
        yield render_visits(salon.visit_page(0), past, NOW, reader)
        yield render_visits(salon.visit_page(5, page=1, pages=3), past, NOW, reader)


def _money(salon: Salon, reader: Reader) -> Iterator[Screen]:
    draft = salon.draft(BookingState.CONFIRM, MOST_SERVICES)
    yield render_confirm(replace(salon.preview(MOST_SERVICES), deposit=DEPOSIT), draft, "", reader)
    for state in OPEN:
        held = salon.held(state, services=MOST_SERVICES)
        yield render_visit(held, NOW, reader)
        yield render_ask_cancel(held, reader)
    for state in PaymentState:
        for status in BookingStatus:
            for is_coming in {False, status in OCCUPYING}:
                card = salon.paid(state, status, is_coming=is_coming)
                yield render_visit(card, NOW, reader)
    for back in (DEPOSIT, HALF, NOTHING):
        yield render_ask_cancel(salon.paid(back=back), reader)
    starts = [salon.at(10, day=DAY + timedelta(days=n)) for n in range(5)]
    late = salon.visit(BookingStatus.EXPIRED, services=MOST_SERVICES)
    by_hand = RefundByHand(payment(PaymentState.REFUND_DUE), late, Contact(salon.word, "+49 30 1"))
    for refunds in ((), (by_hand,) * MAX_SHOWN, (replace(by_hand, visit=None, contact=None),)):
        yield render_refunds(refunds, reader)
    for offered in (starts, []):
        yield render_late_payment(late, payment(PaymentState.REFUND_DUE), offered, reader)


def _problems(salon: Salon, reader: Reader) -> Iterator[Screen]:
    starts = tuple(salon.at(10, day=DAY + timedelta(days=n)) for n in range(5))
    for price in (None, ID):
        yield render_problem(SlotTakenError(starts), reader, routes.errors, seen_price_minor=price)
        yield render_problem(SlotTakenError(), reader, routes.errors, seen_price_minor=price)
    yield render_problem(MaintenanceDenial(salon.word), reader, routes.errors)
    yield render_problem(ServiceSwitchedOffError(salon.service(0).name), reader, routes.errors)
