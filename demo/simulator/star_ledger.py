from dataclasses import dataclass, field, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StarPayment:
    """Stars that came in, and may have gone back."""

    charge_id: str
    person_id: int
    amount: int
    payload: str
    paid_at: datetime
    refunded_at: datetime | None = None


@dataclass(slots=True)
class StarLedger:
    """The bot's balance of Telegram Stars, as the payments behind it."""

    payments: dict[str, StarPayment] = field(default_factory=dict)

    def add(self, payment: StarPayment) -> None:
        """Books a payment."""
        self.payments[payment.charge_id] = payment

    def refund(self, charge_id: str, at: datetime) -> StarPayment:
        """Books that a payment went back."""
        refunded = replace(self.payments[charge_id], refunded_at=at)
        self.payments[charge_id] = refunded
        return refunded
