from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a message or an invoice goes; each channel has a kind of its own."""


@dataclass(frozen=True, slots=True)
class Chat(Destination):
    """A chat with the bot, of one person or of a group."""

    id: int
