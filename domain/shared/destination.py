from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a message or an invoice is sent; each channel has its own subclass."""


@dataclass(frozen=True, slots=True)
class Chat(Destination):
    """A private or group chat with the bot."""

    id: int
