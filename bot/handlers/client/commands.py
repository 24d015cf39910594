from dishka.integrations.aiogram import FromDishka

from bot.fsm.deep_links import DeepLink, LinkKind, parse_deep_link
from bot.navigation.booking_frames import first_booking_frame, frame_of_draft, new_draft
from bot.navigation.frame import Frame, ViewId
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.views import notices
from domain.catalog.list_locations import ListLocations
from domain.shared.ids import LocationId, ServiceId

routes = Routes()


@routes.command("start")
async def start(
    arguments: str, navigator: Navigator, list_locations: FromDishka[ListLocations]
) -> None:
    navigator.home()
    if not arguments:
        return
    link = parse_deep_link(arguments)
    if link is None:
        navigator.notice = notices.bad_link(navigator.reader)
        return
    navigator.note = ""
    navigator.open(await _frame_of_link(link, list_locations))


async def _frame_of_link(link: DeepLink, list_locations: ListLocations) -> Frame:
    match link:
        case DeepLink(LinkKind.LOCATION, location_id):
            return frame_of_draft(new_draft(LocationId(location_id)))
        case DeepLink(LinkKind.SERVICE, service_id):
            return first_booking_frame(await list_locations.execute(), ServiceId(service_id))
        case _:
            return first_booking_frame(await list_locations.execute())


@routes.command("book")
async def book(
    _arguments: str, navigator: Navigator, list_locations: FromDishka[ListLocations]
) -> None:
    navigator.home()
    navigator.note = ""
    navigator.open(first_booking_frame(await list_locations.execute()))


@routes.command("visits")
async def visits(_arguments: str, navigator: Navigator) -> None:
    navigator.home()
    navigator.open(Frame(view=ViewId.VISITS))


@routes.command("language")
async def language(_arguments: str, navigator: Navigator) -> None:
    if navigator.top.view is not ViewId.LANGUAGE:
        navigator.open(Frame(view=ViewId.LANGUAGE))


@routes.command("help")
async def help_(_arguments: str, navigator: Navigator) -> None:
    if navigator.top.view is not ViewId.HELP:
        navigator.open(Frame(view=ViewId.HELP))
