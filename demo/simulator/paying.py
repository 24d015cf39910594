"""Telegram's side of payments and Stars refunds."""

from aiogram.types import Message, PreCheckoutQuery, RefundedPayment, SuccessfulPayment

from demo.simulator.chat import Chat, EntryKind
from demo.simulator.errors import NoSuchButtonError
from demo.simulator.money.invoices import Charge, Checkout, InvoiceState, SentInvoice
from demo.simulator.queries import QueryKind
from demo.simulator.world import World
from domain.shared.currencies import STARS


def begin_checkout(
    world: World, payer_id: int, invoice: SentInvoice, *, again: bool = False
) -> Checkout:
    """Sends the bot a pre-checkout query.

    With `again` also for a paid invoice, as from a second phone that still shows its button.

    Raises:
        LookupError: the message is gone, or shows a receipt.
        NoSuchButtonError: the copy has a link instead of a button.
    """
    if not _is_there(world, invoice):
        raise LookupError("the invoice is gone")
    if not invoice.has_pay_button:
        raise NoSuchButtonError("a forwarded copy with a start parameter has a link, no button")
    if invoice.state is not InvoiceState.OPEN and not again:
        raise LookupError("the invoice is paid and shows a receipt")
    chat_id, key = invoice.place or (payer_id, 0)
    asked = invoice.invoice
    query = world.queries.open(
        QueryKind.PRE_CHECKOUT,
        person_id=payer_id,
        chat_id=chat_id,
        message_key=key,
        label=asked.title,
        at=world.clock(),
    )
    update = PreCheckoutQuery(
        id=query.id,
        from_user=world.people[payer_id],
        currency=asked.currency,
        total_amount=asked.total_amount,
        invoice_payload=invoice.payload,
    )
    world.updates.put(
        "pre_checkout_query", update, person_id=payer_id, chat_id=chat_id, query_id=query.id
    )
    checkout = Checkout(query, invoice)
    world.till.checkouts[query.id] = checkout
    return checkout


def complete_payment(world: World, checkout: Checkout, *, tell: bool = True) -> Charge:
    """Lets the money arrive, even if the invoice was deleted in the meantime.

    Without `tell` the bot gets no update about it.

    Raises:
        LookupError: the bot did not accept this payment, or it is already over.
    """
    if not checkout.is_under_way:
        raise LookupError("only an accepted checkout can be completed, and only once")
    checkout.is_over = True
    query, invoice = checkout.query, checkout.invoice
    charge = Charge(f"charge_{query.id}", query.person_id, invoice, world.clock())
    world.till.take(charge)
    chat = world.chats[query.chat_id]
    paid = SuccessfulPayment(
        currency=charge.currency,
        total_amount=charge.amount,
        invoice_payload=invoice.payload,
        telegram_payment_charge_id=charge.charge_id,
        provider_payment_charge_id="" if charge.currency == STARS else f"provider_{query.id}",
    )
    _redraw(world, invoice, query.person_id)
    _post(world, chat, charge, {"successful_payment": paid}, tell=tell, wants_reply=True)
    return charge


def give_stars_back(world: World, charge: Charge, *, tell: bool = True) -> None:
    """Refunds Stars, on the bot's call or by the provider itself.

    Without `tell` the bot gets no update about it.

    Raises:
        LookupError: they are already refunded, or it was not a payment in Stars.
    """
    if charge.currency != STARS or charge.refunded_at is not None:
        raise LookupError("only Stars go back, and only once")
    world.till.give_back(charge, world.clock())
    refunded = RefundedPayment(
        total_amount=charge.amount,
        invoice_payload=charge.invoice.payload,
        telegram_payment_charge_id=charge.charge_id,
    )
    chat = world.chats[charge.person_id]
    _redraw(world, charge.invoice, charge.person_id)
    _post(world, chat, charge, {"refunded_payment": refunded}, tell=tell, wants_reply=False)


def _post(
    world: World,
    chat: Chat,
    charge: Charge,
    content: dict[str, object],
    *,
    tell: bool,
    wants_reply: bool,
) -> None:
    surroundings: dict[str, object] = {
        "message_id": world.next_message_id(),
        "date": world.clock(),
        "chat": chat.info,
        "from_user": world.people[charge.person_id],
    }
    message = Message.model_validate(surroundings | content)
    chat.add(message)
    if tell:
        world.updates.put(
            "message",
            message,
            person_id=charge.person_id,
            chat_id=chat.id,
            wants_reply=wants_reply,
        )


def _redraw(world: World, invoice: SentInvoice, person_id: int) -> None:
    """Notifies open pages that the state of the invoice changed."""
    if invoice.place is None or not _is_there(world, invoice):
        return
    chat_id, key = invoice.place
    chat = world.chats[chat_id]
    chat.record(EntryKind.PAID, message=chat.messages[key], person_id=person_id)


def _is_there(world: World, invoice: SentInvoice) -> bool:
    if invoice.place is None:
        return True
    chat_id, key = invoice.place
    return key in world.chats[chat_id].messages
