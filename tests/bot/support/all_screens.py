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
from bot.handlers.profile.phone_view import render_phone, render_phone_owners
from bot.handlers.profile.profile_view import render_profile
from bot.handlers.profile.timezones_view import render_timezones
from bot.handlers.refunds.refunds_view import render_refunds
from bot.handlers.visits.cancel_view import render_ask_cancel
from bot.handlers.visits.card_view import render_visit
from bot.handlers.visits.list_view import render_visits
from bot.ui.languages import render_languages
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from bot.ui.visit.late_payment import render_late_payment
from domain.availability.policies import MaintenanceDenial
from domain.catalog.errors import ServiceSwitchedOffError
from domain.checkout.list_manual_refunds import MAX_SHOWN, ManualRefund
from domain.outbox.recipient import Contact
from domain.payments.model import OPEN, PaymentState
from domain.shared.identity import Role
from domain.shared.ids import UserId
from domain.shared.money import Money
from domain.visit.errors import SlotTakenError
from domain.visit.model import OCCUPYING, BookingStatus
from tests.bot.support.book_for_client_screens import screens_for_clients
from tests.bot.support.bookings_screens import screens_of_bookings
from tests.bot.support.correspondence_screens import screens_of_words
from tests.bot.support.delay_screens import screens_of_lateness
from tests.bot.support.my_time_screens import screens_of_my_time
from tests.bot.support.salon import DAY, DEPOSIT, MINUTE, NOW, TODAY, Salon, client, payment
from tests.bot.support.staff_screens import screens_of_staff
from tests.bot.support.timetable_screens import screens_of_masters
from tests.bot.support.visit_screens import life_of_a_visit
from tests.support.ids import ID

MANY = 40
MANY_MASTERS = 13
MOST_SERVICES = 8
HALF = Money(10_00, "EUR")
NOTHING = Money(0, "EUR")


def every_screen(salon: Salon, localizer: Localizer, note: str) -> Iterator[Screen]:
    yield from _menu(salon, localizer)
    yield from _choices(salon, localizer)
    yield from _calendar(salon, localizer)
    yield from _cards(salon, localizer, note)
    yield from _money(salon, localizer)
    yield from life_of_a_visit(salon, localizer, note)
    yield from screens_for_clients(salon, localizer, note)
    yield from screens_of_lateness(salon, localizer)
    yield from screens_of_staff(salon, localizer)
    yield from screens_of_my_time(salon, localizer)
    yield from screens_of_bookings(salon, localizer)
    yield from screens_of_masters(salon, localizer)
    yield from screens_of_words(salon, localizer, note)
    yield from _problems(salon, localizer)


def _menu(salon: Salon, localizer: Localizer) -> Iterator[Screen]:
    for locations in ((), (salon.location,), (salon.location,) * MANY):
        yield render_home(locations, localizer)
    for role in Role:
        yield render_help(localizer, role)
    reader = client(localizer.language, localizer.timezone)
    for profile in (reader, replace(reader, phone="+491701234567")):
        yield render_profile(profile, NOW, localizer)
        yield render_phone(profile, localizer)
    yield render_phone_owners([(UserId(ID), salon.word or "Anna")] * 3, localizer)
    yield render_languages(localizer)
    for page in range(2):
        yield render_timezones(page, client(localizer.language, localizer.timezone), NOW, localizer)
    yield render_locations((salon.location,) * MANY, localizer, 1)


def _choices(salon: Salon, localizer: Localizer) -> Iterator[Screen]:
    menu = salon.menu
    with_pictures = replace(salon, photo="file")
    yield render_services(menu, salon.draft(services=0), localizer)
    for page in range(3):
        yield render_services(menu, salon.draft(services=MOST_SERVICES), localizer, page)
    for services in (1, MOST_SERVICES):
        options = salon.options(services)
        for page in range(2):
            yield render_masters(options, salon.draft(services=services), localizer, page)
            cards = with_pictures.options(services)
            yield render_master_card(cards, salon.draft(services=services), localizer, page)
        options = salon.options(services, somebody_does_all=False)
        for chosen in {0, services - 1}:
            draft = salon.draft(services=services, master_ids=(salon.master(0).id,) * chosen)
            yield render_masters(options, draft, localizer)
            yield render_master_card(options, draft, localizer)


def _calendar(salon: Salon, localizer: Localizer) -> Iterator[Screen]:
    masters = [salon.master(number).id for number in range(2)]
    for is_move in (False, True):
        draft = salon.draft(BookingState.DAY, master_ids=masters, is_move=is_move)
        for month in range(3):
            yield render_month(salon.open_days(), draft, index_of(TODAY) + month, localizer)
        yield render_month(salon.open_days({}), draft, 0, localizer)
        starts = [salon.at(0) + 10 * n * MINUTE for n in range(24 * 6)]
        for page in (0, 2):
            yield render_times(salon.times(*starts), draft, page, localizer)
        yield render_times(salon.times(alternatives=starts[:5]), draft, 0, localizer)
        yield render_times(salon.times(), draft, 0, localizer)


def _cards(salon: Salon, localizer: Localizer, note: str) -> Iterator[Screen]:
    for services in (1, MOST_SERVICES):
        for is_move in (False, True):
            draft = salon.draft(BookingState.CONFIRM, services, is_move=is_move)
            yield render_confirm(salon.preview(services), draft, "", localizer)
            yield render_confirm(salon.preview(services), draft, note, localizer)
        for status in BookingStatus:
            for is_coming in {False, status in OCCUPYING}:
                card = salon.card(status, services=services, note=note, is_coming=is_coming)
                yield render_visit(card, NOW, localizer)
        yield render_ask_cancel(salon.card(services=services), localizer)
    yield render_note(localizer)
    for past in (False, True):
        yield render_visits(salon.visit_page(0), past, NOW, localizer)
        yield render_visits(salon.visit_page(5, page=1, pages=3), past, NOW, localizer)


def _money(salon: Salon, localizer: Localizer) -> Iterator[Screen]:
    draft = salon.draft(BookingState.CONFIRM, MOST_SERVICES)
    yield render_confirm(
        replace(salon.preview(MOST_SERVICES), deposit=DEPOSIT), draft, "", localizer
    )
    for state in OPEN:
        held = salon.held(state, services=MOST_SERVICES)
        yield render_visit(held, NOW, localizer)
        yield render_ask_cancel(held, localizer)
    for state in PaymentState:
        for status in BookingStatus:
            for is_coming in {False, status in OCCUPYING}:
                card = salon.paid(state, status, is_coming=is_coming)
                yield render_visit(card, NOW, localizer)
    for back in (DEPOSIT, HALF, NOTHING):
        yield render_ask_cancel(salon.paid(back=back), localizer)
    starts = [salon.at(10, day=DAY + timedelta(days=n)) for n in range(5)]
    late = salon.visit(BookingStatus.EXPIRED, services=MOST_SERVICES)
    by_hand = ManualRefund(payment(PaymentState.REFUND_DUE), late, Contact(salon.word, "+49 30 1"))
    for refunds in ((), (by_hand,) * MAX_SHOWN, (replace(by_hand, visit=None, contact=None),)):
        yield render_refunds(refunds, localizer)
    for offered in (starts, []):
        yield render_late_payment(late, payment(PaymentState.REFUND_DUE), offered, localizer)


def _problems(salon: Salon, localizer: Localizer) -> Iterator[Screen]:
    starts = tuple(salon.at(10, day=DAY + timedelta(days=n)) for n in range(5))
    for price in (None, ID):
        yield render_problem(
            SlotTakenError(starts), localizer, routes.errors, seen_price_minor=price
        )
        yield render_problem(SlotTakenError(), localizer, routes.errors, seen_price_minor=price)
    yield render_problem(MaintenanceDenial(salon.word), localizer, routes.errors)
    yield render_problem(ServiceSwitchedOffError(salon.service(0).name), localizer, routes.errors)
