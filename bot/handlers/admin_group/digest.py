"""The digest, requested in a group."""

from aiogram import Bot
from aiogram.types import Message

from bot.errors.explain import explain_plainly
from bot.handlers.admin_group import group_toasts
from bot.navigation.routes import Routes
from bot.notifications.digests.send_digest import LOOKS_BACK, send_digests
from bot.ui import toasts
from bot.ui.localizer import Localizer
from domain.reporting.get_digest import GetDigest
from domain.reporting.ports import Painter
from domain.shared.errors import DomainError
from domain.shared.identity import Identity, Role, RoleMissingError


async def send_group_digest(
    message: Message,
    bot: Bot,
    identity: Identity,
    localizer: Localizer,
    routes: Routes,
    painter: Painter,
    get_digest: GetDigest,
) -> None:
    """Send the digest of the day or, with the argument `week`, of the week."""
    _, *rest = (message.text or "").lower().split()
    kind = LOOKS_BACK.get(" ".join(rest))
    try:
        identity.ensure_role(Role.ADMIN)
        if kind is None:
            await message.answer(toasts.digest_usage(localizer), parse_mode=None)
            return
        asked = await get_digest.execute(identity, kind, message.chat.id)
    except RoleMissingError:
        await message.answer(group_toasts.staff_only(localizer), parse_mode=None)
    except DomainError as error:
        await message.answer(explain_plainly(error, localizer, routes.errors), parse_mode=None)
    else:
        await send_digests(bot, message.chat.id, asked, localizer, painter)
