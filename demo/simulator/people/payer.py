from enum import Enum

from demo.simulator.money.invoices import Charge, Checkout, SentInvoice
from demo.simulator.paying import begin_checkout, complete_payment, give_stars_back
from demo.simulator.people.tapper import Tapper
from demo.simulator.queries import CHECKOUT_TIMEOUT
from demo.simulator.reading import ShownMessage
from demo.timeouts import scaled

CHECKOUT_WAIT_S = scaled(CHECKOUT_TIMEOUT.total_seconds())


class PaymentOutcome(Enum):
    """The result of a payment attempt."""

    PAID = "paid"
    DECLINED = "the card was declined"
    REFUSED = "the bot refused"
    UNANSWERED = "the bot did not answer in time"
    LATE = "the money is on its way"


class Payer(Tapper):
    """A person who pays invoices.

    Opening and closing an invoice needs no method, because the bot does not notice it. Late money
    is a `checkout` followed later by `complete`.
    """

    __slots__ = ()

    async def pay(
        self,
        invoice: ShownMessage | SentInvoice | int | None = None,
        *,
        succeed: bool = True,
        again: bool = False,
        wait: bool = True,
    ) -> PaymentOutcome:
        """Pays an invoice, by default the newest; without `succeed` the card is declined."""
        checkout = await self.checkout(invoice, again=again)
        if not checkout.answered:
            return PaymentOutcome.UNANSWERED
        if not checkout.accepted:
            return PaymentOutcome.REFUSED
        if succeed:
            await self.complete(checkout, wait=wait)
            return PaymentOutcome.PAID
        await self.decline(checkout, wait=wait)
        return PaymentOutcome.DECLINED

    async def checkout(
        self,
        invoice: ShownMessage | SentInvoice | int | None = None,
        *,
        again: bool = False,
        timeout_s: float = CHECKOUT_WAIT_S,
    ) -> Checkout:
        """Starts a payment up to the bot's answer, which Telegram awaits for 10 seconds.

        The invoice is by default the newest, and can be a forwarded copy. With `again` it may
        already be paid, as on a second phone with an old screen.

        Raises:
            LookupError: the invoice is gone, or shows a receipt.
            NoSuchButtonError: it is a copy with a link instead of a button.
        """
        sent = invoice if isinstance(invoice, SentInvoice) else self._sent(invoice)
        checkout = begin_checkout(self.world, self.id, sent, again=again)
        await self.world.progress.until(lambda: checkout.answered, timeout_s=timeout_s)
        checkout.query.expired = not checkout.answered
        return checkout

    async def complete(self, checkout: Checkout, *, tell: bool = True, wait: bool = True) -> Charge:
        """Lets the money of an accepted checkout arrive, at once or later.

        The invoice may be deleted or paid in the meantime. Without `tell` the bot gets no update
        and has to ask Telegram.

        Raises:
            LookupError: it was not accepted, or it is already over.
        """
        charge = complete_payment(self.world, checkout, tell=tell)
        if wait:
            await self.settle()
        return charge

    async def decline(self, checkout: Checkout, *, wait: bool = True) -> None:
        """Lets the card be declined, or the payer give up; Telegram sends the bot no update."""
        checkout.is_over = True
        if wait:
            await self.settle()

    async def get_stars_back(
        self, charge: Charge | None = None, *, tell: bool = True, wait: bool = True
    ) -> None:
        """Lets the provider refund Stars, by default of the newest payment.

        Without `tell` the bot gets no update and has to ask Telegram.

        Raises:
            LookupError: they are already refunded, or it was not a payment in Stars.
        """
        give_stars_back(self.world, charge or self.charges[-1], tell=tell)
        if wait:
            await self.settle()

    def forward_invoice(self, invoice: ShownMessage | int | None = None) -> SentInvoice:
        """Returns a forwarded copy: it has a Pay button only without a start parameter."""
        return self._sent(invoice).forwarded()

    @property
    def charges(self) -> list[Charge]:
        """All payments of this person, from old to new."""
        return [c for c in self.world.till.charges.values() if c.person_id == self.id]

    @property
    def invoices(self) -> list[SentInvoice]:
        """The invoices in the private chat, from old to new."""
        shown = [shown for shown in self.chat.messages if shown.message.invoice]
        return [self.world.till.invoices[self.id, one.key] for one in shown]

    def _sent(self, message: ShownMessage | int | None) -> SentInvoice:
        if message is None:
            if not self.invoices:
                raise LookupError(f"no invoice in:\n{self.chat.transcript()}")
            return self.invoices[-1]
        shown = self.shown(message)
        invoice = self.world.till.invoices.get((shown.chat.id, shown.key))
        if invoice is None:
            raise LookupError("not an invoice")
        return invoice
