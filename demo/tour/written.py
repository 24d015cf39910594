"""Values from the database, to compare with the claims of the chats."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class WrittenPayment:
    """A payment in the database, in minor units; `paid_by` is the method at the venue."""

    state: str
    amount_minor: int
    refund_minor: int
    paid_by: str | None


@dataclass(frozen=True, slots=True)
class WrittenBooking:
    """A visit in any status, with all its payments."""

    id: int
    status: str
    starts_at: datetime
    ends_at: datetime
    price_minor: int
    deposit_minor: int
    late_minutes: int
    arrived_at: datetime | None
    confirmed_by_client_at: datetime | None
    source: str
    payments: tuple[WrittenPayment, ...]

    @property
    def stands(self) -> tuple[str, list[str]]:
        """The status, and the states of the payments."""
        return self.status, [payment.state for payment in self.payments]

    @property
    def went_back_whole(self) -> bool:
        """Whether all payments are fully refunded in the database."""
        back = [payment.refund_minor for payment in self.payments]
        return back == [payment.amount_minor for payment in self.payments]


@dataclass(frozen=True, slots=True)
class WrittenItem:
    """One service of a confirmed visit in the database."""

    booking_id: int
    start_at: datetime
    end_at: datetime
    master: str
    service: str


@dataclass(frozen=True, slots=True)
class WrittenRecord:
    """How often a client came and how often not."""

    kept_visits: int
    missed_visits: int
