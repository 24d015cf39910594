from collections.abc import Sequence
from dataclasses import dataclass

from domain.availability.model import VisitPlan
from domain.catalog.deposit import NO_DEPOSIT, DepositItem, deposit_due
from domain.payments.model import Deposit
from domain.payments.provider_ports import PaymentProviders
from domain.shared.money import Money
from domain.visit.model import BookingItem, ClientRecord
from domain.visit.policies import is_flagged


@dataclass(frozen=True, slots=True)
class DepositTerms:
    """What is paid in advance: `due`, if anything.

    `not_taken` is a sum that the policies ask for and the payment provider does not take, because
    of its currency or because it is too small; the visit is then booked without a deposit.
    """

    due: Deposit | None = None
    not_taken: Money | None = None


@dataclass(frozen=True, slots=True)
class CalculateDeposit:
    """Calculate the deposit of a visit and choose its payment provider."""

    providers: PaymentProviders

    def execute(
        self, plan: VisitPlan, items: Sequence[BookingItem], record: ClientRecord
    ) -> DepositTerms:
        """Return the deposit by the policies; nothing if everything is paid at the venue.

        Bookings by the staff are paid at the venue, too.
        """
        if plan.by_staff:
            return DepositTerms()
        policies, currency = plan.profile.policies, plan.profile.location.currency
        provider = self.providers.for_currency(currency)
        if not provider.takes_deposits:
            return DepositTerms()
        own_rules = {planned.service.id: planned.service.deposit for planned in plan.services}
        amount = deposit_due(
            (DepositItem(item.price, own_rules[item.service_id]) for item in items),
            currency,
            policies.deposit,
            policies.flagged_deposit if is_flagged(record, policies) else NO_DEPOSIT,
        )
        if not amount.amount_minor:
            return DepositTerms()
        if not provider.takes(amount):
            return DepositTerms(not_taken=amount)
        return DepositTerms(due=Deposit(amount, provider.name))
