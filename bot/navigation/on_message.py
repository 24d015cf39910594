from aiogram.types import Message
from dishka import AsyncContainer

from bot.navigation.navigator import Navigator
from bot.navigation.routes import OWN_CONTACT, Routes
from bot.ui import toasts
from domain.shared.errors import DomainError


async def on_message(
    message: Message, navigator: Navigator, routes: Routes, dishka_container: AsyncContainer
) -> None:
    """Handle a message: a command, a text that the current screen expects, or neither."""
    command = _command_of(message.text)
    has_left = navigator.leave_lost_role()
    try:
        if command is not None or not has_left:
            await _handle_message(message, navigator, routes, dishka_container)
    except DomainError as error:
        navigator.show_problem(error)
    await navigator.show_beneath(keep_old=command is not None)


async def _handle_message(
    message: Message, navigator: Navigator, routes: Routes, container: AsyncContainer
) -> None:
    if message.contact is None:
        await _handle_text(message.text, navigator, routes, container)
    elif _is_own(message):
        phone = message.contact.phone_number
        await routes.contacts[OWN_CONTACT](phone, navigator, dishka_container=container)
    else:
        navigator.toast = toasts.contact_of_other(navigator.localizer)


def _is_own(message: Message) -> bool:
    """Return whether the sender shared their own number just now."""
    contact, sender = message.contact, message.from_user
    is_of_sender = contact is not None and sender is not None and contact.user_id == sender.id
    return is_of_sender and message.forward_origin is None


async def _handle_text(
    text: str | None, navigator: Navigator, routes: Routes, container: AsyncContainer
) -> None:
    command = _command_of(text)
    if command is not None:
        known = routes.commands.get(command)
        handler = None if known is None else known.handler
        argument = _argument_of(text)
        unexpected = toasts.unknown_command
    else:
        handler = routes.texts.get(navigator.top.view)
        argument = text or ""
        unexpected = toasts.text_unexpected
    if text is None:
        navigator.toast = toasts.only_text(navigator.localizer)
    elif handler is None:
        navigator.toast = unexpected(navigator.localizer)
    else:
        await handler(argument, navigator, dishka_container=container)


def _argument_of(text: str | None) -> str:
    """Return the text after the command, on its line or below."""
    return "".join((text or "").split(maxsplit=1)[1:]).strip()


def _command_of(text: str | None) -> str | None:
    """Return the name of the command, without the bot's own name that may follow it."""
    if text is None or not text.startswith("/"):
        return None
    name, *_ = text[1:].split(maxsplit=1) or [""]
    return name.partition("@")[0].lower()
