"""Which code opens a view, and which takes a tap: one table, looked up by the tap's prefix."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from typing import TypeVar

from aiogram.filters.callback_data import CallbackData
from dishka import AsyncContainer
from dishka.integrations.aiogram import inject

from bot.navigation.frame import ViewId
from bot.views.screen import Screen

Opener = Callable[..., Awaitable[Screen]]
"""Takes `(frame, navigator)`, and injected services; returns the screen."""

Handler = Callable[..., Awaitable[None]]
"""Takes `(tap, navigator)`, `(text, navigator)` or `(arguments, navigator)`, and services."""

OpenerT = TypeVar("OpenerT", bound=Opener)
HandlerT = TypeVar("HandlerT", bound=Handler)
Result = TypeVar("Result")
Key = TypeVar("Key")
Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class TapRoute:
    """Who takes a tap, and on which views it can have been made; none means on any.

    A tap that is taken `anywhere` may come from a message that is not the living one, such as a
    reminder: that message then becomes the living one. One that goes `beneath` comes from a
    message to be kept, such as a list of news: what it opens is shown in a new one.
    """

    data: type[CallbackData]
    handler: Handler
    views: frozenset[ViewId]
    anywhere: bool = False
    beneath: bool = False


@dataclass(frozen=True, slots=True)
class Routes:
    """The tables of one screen's module or, merged, of the whole chat."""

    openers: dict[ViewId, Opener] = field(default_factory=dict)
    taps: dict[str, TapRoute] = field(default_factory=dict)
    texts: dict[ViewId, Handler] = field(default_factory=dict)
    commands: dict[str, Handler] = field(default_factory=dict)

    def opens(self, view: ViewId) -> Callable[[OpenerT], OpenerT]:
        """Note the function that loads and renders a view."""

        def register(opener: OpenerT) -> OpenerT:
            self.openers[view] = _injected(opener)
            return opener

        return register

    def tap(
        self,
        data: type[CallbackData],
        *views: ViewId,
        anywhere: bool = False,
        beneath: bool = False,
    ) -> Callable[[HandlerT], HandlerT]:
        """Note the function that takes a tap made on one of the views (none: on any)."""

        def register(handler: HandlerT) -> HandlerT:
            route = TapRoute(data, _injected(handler), frozenset(views), anywhere, beneath)
            self.taps[data.__prefix__] = route
            return handler

        return register

    def text(self, view: ViewId) -> Callable[[HandlerT], HandlerT]:
        """Note the function that takes a text written on the view."""

        def register(handler: HandlerT) -> HandlerT:
            self.texts[view] = _injected(handler)
            return handler

        return register

    def command(self, name: str) -> Callable[[HandlerT], HandlerT]:
        """Note the function that takes `/name`, with what was written after it."""

        def register(handler: HandlerT) -> HandlerT:
            self.commands[name] = _injected(handler)
            return handler

        return register


def _injected(function: Callable[..., Awaitable[Result]]) -> Callable[..., Awaitable[Result]]:
    """Let the function be called with the container, whether it asks for services or not."""
    injected = inject(function)
    if injected is not function:
        return injected

    @wraps(function)
    async def without_container(*arguments: object, dishka_container: AsyncContainer) -> Result:  # noqa: ARG001 - the common signature
        return await function(*arguments)

    return without_container


def merge(parts: Iterable[Routes]) -> Routes:
    """Put the tables together; raises `ValueError` where two claim the same."""
    whole = Routes()
    for part in parts:
        _add(whole.openers, part.openers)
        _add(whole.taps, part.taps)
        _add(whole.texts, part.texts)
        _add(whole.commands, part.commands)
    return whole


def _add(table: dict[Key, Entry], entries: dict[Key, Entry]) -> None:
    if twice := table.keys() & entries.keys():
        raise ValueError(f"claimed twice: {twice}")
    table.update(entries)
