from typing import Protocol

from domain.notifications.content.contents import Notification


class Notifier(Protocol):
    """Writes the text of a notification and sends it."""

    async def send(self, notification: Notification) -> None:
        """Send the notification; return once it has arrived.

        Raises:
            RecipientGoneError: the recipient cannot receive messages.
            DeliveryFailedError: a later attempt may succeed.
        """
        ...
