"""The admins' group: its connection, and its buttons, which answer only the admin who taps."""

import structlog
from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message
from dishka.integrations.aiogram import FromDishka

from bot.callbacks.visit_card import ShowVisitInGroup
from bot.errors.explain import explain_plainly
from bot.fsm.deep_links import visit_payload
from bot.handlers.admin_group import group_toasts
from bot.handlers.admin_group.client_view import render_client_for_one, staff_visit_alert
from bot.handlers.admin_group.digest import send_group_digest
from bot.handlers.admin_group.ephemeral import show_to_one
from bot.navigation.answering import answer
from bot.navigation.routes import Routes
from bot.ui.localizer import Localizer
from bot.ui.text import TOAST_LIMIT, shortened
from domain.reporting.get_digest import GetDigest
from domain.reporting.ports import Painter
from domain.shared.errors import DomainError
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.ids import BookingId
from domain.staff.connect_group import ConnectGroup
from domain.visit_queries.get_staff_visit import GetStaffVisit

CONNECT, DISCONNECT, DIGEST = "connect", "disconnect", "digest"
COMMANDS = frozenset({CONNECT, DISCONNECT, DIGEST})

IS_OUT = {ChatMemberStatus.LEFT, ChatMemberStatus.KICKED}

log = structlog.get_logger(__name__)


async def on_new_chat_id(message: Message, connect_group: FromDishka[ConnectGroup]) -> None:
    """Update the id of a group after Telegram has changed it."""
    if message.migrate_to_chat_id is not None:
        await connect_group.follow(message.chat.id, message.migrate_to_chat_id)


async def on_group_command(
    message: Message,
    bot: Bot,
    command: str,
    identity: Identity,
    localizer: Localizer,
    routes: Routes,
    connect_group: FromDishka[ConnectGroup],
    get_digest: FromDishka[GetDigest],
    painter: FromDishka[Painter],
) -> None:
    """Handle one of `COMMANDS`; the filter lets nothing else pass."""
    if command == DIGEST:
        await send_group_digest(message, bot, identity, localizer, routes, painter, get_digest)
        return
    text = await _connect_or_not(command, message.chat.id, identity, localizer, connect_group)
    await message.answer(text, parse_mode=None)


async def _connect_or_not(
    command: str,
    chat_id: int,
    identity: Identity,
    localizer: Localizer,
    connect_group: ConnectGroup,
) -> str:
    """Connect the group or disconnect it, and return the answer."""
    try:
        if command == CONNECT:
            await connect_group.connect(identity, chat_id)
            return group_toasts.connected(localizer)
        if await connect_group.disconnect(identity, chat_id):
            return group_toasts.disconnected(localizer)
    except RoleMissingError:
        return group_toasts.staff_only(localizer)
    return group_toasts.not_connected(localizer)


async def on_bot_membership(
    event: ChatMemberUpdated, connect_group: FromDishka[ConnectGroup]
) -> None:
    """Disconnect a group from which the bot was removed."""
    if event.new_chat_member.status in IS_OUT and await connect_group.lose(event.chat.id):
        log.warning("admin_group_lost")


async def on_group_tap(
    query: CallbackQuery,
    bot: Bot,
    identity: Identity,
    localizer: Localizer,
    routes: Routes,
    get_staff_visit: FromDishka[GetStaffVisit],
) -> None:
    """Show a visit with its client only to the user who taps, if they are an admin."""
    tap = _read(query.data or "")
    if tap is None:
        await answer(query, group_toasts.old_button(localizer), alert=True)
        return
    try:
        identity.ensure_role(Role.ADMIN)
        card = await get_staff_visit.execute(identity, BookingId(tap.booking_id))
    except RoleMissingError:
        await answer(query, group_toasts.staff_only(localizer), alert=True)
    except DomainError as error:
        await answer(
            query,
            shortened(explain_plainly(error, localizer, routes.errors), TOAST_LIMIT),
            alert=True,
        )
    else:
        link = f"https://t.me/{(await bot.me()).username}?start={visit_payload(card.visit.id)}"
        is_shown = await show_to_one(bot, query, render_client_for_one(card, localizer, link))
        text = "" if is_shown else staff_visit_alert(card, localizer)
        await answer(query, text, alert=not is_shown)


def _read(data: str) -> ShowVisitInGroup | None:
    try:
        return ShowVisitInGroup.unpack(data)
    except (TypeError, ValueError):
        return None
