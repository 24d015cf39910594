"""The Bot API's methods, by topic; importing this package fills the registry."""

from demo.simulator.methods import (
    about_bot,
    about_chats,
    answers,
    deleting,
    editing,
    ephemeral,
    payments,
    receiving,
    sending,
)
from demo.simulator.methods.registry import HANDLERS, Call

__all__ = [
    "HANDLERS",
    "Call",
    "about_bot",
    "about_chats",
    "answers",
    "deleting",
    "editing",
    "ephemeral",
    "payments",
    "receiving",
    "sending",
]
