from demo.simulator.paying import PaymentOutcome, begin_checkout, complete_payment
from demo.simulator.people.tapper import Tapper
from demo.simulator.queries import Query
from demo.simulator.reading import ShownMessage

CHECKOUT_TIMEOUT_S = 10.0


class Payer(Tapper):
    """A person who pays invoices."""

    __slots__ = ()

    async def pay(
        self, message: ShownMessage | int | None = None, *, succeed: bool = True, wait: bool = True
    ) -> PaymentOutcome:
        """Pays an invoice, by default the newest; otherwise the card is declined at the end."""
        query = await self.checkout(message)
        if not query.answered:
            return PaymentOutcome.UNANSWERED
        if not query.accepted:
            return PaymentOutcome.REFUSED
        if succeed:
            await self.complete(query, wait=wait)
            return PaymentOutcome.PAID
        if wait:
            await self.settle()
        return PaymentOutcome.DECLINED

    async def checkout(
        self,
        message: ShownMessage | int | None = None,
        *,
        timeout_s: float = CHECKOUT_TIMEOUT_S,
    ) -> Query:
        """Goes as far as the bot's word on the payment, which Telegram awaits for 10 seconds."""
        shown = self.shown(message) if message is not None else self._newest_invoice()
        query = begin_checkout(self.world, self.user, shown.message)
        await self.world.progress.until(lambda: query.answered, timeout_s=timeout_s)
        query.expired = not query.answered
        return query

    async def complete(self, checkout: Query, *, wait: bool = True) -> None:
        """Lets the money of an accepted checkout arrive.

        Raises:
            LookupError: it was not accepted.
        """
        complete_payment(self.world, self.user, checkout)
        if wait:
            await self.settle()

    def _newest_invoice(self) -> ShownMessage:
        invoices = [shown for shown in self.chat.messages if shown.message.invoice]
        if not invoices:
            raise LookupError(f"no invoice in:\n{self.chat.transcript()}")
        return invoices[-1]
