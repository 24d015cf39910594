"""The clients of a master."""

from dishka.integrations.aiogram import FromDishka

from bot.callbacks.clients import OpenOwnClient, OpenOwnClients
from bot.handlers.clients.clients_view import render_own_client, render_own_clients
from bot.navigation.frames.clients import (
    ClientsView,
    found_of,
    own_client_frame,
    own_client_of,
    own_clients_frame,
)
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.home import HomeView
from bot.navigation.navigator import Navigator
from bot.navigation.roles import MASTERS
from bot.navigation.routes import MenuEntry, Routes
from bot.ui import staff_toasts
from bot.ui.localizer import gettext_noop
from bot.ui.screen import Screen
from domain.clients.find_own_clients import FindOwnClients
from domain.clients.get_own_client import GetOwnClient
from domain.clients.list_own_clients import ListOwnClients
from domain.shared.identity import Role
from domain.shared.ids import UserId

routes = Routes()

MOST_CLIENTS = 50
"""The highest number of clients that a search lists."""


@routes.tap(OpenOwnClients, HomeView.HOME, ClientsView.CLIENTS)
async def tap_clients(_tap: OpenOwnClients, navigator: Navigator) -> None:
    """Open the list, or show all of it again after a search."""
    navigator.client.identity.ensure_role(Role.MASTER)
    go = navigator.replace if navigator.top.view == ClientsView.CLIENTS else navigator.open
    go(own_clients_frame())


@routes.opens(
    ClientsView.CLIENTS,
    roles=MASTERS,
    has_pages=True,
    menu=[MenuEntry(Role.MASTER, 50, gettext_noop("📇 My clients"), OpenOwnClients)],
)
async def open_clients(
    frame: Frame, navigator: Navigator, list_own_clients: FromDishka[ListOwnClients]
) -> Screen:
    found = found_of(frame)
    page = await list_own_clients.execute(navigator.client.identity, found, frame.cursor)
    return render_own_clients(page, navigator.localizer, is_search=found is not None)


@routes.text(ClientsView.CLIENTS)
async def search_clients(
    text: str, navigator: Navigator, find_own_clients: FromDishka[FindOwnClients]
) -> None:
    """List the clients with this name."""
    identity, localizer = navigator.client.identity, navigator.localizer
    found = await find_own_clients.execute(identity, text, MOST_CLIENTS + 1)
    if not found:
        navigator.toast = staff_toasts.no_client_found(localizer)
        return
    if len(found) > MOST_CLIENTS:
        navigator.toast = staff_toasts.many_clients_found(MOST_CLIENTS, localizer)
    navigator.replace(own_clients_frame(found[:MOST_CLIENTS]))


@routes.tap(OpenOwnClient, ClientsView.CLIENTS)
async def tap_client(tap: OpenOwnClient, navigator: Navigator) -> None:
    """Open the client; the opener checks whether the user may see this one."""
    navigator.open(own_client_frame(UserId(tap.client_id)))


@routes.opens(ClientsView.CLIENT, roles=MASTERS)
async def open_client(
    frame: Frame, navigator: Navigator, get_own_client: FromDishka[GetOwnClient]
) -> Screen:
    card = await get_own_client.execute(navigator.client.identity, own_client_of(frame))
    return render_own_client(card, navigator.localizer)
