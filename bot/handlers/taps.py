from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from dishka import AsyncContainer

from bot.fsm.booking import EventRefusedError
from bot.navigation.answering import answer
from bot.navigation.frame import UnreadableFrameError
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes, TapRoute
from bot.views import notices
from domain.shared.errors import DomainError


async def on_tap(
    query: CallbackQuery, navigator: Navigator, routes: Routes, dishka_container: AsyncContainer
) -> None:
    """Take a tap: find its handler by prefix, let it work, show the screen, answer once.

    A tap that the present screen did not offer (an old message, a double tap, a forgery) ends in
    the present screen and a notice.
    """
    is_living = await _belongs_here(query, navigator)
    if is_living:
        await _take(query.data or "", navigator, routes, dishka_container)
    else:
        navigator.notice = notices.old_button(navigator.reader)
    await navigator.show(is_there=is_living)
    await answer(query, navigator.notice)


async def _belongs_here(query: CallbackQuery, navigator: Navigator) -> bool:
    """Tell whether the tapped message is the living one; another loses its buttons."""
    if query.message is None or navigator.is_living(query.message.message_id):
        return query.message is not None
    await navigator.retire(query.message.message_id)
    return False


async def _take(data: str, navigator: Navigator, routes: Routes, container: AsyncContainer) -> None:
    route = routes.taps.get(data.partition(":")[0])
    tap = _read(route, data) if route else None
    if route is None or tap is None or (route.views and navigator.top.view not in route.views):
        navigator.notice = notices.old_button(navigator.reader)
        return
    try:
        await route.handler(tap, navigator, dishka_container=container)
    except DomainError as error:
        navigator.say_problem(error)
    except (EventRefusedError, UnreadableFrameError):  # no such choice here
        navigator.notice = notices.old_button(navigator.reader)


def _read(route: TapRoute, data: str) -> CallbackData | None:
    try:
        return route.data.unpack(data)
    except (TypeError, ValueError):
        return None
