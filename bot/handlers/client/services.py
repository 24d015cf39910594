from dishka.integrations.aiogram import FromDishka

from bot.callbacks import ChooseLocation, OpenBooking, ServicesChosenTap, TickService
from bot.choosing_for import name_of_client
from bot.fsm.booking import (
    BookingDraft,
    EventRefusedError,
    MasterChosen,
    ServicesChosen,
    ServiceTicked,
    advance,
)
from bot.navigation.booking_frames import (
    ForWhom,
    first_booking_frame,
    frame_of_draft,
    new_draft,
)
from bot.navigation.frame import Frame, ViewId
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.views import notices
from bot.views.locations import render_locations
from bot.views.screen import Screen
from bot.views.services import render_services
from domain.availability.list_masters import ListMasters
from domain.availability.list_services import ListServices
from domain.availability.plan_visit import MAX_SERVICES
from domain.catalog.list_locations import ListLocations
from domain.clients.get_client import GetClient
from domain.shared.ids import LocationId, ServiceId

routes = Routes()


@routes.tap(OpenBooking)
async def tap_book(
    _tap: OpenBooking, navigator: Navigator, list_locations: FromDishka[ListLocations]
) -> None:
    navigator.home()
    navigator.note = ""
    navigator.open(first_booking_frame(await list_locations.execute()))


@routes.opens(ViewId.LOCATION)
async def open_locations(
    frame: Frame, navigator: Navigator, list_locations: FromDishka[ListLocations]
) -> Screen:
    return render_locations(await list_locations.execute(), navigator.reader, frame.cursor)


@routes.tap(ChooseLocation, ViewId.LOCATION)
async def tap_location(tap: ChooseLocation, navigator: Navigator) -> None:
    client_id = navigator.top.read(ForWhom).client_id
    navigator.open(frame_of_draft(new_draft(LocationId(tap.location_id), client_id=client_id)))


@routes.opens(ViewId.SERVICES)
async def open_services(
    frame: Frame,
    navigator: Navigator,
    list_services: FromDishka[ListServices],
    get_client: FromDishka[GetClient],
) -> Screen:
    draft = frame.read(BookingDraft)
    menu = await list_services.execute(draft.location_id)
    client = await name_of_client(draft, navigator.client.identity, get_client)
    return render_services(menu, draft, navigator.reader, frame.cursor, client=client)


@routes.tap(TickService, ViewId.SERVICES)
async def tap_service(tap: TickService, navigator: Navigator) -> None:
    draft = navigator.top.read(BookingDraft)
    try:
        ticked = advance(draft, ServiceTicked(ServiceId(tap.service_id), tap.on))
    except EventRefusedError:
        navigator.notice = notices.too_many_services(MAX_SERVICES, navigator.reader)
    else:
        navigator.replace(frame_of_draft(ticked, navigator.top.cursor))


@routes.tap(ServicesChosenTap, ViewId.SERVICES)
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
