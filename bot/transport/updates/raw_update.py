"""Updates as Telegram wrote them: nothing in them is known to be readable."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MONEY = ("successful_payment", "refunded_payment")
CHECKOUT = "pre_checkout_query"
MESSAGE = "message"
TAP = "callback_query"
SENDERS = ("sender_chat", "from", "chat")

LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """An update and the few facts that decide where it waits.

    `kind` is the name of its only content, such as `message`; empty if there is none.
    """

    update_id: int
    kind: str
    body: Mapping[str, Any]

    @property
    def content(self) -> Mapping[str, Any]:
        """The message, tap or query itself."""
        return mapping(self.body.get(self.kind))

    @property
    def person(self) -> int:
        """Who sent it: a chat that speaks for its members, else a user, else the chat, else 0."""
        ids = (mapping(self.content.get(name)).get("id") for name in SENDERS)
        return next((sender for sender in ids if isinstance(sender, int)), 0)

    @property
    def is_urgent(self) -> bool:
        """Whether it waits for nobody: Telegram ends a checkout after 10 seconds."""
        return self.kind == CHECKOUT or self.has_money

    @property
    def has_money(self) -> bool:
        """Whether it reports a payment or refund."""
        return self.kind == MESSAGE and any(name in self.content for name in MONEY)

    @property
    def album(self) -> str:
        """The id of the album of which a message is a part, or nothing."""
        return str(self.content.get("media_group_id") or "")

    def supersedes(self, earlier: "RawUpdate") -> bool:
        """Return whether only this one needs an answer: the same tap again, or another command."""
        mine, other = self.content, earlier.content
        if self.kind != earlier.kind:
            return False
        if self.kind == TAP:
            return _tapped(mine) == _tapped(other)
        return self.kind == MESSAGE and _is_command(mine) and _is_command(other)


def read_raw(body: object) -> RawUpdate | None:
    """Return an update of any kind, or nothing if it is none."""
    if not isinstance(body, Mapping):
        return None
    update_id = body.get("update_id")
    if not isinstance(update_id, int) or not 0 <= update_id <= LARGEST_ID:
        return None
    return RawUpdate(update_id, next((name for name in body if name != "update_id"), ""), body)


def mapping(value: object) -> Mapping[str, Any]:
    """Return an object of JSON, or an empty one in the place of anything else."""
    return value if isinstance(value, Mapping) else {}


def _tapped(content: Mapping[str, Any]) -> tuple[object, ...]:
    message = mapping(content.get("message"))
    return content.get("data"), message.get("message_id"), mapping(message.get("chat")).get("id")


def _is_command(content: Mapping[str, Any]) -> bool:
    chat = mapping(content.get("chat"))
    return chat.get("type") == "private" and str(content.get("text") or "").startswith("/")
