"""The declarations of a feature: screens, taps, texts, commands, menu buttons and error texts."""

from collections.abc import Awaitable, Callable, Collection, Iterable, MutableMapping
from dataclasses import dataclass, field, fields
from functools import wraps
from typing import NamedTuple, TypeVar

from aiogram.filters.callback_data import CallbackData
from dishka import AsyncContainer
from dishka.integrations.aiogram import inject

from bot.errors.texts import ErrorText
from bot.navigation.frames.frame import ViewId
from bot.navigation.roles import EVERYBODY, is_for
from bot.ui.screen import Screen
from domain.shared.errors import DomainError
from domain.shared.identity import Role

Opener = Callable[..., Awaitable[Screen]]
"""Takes `(frame, navigator)`, and injected services; returns the screen."""

Handler = Callable[..., Awaitable[None]]
"""Takes `(tap, navigator)`, `(text, navigator)`, `(arguments, navigator)` or `(phone, navigator)`.

Services are injected.
"""

OWN_CONTACT = "own"
"""The only contacts that are taken: a number of somebody else proves nothing."""

OpenerT = TypeVar("OpenerT", bound=Opener)
HandlerT = TypeVar("HandlerT", bound=Handler)
Result = TypeVar("Result")
Key = TypeVar("Key")
Entry = TypeVar("Entry")


class MenuEntry(NamedTuple):
    """A button in the menu of a role of the staff; low positions come first.

    `text` is English, marked with `gettext_noop`; the tap of kind `tap` has no fields.
    """

    role: Role
    position: int
    text: str
    tap: type[CallbackData]


@dataclass(frozen=True, slots=True)
class View:
    """How a screen is opened, whom it is for, and whether it has pages."""

    opener: Opener
    roles: frozenset[Role] = EVERYBODY
    has_pages: bool = False


@dataclass(frozen=True, slots=True)
class TapRoute:
    """The handler of a tap, and the views that offer it; none means any view.

    An `anywhere` tap may come from a message that is not the living one, such as a reminder: that
    message then becomes the living one. A `beneath` tap comes from a message to keep, such as a
    list of notifications: the screen that it opens is shown in a new message.
    """

    data: type[CallbackData]
    handler: Handler
    views: frozenset[ViewId]
    anywhere: bool = False
    beneath: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """The handler of `/name`, and how Telegram lists it; low positions come first.

    A command without a `text` works but is not listed.
    """

    name: str
    handler: Handler
    text: str = ""
    position: int = 0
    roles: frozenset[Role] = EVERYBODY


@dataclass(frozen=True, slots=True)
class Routes:
    """The routes of one module or, merged, of the whole chat.

    A second claim of the same view, tap, text, contact or command raises `ValueError`.

    `errors_of_admins` are texts for admins who act for a client, if those differ.
    """

    views: dict[str, View] = field(default_factory=dict)
    taps: dict[str, TapRoute] = field(default_factory=dict)
    texts: dict[str, Handler] = field(default_factory=dict)
    contacts: dict[str, Handler] = field(default_factory=dict)
    commands: dict[str, Command] = field(default_factory=dict)
    menu: dict[tuple[Role, int], MenuEntry] = field(default_factory=dict)
    errors: dict[type[DomainError], ErrorText] = field(default_factory=dict)
    errors_of_admins: dict[type[DomainError], ErrorText] = field(default_factory=dict)

    def opens(
        self,
        view: ViewId,
        *,
        roles: frozenset[Role] = EVERYBODY,
        has_pages: bool = False,
        menu: Collection[MenuEntry] = (),
    ) -> Callable[[OpenerT], OpenerT]:
        """Declare the function that loads and renders a view, and the menus that lead to it."""

        def register(opener: OpenerT) -> OpenerT:
            _add(self.views, {str(view): View(_injected(opener), roles, has_pages)})
            _add(self.menu, {(entry.role, entry.position): entry for entry in menu})
            return opener

        return register

    def tap(
        self,
        data: type[CallbackData],
        *views: ViewId,
        anywhere: bool = False,
        beneath: bool = False,
    ) -> Callable[[HandlerT], HandlerT]:
        """Declare the function that handles a tap on one of the views (none: on any)."""

        def register(handler: HandlerT) -> HandlerT:
            route = TapRoute(data, _injected(handler), frozenset(views), anywhere, beneath)
            _add(self.taps, {data.__prefix__: route})
            return handler

        return register

    def text(self, view: ViewId) -> Callable[[HandlerT], HandlerT]:
        """Declare the function that handles a text written on the view."""

        def register(handler: HandlerT) -> HandlerT:
            _add(self.texts, {str(view): _injected(handler)})
            return handler

        return register

    def contact(self) -> Callable[[HandlerT], HandlerT]:
        """Declare the function that takes the user's own phone number, whatever the view."""

        def register(handler: HandlerT) -> HandlerT:
            _add(self.contacts, {OWN_CONTACT: _injected(handler)})
            return handler

        return register

    def command(
        self, name: str, text: str = "", position: int = 0, roles: frozenset[Role] = EVERYBODY
    ) -> Callable[[HandlerT], HandlerT]:
        """Declare the function that handles `/name`, with the text after it.

        `text` is English, marked with `gettext_noop`: Telegram lists it for people of the roles; a
        command without one is not listed.
        """

        def register(handler: HandlerT) -> HandlerT:
            _add(self.commands, {name: Command(name, _injected(handler), text, position, roles)})
            return handler

        return register

    def may_see(self, view: str, held: Collection[Role]) -> bool:
        """Return whether a user with these roles may see the view; true if it is unknown."""
        return view not in self.views or is_for(self.views[view].roles, held)

    def menu_of(self, role: Role) -> tuple[MenuEntry, ...]:
        """Return the buttons in the menu of a role, in their order."""
        return tuple(entry for key, entry in sorted(self.menu.items()) if key[0] is role)

    def commands_for(self, held: Collection[Role]) -> tuple[Command, ...]:
        """Return the commands that are listed for these roles, in their order."""
        commands = sorted(self.commands.values(), key=lambda command: command.position)
        return tuple(found for found in commands if found.text and is_for(found.roles, held))


def _injected(function: Callable[..., Awaitable[Result]]) -> Callable[..., Awaitable[Result]]:
    """Make the function accept the container, whether it needs services or not."""
    injected = inject(function)
    if injected is not function:
        return injected

    @wraps(function)
    async def without_container(*arguments: object, dishka_container: AsyncContainer) -> Result:  # noqa: ARG001 - the common signature
        return await function(*arguments)

    return without_container


def merge(parts: Iterable[Routes]) -> Routes:
    """Merge declarations; raises `ValueError` if two claim the same key."""
    whole = Routes()
    for part in parts:
        for table in fields(Routes):
            _add(getattr(whole, table.name), getattr(part, table.name))
    return whole


def _add(table: MutableMapping[Key, Entry], entries: MutableMapping[Key, Entry]) -> None:
    if twice := table.keys() & entries.keys():
        raise ValueError(f"claimed twice: {twice}")
    table.update(entries)
