import pytest

from domain.catalog.deposit import DepositRule
from domain.payments.errors import HoldOverError, PaymentFailedError
from domain.payments.model import PaymentState
from domain.payments.provider_ports import Invoice
from domain.shared.destination import Chat
from domain.shared.ids import InvoiceRef
from domain.shared.money import Money
from domain.visit.errors import VisitNotFoundError
from tests.domain.checkout.deposit_shop import NOON, TEN_MINUTES, DepositShop
from tests.support.fake_provider import FakePaymentProvider
from tests.support.services import choice_of


async def test_the_client_gets_an_invoice_over_what_is_due(deposit_shop: DepositShop) -> None:
    ann = await deposit_shop.meet()

    hold = await deposit_shop.hold(ann)

    ((message_id, invoice),) = deposit_shop.fake_provider.invoices.items()
    payment = await deposit_shop.payment(hold)
    assert (invoice.destination, invoice.payload, invoice.amount) == (
        Chat(deposit_shop.telegram_ids[ann.user_id]),
        payment.payload,
        Money(1000, "EUR"),
    )
    assert (payment.state, payment.invoice_ref) == (PaymentState.INVOICED, message_id)


async def test_asked_again_the_new_invoice_takes_the_place_of_the_old(
    deposit_shop: DepositShop,
) -> None:
    """So does who closed the window of the first one, and wants to pay after all."""
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    first, _ = deposit_shop.fake_provider.invoices.popitem()
    deposit_shop.fake_provider.invoices[first] = _

    again = await deposit_shop.payment_services.request(ann, hold)

    (second,) = set(deposit_shop.fake_provider.invoices) - {first}
    assert again is not None
    assert (again.invoice_ref, deposit_shop.fake_provider.withdrawn) == (second, [first])
    assert await deposit_shop.ways(hold) == ["created", "invoiced", "invoiced"]


async def test_a_provider_that_refuses_leaves_the_hold_for_another_try(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.services.book(
        ann, deposit_shop.shop, choice_of(deposit_shop.cut), NOON
    )
    deposit_shop.fake_provider.is_away = True

    with pytest.raises(PaymentFailedError):
        await deposit_shop.payment_services.request(ann, hold)

    assert (await deposit_shop.payment(hold)).state is PaymentState.CREATED
    deposit_shop.fake_provider.is_away = False
    assert await deposit_shop.payment_services.request(ann, hold) is not None


async def test_whom_nothing_is_asked_of_gets_no_invoice(deposit_shop: DepositShop) -> None:
    await deposit_shop.database.change_policies(deposit_shop.shop, deposit=DepositRule())
    ann = await deposit_shop.meet()
    visit = await deposit_shop.services.book(
        ann, deposit_shop.shop, choice_of(deposit_shop.cut), NOON
    )

    assert await deposit_shop.payment_services.request(ann, visit) is None
    assert deposit_shop.fake_provider.invoices == {}


async def test_nobody_is_asked_for_what_is_paid_over_or_somebody_elses(
    deposit_shop: DepositShop,
) -> None:
    ann, bob = await deposit_shop.meet(), await deposit_shop.meet("Bob")
    hold = await deposit_shop.hold(ann)
    sent = dict(deposit_shop.fake_provider.invoices)

    with pytest.raises(VisitNotFoundError):
        await deposit_shop.payment_services.request(bob, hold)
    deposit_shop.pass_(TEN_MINUTES)
    with pytest.raises(HoldOverError):
        await deposit_shop.payment_services.request(ann, hold)
    await deposit_shop.pay(ann, hold)
    assert await deposit_shop.payment_services.request(ann, hold) is None

    assert deposit_shop.fake_provider.invoices == sent


class SlowProvider(FakePaymentProvider):
    """While it sends an invoice the world goes on."""

    def __init__(self, deposit_shop: DepositShop) -> None:
        super().__init__()
        self._parlour = deposit_shop

    async def create_invoice(self, invoice: Invoice) -> InvoiceRef:
        sent = await super().create_invoice(invoice)
        self._parlour.pass_(TEN_MINUTES)
        await self._parlour.open_services().release_holds()
        return sent


async def test_an_invoice_that_came_after_the_hold_ran_out_is_taken_away(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.services.book(
        ann, deposit_shop.shop, choice_of(deposit_shop.cut), NOON
    )
    fake_provider = deposit_shop.use(SlowProvider(deposit_shop))

    with pytest.raises(HoldOverError):
        await deposit_shop.open_payment_services().request(ann, hold)

    assert fake_provider.withdrawn == list(fake_provider.invoices)
    assert await deposit_shop.states(hold) == [PaymentState.FAILED]
