from dishka.integrations.aiogram import FromDishka

from bot.fsm.deep_links import DeepLink, LinkKind, parse_deep_link
from bot.navigation.frames.booking import (
    first_booking_frame,
    frame_of_draft,
    frame_of_location,
    new_draft,
)
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.home import HomeView
from bot.navigation.frames.visits import staff_visit_frame
from bot.navigation.navigator import Navigator
from bot.navigation.roles import STAFF
from bot.navigation.routes import Routes
from bot.ui import staff_toasts, toasts
from bot.ui.localizer import gettext_noop
from domain.catalog.errors import (
    LocationNotFoundError,
    MasterNotFoundError,
    ServiceNotFoundError,
    ServiceSwitchedOffError,
)
from domain.catalog.find_master import FindMaster
from domain.catalog.find_service import FindService
from domain.catalog.list_locations import ListLocations
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId
from domain.staff.accept_invitation import AcceptInvitation

routes = Routes()


LEADS_NOWHERE = (
    LocationNotFoundError,
    MasterNotFoundError,
    ServiceNotFoundError,
    ServiceSwitchedOffError,
)


@routes.command("start", gettext_noop("Menu"), 10)
async def start(
    arguments: str,
    navigator: Navigator,
    list_locations: FromDishka[ListLocations],
    find_service: FromDishka[FindService],
    find_master: FromDishka[FindMaster],
    accept_invitation: FromDishka[AcceptInvitation],
) -> None:
    navigator.home()
    if not arguments:
        return
    link = parse_deep_link(arguments)
    if link is not None and link.kind is LinkKind.INVITATION:
        await _join(link.token, navigator, accept_invitation)
        return
    if link is not None and link.kind is LinkKind.VISIT and navigator.client.identity.roles & STAFF:
        navigator.open(staff_visit_frame(BookingId(link.target_id)))
        return
    try:
        frame = await _frame_of(link, list_locations, find_service, find_master)
    except LEADS_NOWHERE:
        frame = None
    if frame is None:
        navigator.toast = toasts.bad_link(navigator.localizer)
        return
    navigator.note = ""
    navigator.open(frame)


async def _join(token: str, navigator: Navigator, accept_invitation: AcceptInvitation) -> None:
    """Accept an invitation, and show the menu of the role."""
    post = await accept_invitation.execute(navigator.client.identity, token)
    navigator.gain_role(post.role)
    navigator.toast = staff_toasts.joined_as(post.role, navigator.localizer)


async def _frame_of(
    link: DeepLink | None,
    list_locations: ListLocations,
    find_service: FindService,
    find_master: FindMaster,
) -> Frame | None:
    match link:
        case DeepLink(LinkKind.BOOK):
            return first_booking_frame(await list_locations.execute())
        case DeepLink(LinkKind.LOCATION, number):
            return frame_of_location(LocationId(number), await list_locations.execute())
        case DeepLink(LinkKind.SERVICE, number):
            service = await find_service.execute(ServiceId(number))
            return frame_of_draft(new_draft(service.location_id, service.id))
        case DeepLink(LinkKind.MASTER, number):
            location = await find_master.execute(MasterId(number))
            return frame_of_draft(new_draft(location.id, preferred_master_id=MasterId(number)))
        case _:
            return None


@routes.command("help", gettext_noop("Help"), 50)
async def help_(_arguments: str, navigator: Navigator) -> None:
    if navigator.top.view != HomeView.HELP:
        navigator.open(Frame(view=HomeView.HELP))
