from typing import Protocol

from domain.notifications.content import Notification


class Notifier(Protocol):
    """Puts a notification into words and before people's eyes."""

    async def send(self, notification: Notification) -> None:
        """Send it; returns once it has arrived.

        Raises:
            RecipientGoneError: they take no messages.
            DeliveryFailedError: it may go well another time.
        """
        ...
