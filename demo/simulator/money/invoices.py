from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from aiogram.types import Invoice

from demo.simulator.queries import Query


class InvoiceState(Enum):
    """The state of an invoice; only an open one has a Pay button."""

    OPEN = "open"
    PAID = "paid"
    REFUNDED = "refunded"


@dataclass(slots=True, eq=False)
class SentInvoice:
    """An invoice as stored by Telegram, independent of its message.

    Attributes:
        payload: identifies the invoice for the bot; not visible to people.
        place: chat and key of its message; None for a forwarded copy.
        charges: its payments by charge id; more than one is a mistake of the payer.
    """

    invoice: Invoice
    payload: str
    place: tuple[int, int] | None = None
    charges: dict[str, "Charge"] = field(default_factory=dict)

    @property
    def state(self) -> InvoiceState:
        """Refunded once all payments are refunded."""
        if not self.charges:
            return InvoiceState.OPEN
        kept = any(charge.refunded_at is None for charge in self.charges.values())
        return InvoiceState.PAID if kept else InvoiceState.REFUNDED

    @property
    def has_pay_button(self) -> bool:
        """Whether it has a Pay button: a forwarded copy with a start parameter has a link."""
        return self.place is not None or not self.invoice.start_parameter

    def forwarded(self) -> "SentInvoice":
        """Returns the copy that another person gets."""
        return SentInvoice(self.invoice, self.payload)


@dataclass(slots=True, eq=False)
class Checkout:
    """A payment in progress: first the bot's answer, later (perhaps much later) the money.

    Attributes:
        is_late: whether the money waits until it is released manually.
        is_over: whether the money arrived, or never will.
    """

    query: Query
    invoice: SentInvoice
    is_late: bool = False
    is_over: bool = False

    @property
    def answered(self) -> bool:
        """Whether the bot answered in time."""
        return self.query.answered

    @property
    def accepted(self) -> bool:
        """Whether the bot accepted the payment."""
        return self.query.accepted

    @property
    def text(self) -> str:
        """The bot's reason for a rejection."""
        return self.query.text

    @property
    def is_under_way(self) -> bool:
        """Whether the money may still arrive."""
        return self.accepted and not self.is_over


@dataclass(slots=True, eq=False)
class Charge:
    """A received payment, which may be refunded."""

    charge_id: str
    person_id: int
    invoice: SentInvoice
    paid_at: datetime
    refunded_at: datetime | None = None

    @property
    def amount(self) -> int:
        """In minor units, or in stars."""
        return self.invoice.invoice.total_amount

    @property
    def currency(self) -> str:
        """ISO 4217, or XTR."""
        return self.invoice.invoice.currency
