import pytest

from domain.catalog.deposit import DepositRule
from domain.payments.errors import HoldOverError, PaymentFailedError
from domain.payments.model import PaymentState
from domain.payments.provider_ports import Invoice
from domain.shared.destination import Chat
from domain.shared.ids import InvoiceRef
from domain.shared.money import Money
from domain.visit.errors import VisitNotFoundError
from tests.domain.checkout.deposit_shop import NOON, TEN_MINUTES, Parlour
from tests.support.fake_provider import FakePaymentProvider
from tests.support.services import choice_of


async def test_the_client_gets_an_invoice_over_what_is_due(parlour: Parlour) -> None:
    ann = await parlour.meet()

    hold = await parlour.hold(ann)

    ((message_id, invoice),) = parlour.till.invoices.items()
    payment = await parlour.payment(hold)
    assert (invoice.destination, invoice.payload, invoice.amount) == (
        Chat(parlour.telegram_ids[ann.user_id]),
        payment.payload,
        Money(1000, "EUR"),
    )
    assert (payment.state, payment.invoice_ref) == (PaymentState.INVOICED, message_id)


async def test_asked_again_the_new_invoice_takes_the_place_of_the_old(parlour: Parlour) -> None:
    """So does who closed the window of the first one, and wants to pay after all."""
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    first, _ = parlour.till.invoices.popitem()
    parlour.till.invoices[first] = _

    again = await parlour.payment_services.request(ann, hold)

    (second,) = set(parlour.till.invoices) - {first}
    assert again is not None
    assert (again.invoice_ref, parlour.till.withdrawn) == (second, [first])
    assert await parlour.ways(hold) == ["created", "invoiced", "invoiced"]


async def test_a_provider_that_refuses_leaves_the_hold_for_another_try(parlour: Parlour) -> None:
    ann = await parlour.meet()
    hold = await parlour.services.book(ann, parlour.shop, choice_of(parlour.cut), NOON)
    parlour.till.is_away = True

    with pytest.raises(PaymentFailedError):
        await parlour.payment_services.request(ann, hold)

    assert (await parlour.payment(hold)).state is PaymentState.CREATED
    parlour.till.is_away = False
    assert await parlour.payment_services.request(ann, hold) is not None


async def test_whom_nothing_is_asked_of_gets_no_invoice(parlour: Parlour) -> None:
    await parlour.database.change_policies(parlour.shop, deposit=DepositRule())
    ann = await parlour.meet()
    visit = await parlour.services.book(ann, parlour.shop, choice_of(parlour.cut), NOON)

    assert await parlour.payment_services.request(ann, visit) is None
    assert parlour.till.invoices == {}


async def test_nobody_is_asked_for_what_is_paid_over_or_somebody_elses(parlour: Parlour) -> None:
    ann, bob = await parlour.meet(), await parlour.meet("Bob")
    hold = await parlour.hold(ann)
    sent = dict(parlour.till.invoices)

    with pytest.raises(VisitNotFoundError):
        await parlour.payment_services.request(bob, hold)
    parlour.pass_(TEN_MINUTES)
    with pytest.raises(HoldOverError):
        await parlour.payment_services.request(ann, hold)
    await parlour.pay(ann, hold)
    assert await parlour.payment_services.request(ann, hold) is None

    assert parlour.till.invoices == sent


class SlowProvider(FakePaymentProvider):
    """While it sends an invoice the world goes on."""

    def __init__(self, parlour: Parlour) -> None:
        super().__init__()
        self._parlour = parlour

    async def create_invoice(self, invoice: Invoice) -> InvoiceRef:
        sent = await super().create_invoice(invoice)
        self._parlour.pass_(TEN_MINUTES)
        await self._parlour.open_desk().release_holds()
        return sent


async def test_an_invoice_that_came_after_the_hold_ran_out_is_taken_away(parlour: Parlour) -> None:
    ann = await parlour.meet()
    hold = await parlour.services.book(ann, parlour.shop, choice_of(parlour.cut), NOON)
    till = parlour.till = SlowProvider(parlour)

    with pytest.raises(HoldOverError):
        await parlour.open_cashier().request(ann, hold)

    assert till.withdrawn == list(till.invoices)
    assert await parlour.states(hold) == [PaymentState.FAILED]
