from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, MaybeInaccessibleMessageUnion, Message
from dishka import AsyncContainer

from bot.fsm.booking import EventRefusedError
from bot.navigation.answering import answer
from bot.navigation.conversation import LivingMessage
from bot.navigation.frames.frame import UnreadableFrameError
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes, TapRoute
from bot.ui import toasts
from domain.shared.errors import DomainError


async def on_tap(
    query: CallbackQuery, navigator: Navigator, routes: Routes, dishka_container: AsyncContainer
) -> None:
    """Handle a tap: find its handler by prefix, call it, show the screen, answer once.

    A tap that the current screen did not offer (an old message, a double tap, a forgery) shows
    the current screen and a toast. Some taps are accepted from any message: it becomes the living
    one, or it stays unchanged and a new message becomes the living one.
    """
    if navigator.leave_lost_role():
        await navigator.show(is_there=True)
        await answer(query, navigator.toast)
        return
    found = _find(query.data or "", routes)
    if found is not None and found[0].beneath:
        if await _handle(*found, navigator, dishka_container):
            await navigator.show_beneath(keep_old=False)
        else:
            await navigator.show(is_there=True)
        await answer(query, navigator.toast)
        return
    is_roaming = found is not None and found[0].anywhere
    is_living = await _is_accepted(query, navigator, anywhere=is_roaming)
    if is_living and found is not None and _is_offered(found[0], navigator):
        await _handle(*found, navigator, dishka_container)
    else:
        navigator.toast = toasts.old_button(navigator.localizer)
    await navigator.show(is_there=is_living)
    await answer(query, navigator.toast)


def _find(data: str, routes: Routes) -> tuple[TapRoute, CallbackData] | None:
    """Return the route and the parsed tap; `None` if the data is not a tap of this bot."""
    route = routes.taps.get(data.partition(":")[0])
    if route is None:
        return None
    try:
        return route, route.data.unpack(data)
    except (TypeError, ValueError):
        return None


async def _is_accepted(query: CallbackQuery, navigator: Navigator, *, anywhere: bool) -> bool:
    """Return whether the message is, or with `anywhere` becomes, the living one; retire others."""
    message = query.message
    if message is None or navigator.is_living(message.message_id):
        return message is not None
    if anywhere:
        await navigator.adopt(_as_living(message))
    else:
        await navigator.retire(message.message_id)
    return anywhere


def _is_offered(route: TapRoute, navigator: Navigator) -> bool:
    return not route.views or navigator.top.view in route.views


def _as_living(message: MaybeInaccessibleMessageUnion) -> LivingMessage:
    photos = message.photo if isinstance(message, Message) else None
    return LivingMessage(id=message.message_id, picture=photos[-1].file_id if photos else None)


async def _handle(
    route: TapRoute, tap: CallbackData, navigator: Navigator, container: AsyncContainer
) -> bool:
    """Call the handler; return whether it succeeded."""
    try:
        await route.handler(tap, navigator, dishka_container=container)
    except DomainError as error:
        navigator.show_problem(error)
    except (EventRefusedError, UnreadableFrameError):  # not a choice on this screen
        navigator.toast = toasts.old_button(navigator.localizer)
    else:
        return True
    return False
