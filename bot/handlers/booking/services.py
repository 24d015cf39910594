from dishka.integrations.aiogram import FromDishka

from bot.callbacks.booking import ChooseLocation, OpenBooking, ServicesChosenTap, TickService
from bot.fsm.booking import (
    BookingDraft,
    EventRefusedError,
    MasterChosen,
    ServicesChosen,
    ServiceTicked,
    advance,
)
from bot.handlers.booking.locations_view import render_locations
from bot.handlers.booking.services_view import render_services
from bot.navigation.client_label import name_of_client
from bot.navigation.frames.booking import (
    BookingView,
    ForWhom,
    first_booking_frame,
    frame_of_draft,
    new_draft,
)
from bot.navigation.frames.frame import Frame
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.ui import toasts
from bot.ui.localizer import gettext_noop
from bot.ui.screen import Screen
from domain.availability.list_masters import ListMasters
from domain.availability.list_services import ListServices
from domain.availability.plan_visit import MAX_SERVICES
from domain.catalog.list_locations import ListLocations
from domain.clients.get_client import GetClient
from domain.shared.ids import LocationId, ServiceId

routes = Routes()


@routes.command("book", gettext_noop("Book a visit"), 20)
async def book(
    _arguments: str, navigator: Navigator, list_locations: FromDishka[ListLocations]
) -> None:
    navigator.home()
    navigator.note = ""
    navigator.open(first_booking_frame(await list_locations.execute()))


@routes.tap(OpenBooking)
async def tap_book(
    _tap: OpenBooking, navigator: Navigator, list_locations: FromDishka[ListLocations]
) -> None:
    navigator.home()
    navigator.note = ""
    navigator.open(first_booking_frame(await list_locations.execute()))


@routes.opens(BookingView.LOCATION, has_pages=True)
async def open_locations(
    frame: Frame, navigator: Navigator, list_locations: FromDishka[ListLocations]
) -> Screen:
    return render_locations(await list_locations.execute(), navigator.localizer, frame.cursor)


@routes.tap(ChooseLocation, BookingView.LOCATION)
async def tap_location(tap: ChooseLocation, navigator: Navigator) -> None:
    client_id = navigator.top.read(ForWhom).client_id
    navigator.open(frame_of_draft(new_draft(LocationId(tap.location_id), client_id=client_id)))


@routes.opens(BookingView.SERVICES, has_pages=True)
async def open_services(
    frame: Frame,
    navigator: Navigator,
    list_services: FromDishka[ListServices],
    get_client: FromDishka[GetClient],
) -> Screen:
    draft = frame.read(BookingDraft)
    menu = await list_services.execute(draft.location_id)
    client = await name_of_client(draft, navigator.client.identity, get_client)
    return render_services(menu, draft, navigator.localizer, frame.cursor, client=client)


@routes.tap(TickService, BookingView.SERVICES)
async def tap_service(tap: TickService, navigator: Navigator) -> None:
    draft = navigator.top.read(BookingDraft)
    try:
        ticked = advance(draft, ServiceTicked(ServiceId(tap.service_id), tap.on))
    except EventRefusedError:
        navigator.toast = toasts.too_many_services(MAX_SERVICES, navigator.localizer)
    else:
        navigator.replace(frame_of_draft(ticked, navigator.top.cursor))


@routes.tap(ServicesChosenTap, BookingView.SERVICES)
async def tap_services_chosen(
    _tap: ServicesChosenTap, navigator: Navigator, list_masters: FromDishka[ListMasters]
) -> None:
    draft = advance(navigator.top.read(BookingDraft), ServicesChosen())
    preferred = draft.preferred_master_id
    navigator.open(frame_of_draft(draft))
    if preferred is None:
        return
    options = await list_masters.execute(draft.location_id, draft.service_ids)
    if options.is_able(preferred):
        navigator.open(frame_of_draft(advance(draft, MasterChosen(preferred))))
