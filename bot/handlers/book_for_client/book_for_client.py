"""An admin books for a client who phoned or walked in, or moves a client's visit."""

from collections.abc import Collection

import structlog
from dishka.integrations.aiogram import FromDishka
from pydantic import BaseModel, ConfigDict

from bot.callbacks.book_for_client import AddClientTap, BookFor, ChooseClient, OpenBookFor
from bot.fsm.booking import BookingDraft
from bot.handlers.book_for_client.book_for_client_view import (
    render_book_for,
    render_book_for_card,
    render_phone_known,
)
from bot.navigation.frames.book_for_client import BookForClientView
from bot.navigation.frames.booking import Party, first_booking_frame, party_of
from bot.navigation.frames.frame import Frame, frame_of
from bot.navigation.frames.home import HomeView
from bot.navigation.frames.visits import VisitCardView, staff_visit_frame
from bot.navigation.navigator import Navigator
from bot.navigation.roles import ADMINS
from bot.navigation.routes import MenuEntry, Routes
from bot.ui import staff_toasts, toasts
from bot.ui.localizer import gettext_noop
from bot.ui.screen import Screen
from bot.ui.visit import visit_toasts
from domain.booking.hold_slot import HoldSlot, HoldSlotRequest
from domain.booking.preview_visit import PreviewVisit
from domain.booking.reschedule import Reschedule, RescheduleRequest
from domain.catalog.list_locations import ListLocations
from domain.clients.add_client import (
    AddClient,
    ClientKnownError,
    ClientUnreadableError,
    NameUnclearError,
    NewClient,
    PhoneInvalidError,
)
from domain.clients.find_clients import FindClients
from domain.clients.get_client import GetClient
from domain.shared.errors import DomainError
from domain.shared.identity import Role
from domain.shared.ids import BookingId, UserId
from domain.visit.errors import PriceChangedError, SlotTakenError

log = structlog.get_logger(__name__)
routes = Routes()

LONGEST_TEXT = 100


class Found(BaseModel):
    """The clients to choose from; the typed text is stored as the note of the conversation.

    With `has_same_phone` they are those who have the number of the new client.
    """

    model_config = ConfigDict(frozen=True)

    client_ids: tuple[UserId, ...] = ()
    by_text: bool = False
    has_same_phone: bool = False


@routes.tap(OpenBookFor, HomeView.HOME)
async def tap_open(_tap: OpenBookFor, navigator: Navigator) -> None:
    navigator.client.identity.ensure_role(Role.ADMIN)
    navigator.open(Frame(view=BookForClientView.BOOK_FOR))


@routes.opens(
    BookForClientView.BOOK_FOR,
    roles=ADMINS,
    menu=[MenuEntry(Role.ADMIN, 20, gettext_noop("➕ New booking"), OpenBookFor)],
)
async def open_book_for(
    frame: Frame,
    navigator: Navigator,
    get_client: FromDishka[GetClient],
    list_locations: FromDishka[ListLocations],
) -> Screen:
    found = frame.read(Found)
    clients = await get_client.several(navigator.client.identity, found.client_ids)
    typed = navigator.note if found.by_text else ""
    new, problem = _new_client(typed, await _countries(list_locations))
    localizer = navigator.localizer
    if found.has_same_phone and new is not None:
        return render_phone_known(clients, new, localizer)
    return render_book_for(typed, clients, new, localizer, problem)


@routes.text(BookForClientView.BOOK_FOR)
async def write_client(
    text: str, navigator: Navigator, find_clients: FromDishka[FindClients]
) -> None:
    if len(text) > LONGEST_TEXT:
        navigator.toast = visit_toasts.cause_too_long(LONGEST_TEXT, navigator.localizer)
        return
    clients = await find_clients.execute(navigator.client.identity, text)
    _show(navigator, *(client.user_id for client in clients), by_text=True)
    navigator.note = text


@routes.tap(ChooseClient, BookForClientView.BOOK_FOR)
async def tap_client(
    tap: ChooseClient,
    navigator: Navigator,
    get_client: FromDishka[GetClient],
    list_locations: FromDishka[ListLocations],
) -> None:
    client = await get_client.for_booking(navigator.client.identity, UserId(tap.client_id))
    await _start_booking(client.user_id, navigator, list_locations)


@routes.tap(AddClientTap, BookForClientView.BOOK_FOR)
async def tap_add(
    tap: AddClientTap,
    navigator: Navigator,
    add_client: FromDishka[AddClient],
    list_locations: FromDishka[ListLocations],
) -> None:
    """Add the client; if others have that phone number, show them first."""
    typed = navigator.note if navigator.top.read(Found).by_text else ""
    new = NewClient.read(typed, await _countries(list_locations))
    try:
        client_id = await add_client.execute(
            navigator.client.identity,
            new,
            navigator.localizer.language,
            shares_phone=tap.shares_phone,
        )
    except ClientKnownError as known:
        client_ids = tuple(client.user_id for client in known.clients)
        found = Found(client_ids=client_ids, by_text=True, has_same_phone=True)
        navigator.replace(frame_of(BookForClientView.BOOK_FOR, found))
    else:
        await _start_booking(client_id, navigator, list_locations)


async def _start_booking(
    client_id: UserId, navigator: Navigator, list_locations: ListLocations
) -> None:
    _show(navigator, client_id)
    navigator.note = ""
    navigator.open(first_booking_frame(await list_locations.execute(), client_id))


def _show(navigator: Navigator, *client_ids: UserId, by_text: bool = False) -> None:
    navigator.replace(
        frame_of(BookForClientView.BOOK_FOR, Found(client_ids=client_ids, by_text=by_text))
    )


def _new_client(
    text: str, countries: Collection[str]
) -> tuple[NewClient | None, DomainError | None]:
    """Return the client who could be added, or why there is none."""
    try:
        return NewClient.read(text, countries), None
    except (ClientUnreadableError, NameUnclearError, PhoneInvalidError) as problem:
        return None, problem


async def _countries(list_locations: ListLocations) -> list[str]:
    return [location.country for location in await list_locations.execute()]


@routes.opens(BookForClientView.BOOK_FOR_CARD, roles=ADMINS)
async def open_card(
    frame: Frame,
    navigator: Navigator,
    preview_visit: FromDishka[PreviewVisit],
    get_client: FromDishka[GetClient],
) -> Screen:
    draft, localizer = frame.read(BookingDraft), navigator.localizer
    party = party_of(draft, navigator.client.identity)
    wish = draft.wish(party.client.user_id, party.admin)
    preview = await preview_visit.execute(party.client, wish, draft.required_start)
    client = await get_client.execute(navigator.client.identity, party.client.user_id)
    return render_book_for_card(preview, client, navigator.note, localizer, is_move=draft.is_move)


@routes.tap(BookFor, BookForClientView.BOOK_FOR_CARD)
async def tap_book(
    tap: BookFor,
    navigator: Navigator,
    hold_slot: FromDishka[HoldSlot],
    reschedule: FromDishka[Reschedule],
) -> None:
    """Book for the client, or move the visit; then show the staff's card of the visit."""
    draft = navigator.top.read(BookingDraft)
    party = party_of(draft, navigator.client.identity)
    try:
        if draft.moved_booking_id is None:
            request = _request(draft, party, tap.price_minor, navigator.note)
            card = await hold_slot.execute(request)
            _show_booked(card.visit.id, navigator)
        else:
            await reschedule.execute(_move(draft, draft.moved_booking_id, party))
            _show_moved(draft.moved_booking_id, navigator)
    except SlotTakenError as taken:
        navigator.show_problem(taken)
    except PriceChangedError:
        navigator.toast = toasts.price_changed(navigator.localizer)


def _request(
    draft: BookingDraft, party: Party, seen_price_minor: int, note: str
) -> HoldSlotRequest:
    return HoldSlotRequest(
        client=party.client,
        wish=draft.wish(party.client.user_id, party.admin),
        start_at=draft.required_start,
        seen_price_minor=seen_price_minor,
        request_key=draft.request_key,
        note=note,
    )


def _move(draft: BookingDraft, booking_id: BookingId, party: Party) -> RescheduleRequest:
    return RescheduleRequest(
        party.client,
        booking_id,
        draft.required_start,
        with_any_master=None in draft.master_ids,
        admin=party.admin,
    )


def _show_booked(booking_id: BookingId, navigator: Navigator) -> None:
    log.info("visit_made", flow="for_client", booking_id=booking_id)
    navigator.toast = staff_toasts.booked_for_client(navigator.localizer)
    navigator.note = ""
    navigator.restart_at(staff_visit_frame(booking_id))


def _show_moved(booking_id: BookingId, navigator: Navigator) -> None:
    """Go back to the card of the visit; the screens below it stay unchanged."""
    log.info("visit_made", flow="move_for_client", booking_id=booking_id)
    navigator.toast = staff_toasts.moved_for_client(navigator.localizer)
    if navigator.stack.has(VisitCardView.STAFF_VISIT):
        navigator.back_to(VisitCardView.STAFF_VISIT)
    else:
        navigator.restart_at(staff_visit_frame(booking_id))
