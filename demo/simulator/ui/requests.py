"""What the page can ask for, checked before anything happens."""

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
    """Somebody wants to do something in a chat."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    viewer: int
    chat: int

    def person(self, world: World) -> Person:
        """Raises `LookupError` for somebody who is not in this chat."""
        if self.viewer not in world.people or self.chat not in world.chats:
            raise LookupError("no such person or chat")
        if self.chat not in {self.viewer, *(group.id for group in world.groups())}:
            raise LookupError("that is another person's chat")
        return Person(world, self.viewer)

    def window(self, world: World) -> Window:
        """The chat as this person sees it."""
        return Window(world, world.chats[self.chat], self.viewer)


class AskedWithText(Asked):
    """To write, or to press a key of the reply keyboard."""

    text: str = Field(min_length=1, max_length=_MAX_TEXT)


class AskedForLanguage(Asked):
    """To set one's Telegram to a language."""

    code: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")


class AskedForBlock(Asked):
    """To block the bot, or to let it write again."""

    blocked: bool


class AskedOnMessage(Asked):
    """To do something with a message."""

    key: int

    def shown(self, world: World) -> ShownMessage:
        """Raises `LookupError` when the message is gone, or was never shown to this person."""
        for shown in self.window(world).messages:
            if shown.key == self.key:
                return shown
        raise LookupError("that message is gone")

    def invoice(self, world: World) -> SentInvoice:
        """Raises `LookupError` when the message is none."""
        found = world.till.invoices.get((self.chat, self.shown(world).key))
        if found is None:
            raise LookupError("not an invoice")
        return found


class AskedForTap(AskedOnMessage):
    """To tap a button of a message."""

    data: str


class WayToPay(StrEnum):
    """What shall come of a payment to which the bot agrees."""

    PAID = "paid"
    DECLINED = "declined"
    LATE = "late"


class AskedForPayment(AskedOnMessage):
    """To pay an invoice."""

    way: WayToPay


class AskedForMoney(Asked):
    """To let money that is on its way come, or fail after all."""

    checkout: str
    succeed: bool

    def under_way(self, world: World) -> Checkout:
        """Raises `LookupError` when nothing of this person is on its way."""
        found = world.till.checkouts.get(self.checkout)
        if found is None or found.query.person_id != self.viewer or not found.is_under_way:
            raise LookupError("that payment is over")
        return found


class AskedForTime(BaseModel):
    """To move the clock forward; time does not run backwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    minutes: int = Field(gt=0, le=_MAX_CLOCK_MINUTES)

    @property
    def step(self) -> timedelta:
        """The same as a stretch of time."""
        return timedelta(minutes=self.minutes)
