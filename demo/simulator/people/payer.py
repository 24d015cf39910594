from enum import Enum

from demo.simulator.money.invoices import Charge, Checkout, SentInvoice
from demo.simulator.paying import begin_checkout, complete_payment, give_stars_back
from demo.simulator.people.tapper import Tapper
from demo.simulator.queries import CHECKOUT_TIMEOUT
from demo.simulator.reading import ShownMessage
from demo.timeouts import scaled

CHECKOUT_WAIT_S = scaled(CHECKOUT_TIMEOUT.total_seconds())


class PaymentOutcome(Enum):
    """How an attempt to pay ended."""

    PAID = "paid"
    DECLINED = "the card was declined"
    REFUSED = "the bot refused"
    UNANSWERED = "the bot did not answer in time"
    LATE = "the money is on its way"


class Payer(Tapper):
    """A person who pays invoices.

    Whoever looks at an invoice and closes it again does nothing that the bot could know of: that
    needs no method. Money that comes late is a `checkout`, and a `complete` at another time.
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
        """Pays an invoice, by default the newest; otherwise the card is declined at the end."""
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
        """Goes as far as the bot's word on the payment, which Telegram awaits for 10 seconds.

        The invoice is by default the newest, and can be a copy that somebody forwarded. With
        `again` it may be paid already, as on a second phone that lags behind.

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
        """Lets the money of an accepted checkout arrive, at once or however much later.

        The invoice may be deleted or paid in the meantime. Without `tell` the bot gets no update
        and has to ask Telegram.

        Raises:
            LookupError: it was not accepted, or its money has moved already.
        """
        charge = complete_payment(self.world, checkout, tell=tell)
        if wait:
            await self.settle()
        return charge

    async def decline(self, checkout: Checkout, *, wait: bool = True) -> None:
        """Lets the card be declined, or the payer walk away; Telegram tells the bot nothing."""
        checkout.is_over = True
        if wait:
            await self.settle()

    async def get_stars_back(
        self, charge: Charge | None = None, *, tell: bool = True, wait: bool = True
    ) -> None:
        """Lets Stars (by default of the newest payment) go back by the provider's own hand.

        Without `tell` the bot gets no update and has to ask Telegram.

        Raises:
            LookupError: they are back already, or it was no payment in Stars.
        """
        give_stars_back(self.world, charge or self.charges[-1], tell=tell)
        if wait:
            await self.settle()

    def forward_invoice(self, invoice: ShownMessage | int | None = None) -> SentInvoice:
        """Makes the copy that a friend gets: with a Pay button only without a start parameter."""
        return self._sent(invoice).forwarded()

    @property
    def charges(self) -> list[Charge]:
        """All that this person paid, from old to new."""
        return [c for c in self.world.till.charges.values() if c.person_id == self.id]

    @property
    def invoices(self) -> list[SentInvoice]:
        """The invoices that stand in the private chat, from old to new."""
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
