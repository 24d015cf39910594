"""Requests of the page, validated before they are executed."""

from datetime import timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from demo.simulator.money.invoices import Checkout, SentInvoice
from demo.simulator.people import Person
from demo.simulator.reading import ShownMessage, Window
from demo.simulator.world import World

_MAX_TEXT = 4096
_MAX_CLOCK_MINUTES = 60 * 24 * 60


class Asked(BaseModel):
    """A request of a person in a chat."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    viewer: int
    chat: int

    def person(self, world: World) -> Person:
        """Returns the person; raises `LookupError` if the person is not in this chat."""
        if self.viewer not in world.people or self.chat not in world.chats:
            raise LookupError("no such person or chat")
        if self.chat not in {self.viewer, *(group.id for group in world.groups())}:
            raise LookupError("that is another person's chat")
        return Person(world, self.viewer)

    def window(self, world: World) -> Window:
        """Returns the chat as this person sees it."""
        return Window(world, world.chats[self.chat], self.viewer)


class AskedWithText(Asked):
    """Request to write, or to press a key of the reply keyboard."""

    text: str = Field(min_length=1, max_length=_MAX_TEXT)


class AskedForLanguage(Asked):
    """Request to set the language of Telegram."""

    code: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")


class AskedForBlock(Asked):
    """Request to block or unblock the bot."""

    blocked: bool


class AskedOnMessage(Asked):
    """Request about a message."""

    key: int

    def shown(self, world: World) -> ShownMessage:
        """Returns the message; raises `LookupError` if this person does not see it."""
        for shown in self.window(world).messages:
            if shown.key == self.key:
                return shown
        raise LookupError("that message is gone")

    def invoice(self, world: World) -> SentInvoice:
        """Returns the invoice; raises `LookupError` if the message is not an invoice."""
        found = world.till.invoices.get((self.chat, self.shown(world).key))
        if found is None:
            raise LookupError("not an invoice")
        return found


class AskedForTap(AskedOnMessage):
    """Request to tap a button of a message."""

    data: str


class WayToPay(StrEnum):
    """The outcome of a payment that the bot accepts."""

    PAID = "paid"
    DECLINED = "declined"
    LATE = "late"


class AskedForPayment(AskedOnMessage):
    """Request to pay an invoice."""

    way: WayToPay


class AskedForMoney(Asked):
    """Request to complete or decline a late payment."""

    checkout: str
    succeed: bool

    def under_way(self, world: World) -> Checkout:
        """Returns the payment in progress; raises `LookupError` if this person has none."""
        found = world.till.checkouts.get(self.checkout)
        if found is None or found.query.person_id != self.viewer or not found.is_under_way:
            raise LookupError("that payment is over")
        return found


class AskedForTime(BaseModel):
    """Request to move the clock forward, never backward."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    minutes: int = Field(gt=0, le=_MAX_CLOCK_MINUTES)

    @property
    def step(self) -> timedelta:
        """The same as a `timedelta`."""
        return timedelta(minutes=self.minutes)
