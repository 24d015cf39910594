from dataclasses import dataclass, field
from datetime import datetime

from demo.simulator.money.invoices import Charge, Checkout, SentInvoice
from domain.shared.currencies import STARS


@dataclass(frozen=True, slots=True)
class StarMove:
    """One line of the bot's Stars account: a payment or its refund."""

    charge: Charge
    at: datetime
    is_refund: bool


@dataclass(slots=True)
class Till:
    """All invoices and their payments, and the complete Stars account of the bot."""

    invoices: dict[tuple[int, int], SentInvoice] = field(default_factory=dict)
    checkouts: dict[str, Checkout] = field(default_factory=dict)
    charges: dict[str, Charge] = field(default_factory=dict)
    star_moves: list[StarMove] = field(default_factory=list)

    def issue(self, invoice: SentInvoice, place: tuple[int, int]) -> None:
        """Stores an invoice under the chat and the key of its message."""
        invoice.place = place
        self.invoices[place] = invoice

    def take(self, charge: Charge) -> None:
        """Records a payment."""
        self.charges[charge.charge_id] = charge
        charge.invoice.charges[charge.charge_id] = charge
        if charge.currency == STARS:
            self.star_moves.append(StarMove(charge, charge.paid_at, is_refund=False))

    def give_back(self, charge: Charge, at: datetime) -> None:
        """Records the refund of a payment in Stars, which is always a full refund."""
        charge.refunded_at = at
        self.star_moves.append(StarMove(charge, at, is_refund=True))
