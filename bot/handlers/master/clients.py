"""The clients of a master."""

from dishka.integrations.aiogram import FromDishka

from bot.callbacks import OpenOwnClient, OpenOwnClients
from bot.navigation.frame import Frame, ViewId
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.navigation.timetable_frames import own_client_frame, own_client_of
from bot.views.master_clients import render_own_client, render_own_clients
from bot.views.screen import Screen
from domain.clients.find_clients import LONGEST_SEARCH
from domain.clients.get_own_client import GetOwnClient
from domain.clients.list_own_clients import ListOwnClients
from domain.shared.identity import Role
from domain.shared.ids import UserId

routes = Routes()


@routes.tap(OpenOwnClients, ViewId.HOME, ViewId.CLIENTS)
async def tap_clients(_tap: OpenOwnClients, navigator: Navigator) -> None:
    """Open the list, or show all of it again after a search."""
    navigator.client.identity.ensure_role(Role.MASTER)
    go = navigator.replace if navigator.top.view is ViewId.CLIENTS else navigator.open
    go(Frame(view=ViewId.CLIENTS))


@routes.opens(ViewId.CLIENTS)
async def open_clients(
    frame: Frame, navigator: Navigator, list_own_clients: FromDishka[ListOwnClients]
) -> Screen:
    page = await list_own_clients.execute(navigator.client.identity, frame.filter, frame.cursor)
    return render_own_clients(page, frame.filter, navigator.reader)


@routes.text(ViewId.CLIENTS)
async def search_clients(text: str, navigator: Navigator) -> None:
    navigator.replace(Frame(view=ViewId.CLIENTS, filter=text.strip()[:LONGEST_SEARCH]))


@routes.tap(OpenOwnClient, ViewId.CLIENTS)
async def tap_client(tap: OpenOwnClient, navigator: Navigator) -> None:
    """Open it: the opener asks whether this person may see this very one."""
    navigator.open(own_client_frame(UserId(tap.client_id)))


@routes.opens(ViewId.CLIENT)
async def open_client(
    frame: Frame, navigator: Navigator, get_own_client: FromDishka[GetOwnClient]
) -> Screen:
    card = await get_own_client.execute(navigator.client.identity, own_client_of(frame))
    return render_own_client(card, navigator.reader)
