"""The text of each kind of message, by reader; the modules of `texts` register them."""

from collections.abc import Callable
from typing import Any, TypeVar

from markupsafe import Markup

from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from domain.notifications.content.contents import Content
from domain.notifications.content.kind import Kind
from domain.outbox.message import MessageKind

C = TypeVar("C", bound=Content[Any])

ToOne = Callable[[C, Localizer], Screen]
"""A message with its buttons, for a client or a master."""

ToAdmins = Callable[[C, Localizer], Markup]
"""A paragraph: one message can contain several."""

TO_ONE: dict[MessageKind, ToOne[Any]] = {}
TO_ADMINS: dict[MessageKind, ToAdmins[Any]] = {}


def to_one(kind: Kind[Any, C]) -> Callable[[ToOne[C]], ToOne[C]]:
    """Register the text for one person; raises `ValueError` if there is one already."""

    def register(text: ToOne[C]) -> ToOne[C]:
        if TO_ONE.setdefault(kind.name, text) is not text:
            raise ValueError(f"{kind.name} has two texts for one person")
        return text

    return register


def to_admins(kind: Kind[Any, C]) -> Callable[[ToAdmins[C]], ToAdmins[C]]:
    """Register the text for the admins; raises `ValueError` if there is one already."""

    def register(text: ToAdmins[C]) -> ToAdmins[C]:
        if TO_ADMINS.setdefault(kind.name, text) is not text:
            raise ValueError(f"{kind.name} has two texts for the admins")
        return text

    return register
