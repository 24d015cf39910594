"""The clients of a master."""

from dishka.integrations.aiogram import FromDishka

from bot.callbacks import OpenOwnClient, OpenOwnClients
from bot.navigation.frame import Frame, ViewId
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.navigation.timetable_frames import (
    found_of,
    own_client_frame,
    own_client_of,
    own_clients_frame,
)
from bot.views import staff_notices
from bot.views.master_clients import render_own_client, render_own_clients
from bot.views.screen import Screen
from domain.clients.find_own_clients import FindOwnClients
from domain.clients.get_own_client import GetOwnClient
from domain.clients.list_own_clients import ListOwnClients
from domain.shared.identity import Role
from domain.shared.ids import UserId

routes = Routes()

MOST_CLIENTS = 50
"""How many a search lists."""


@routes.tap(OpenOwnClients, ViewId.HOME, ViewId.CLIENTS)
async def tap_clients(_tap: OpenOwnClients, navigator: Navigator) -> None:
    """Open the list, or show all of it again after a search."""
    navigator.client.identity.ensure_role(Role.MASTER)
    go = navigator.replace if navigator.top.view is ViewId.CLIENTS else navigator.open
    go(own_clients_frame())


@routes.opens(ViewId.CLIENTS)
async def open_clients(
    frame: Frame, navigator: Navigator, list_own_clients: FromDishka[ListOwnClients]
) -> Screen:
    found = found_of(frame)
    page = await list_own_clients.execute(navigator.client.identity, found, frame.cursor)
    return render_own_clients(page, navigator.reader, is_search=found is not None)


@routes.text(ViewId.CLIENTS)
async def search_clients(
    text: str, navigator: Navigator, find_own_clients: FromDishka[FindOwnClients]
) -> None:
    """List those who are called so."""
    identity, reader = navigator.client.identity, navigator.reader
    found = await find_own_clients.execute(identity, text, MOST_CLIENTS + 1)
    if not found:
        navigator.notice = staff_notices.no_client_found(reader)
        return
    if len(found) > MOST_CLIENTS:
        navigator.notice = staff_notices.many_clients_found(MOST_CLIENTS, reader)
    navigator.replace(own_clients_frame(found[:MOST_CLIENTS]))


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
