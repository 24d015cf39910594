from collections.abc import Sequence
from dataclasses import dataclass

from domain.availability.model import VisitPlan
from domain.catalog.deposit import NO_DEPOSIT, DepositItem, deposit_due
from domain.payments.model import Deposit
from domain.payments.provider_ports import PaymentProviders
from domain.visit.model import BookingItem, ClientRecord
from domain.visit.policies import is_flagged


@dataclass(frozen=True, slots=True)
class CalculateDeposit:
    """Calculate the deposit of a visit and choose its payment provider."""

    providers: PaymentProviders

    def execute(
        self, plan: VisitPlan, items: Sequence[BookingItem], record: ClientRecord
    ) -> Deposit | None:
        """Return the deposit by the policies; `None` if everything is paid at the venue.

        Bookings by the staff are paid at the venue, too.
        """
        if plan.by_staff:
            return None
        policies, currency = plan.profile.policies, plan.profile.location.currency
        provider = self.providers.for_currency(currency)
        if not provider.takes_deposits:
            return None
        own_rules = {planned.service.id: planned.service.deposit for planned in plan.services}
        amount = deposit_due(
            (DepositItem(item.price, own_rules[item.service_id]) for item in items),
            currency,
            policies.deposit,
            policies.flagged_deposit if is_flagged(record, policies) else NO_DEPOSIT,
        )
        return Deposit(amount, provider.name) if amount.amount_minor else None
