from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from aiogram.types import Invoice

from demo.simulator.queries import Query


class InvoiceState(Enum):
    """What an invoice shows instead of its button, or that it still has it."""

    OPEN = "open"
    PAID = "paid"
    REFUNDED = "refunded"


@dataclass(slots=True, eq=False)
class SentInvoice:
    """An invoice as Telegram keeps it, whatever becomes of its message.

    Attributes:
        payload: tells the bot what it is for; nobody else sees it.
        place: chat and key of its message; None for a forwarded copy, which is elsewhere.
        charges: the payments of it, by charge id; more than one is the payer's mishap.
    """

    invoice: Invoice
    payload: str
    place: tuple[int, int] | None = None
    charges: dict[str, "Charge"] = field(default_factory=dict)

    @property
    def state(self) -> InvoiceState:
        """Refunded as soon as all that was paid went back."""
        if not self.charges:
            return InvoiceState.OPEN
        kept = any(charge.refunded_at is None for charge in self.charges.values())
        return InvoiceState.PAID if kept else InvoiceState.REFUNDED

    @property
    def has_pay_button(self) -> bool:
        """A forwarded copy with a start parameter has a link to the bot instead."""
        return self.place is not None or not self.invoice.start_parameter

    def forwarded(self) -> "SentInvoice":
        """The copy that another person gets."""
        return SentInvoice(self.invoice, self.payload)


@dataclass(slots=True, eq=False)
class Checkout:
    """A payment on its way: the bot's word on it first, the money (perhaps much) later.

    Attributes:
        is_late: whether the money waits until somebody lets it come.
        is_over: whether it came, or never will.
    """

    query: Query
    invoice: SentInvoice
    is_late: bool = False
    is_over: bool = False

    @property
    def answered(self) -> bool:
        """Whether the bot said anything in time."""
        return self.query.answered

    @property
    def accepted(self) -> bool:
        """Whether the bot lets the payment go on."""
        return self.query.accepted

    @property
    def text(self) -> str:
        """Why the bot does not."""
        return self.query.text

    @property
    def is_under_way(self) -> bool:
        """Whether money may still come of it."""
        return self.accepted and not self.is_over


@dataclass(slots=True, eq=False)
class Charge:
    """Money that came in, and may have gone back."""

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
