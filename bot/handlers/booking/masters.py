from dishka.integrations.aiogram import FromDishka

from bot.callbacks.booking import (
    ChooseMaster,
    ChooseMasterAgain,
    ChooseMasterOfService,
    MeetMasters,
)
from bot.fsm.booking import BookingDraft, MasterChosen, MasterOfServiceChosen, advance
from bot.handlers.booking.master_card_view import render_master_card
from bot.handlers.booking.masters_view import render_masters
from bot.navigation.client_label import name_of_client
from bot.navigation.frames.book_for_client import BookForClientView
from bot.navigation.frames.booking import BookingView, frame_of_draft
from bot.navigation.frames.frame import Frame
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.ui.screen import Screen
from domain.availability.list_masters import ListMasters
from domain.clients.get_client import GetClient
from domain.shared.ids import MasterId

routes = Routes()


@routes.opens(BookingView.MASTER, has_pages=True)
async def open_masters(
    frame: Frame,
    navigator: Navigator,
    list_masters: FromDishka[ListMasters],
    get_client: FromDishka[GetClient],
) -> Screen:
    draft = frame.read(BookingDraft)
    options = await list_masters.execute(draft.location_id, draft.service_ids)
    client = await name_of_client(draft, navigator.client.identity, get_client)
    return render_masters(options, draft, navigator.localizer, frame.cursor, client=client)


@routes.tap(MeetMasters, BookingView.MASTER)
async def tap_meet(_tap: MeetMasters, navigator: Navigator) -> None:
    navigator.open(Frame(view=BookingView.MASTER_CARD, payload=navigator.top.payload))


@routes.opens(BookingView.MASTER_CARD, has_pages=True)
async def open_master_card(
    frame: Frame, navigator: Navigator, list_masters: FromDishka[ListMasters]
) -> Screen:
    draft = frame.read(BookingDraft)
    options = await list_masters.execute(draft.location_id, draft.service_ids)
    return render_master_card(options, draft, navigator.localizer, frame.cursor)


@routes.tap(ChooseMaster, BookingView.MASTER, BookingView.MASTER_CARD)
async def tap_master(tap: ChooseMaster, navigator: Navigator) -> None:
    event = MasterChosen(_master_or_any(tap.master_id))
    navigator.open(frame_of_draft(advance(navigator.top.read(BookingDraft), event)))


@routes.tap(ChooseMasterOfService, BookingView.MASTER, BookingView.MASTER_CARD)
async def tap_master_of_service(tap: ChooseMasterOfService, navigator: Navigator) -> None:
    event = MasterOfServiceChosen(tap.position, _master_or_any(tap.master_id))
    navigator.open(frame_of_draft(advance(navigator.top.read(BookingDraft), event)))


@routes.tap(
    ChooseMasterAgain,
    BookingView.DAY,
    BookingView.TIME,
    BookingView.CONFIRM,
    BookForClientView.BOOK_FOR_CARD,
)
async def tap_master_again(_tap: ChooseMasterAgain, navigator: Navigator) -> None:
    navigator.back_to(BookingView.MASTER)


def _master_or_any(master_id: int) -> MasterId | None:
    return MasterId(master_id) if master_id else None
