from enum import Enum

from aiogram.types import Message, PreCheckoutQuery, SuccessfulPayment, User

from demo.simulator.chat import EntryKind
from demo.simulator.queries import Query, QueryKind
from demo.simulator.star_ledger import StarPayment
from demo.simulator.world import World


class PaymentOutcome(Enum):
    """How an attempt to pay ended."""

    PAID = "paid"
    DECLINED = "the card was declined"
    REFUSED = "the bot refused"
    UNANSWERED = "the bot did not answer in time"


def begin_checkout(world: World, payer: User, message: Message) -> Query:
    """Asks the bot whether a payment may go on.

    Raises:
        LookupError: the message is no invoice.
    """
    if message.invoice is None:
        raise LookupError("not an invoice")
    chat_id = message.chat.id
    query = world.queries.open(
        QueryKind.PRE_CHECKOUT,
        person_id=payer.id,
        chat_id=chat_id,
        message_key=message.message_id,
        label=message.invoice.title,
    )
    update = PreCheckoutQuery(
        id=query.id,
        from_user=payer,
        currency=message.invoice.currency,
        total_amount=message.invoice.total_amount,
        invoice_payload=world.invoice_payloads[chat_id, message.message_id],
    )
    world.updates.put(
        "pre_checkout_query", update, person_id=payer.id, chat_id=chat_id, query_id=query.id
    )
    return query


def complete_payment(world: World, payer: User, query: Query) -> Message:
    """Lets the money arrive: the bot gets a message about the successful payment.

    Raises:
        LookupError: the bot has not accepted this payment, or the invoice is gone.
    """
    chat = world.chats[query.chat_id]
    invoice = chat.messages[query.message_key].invoice
    if not query.accepted or invoice is None:
        raise LookupError("only an accepted checkout can be completed")
    payload = world.invoice_payloads[query.chat_id, query.message_key]
    charge_id = f"charge_{query.id}"
    message = Message(
        message_id=world.next_message_id(),
        date=world.clock(),
        chat=chat.info,
        from_user=payer,
        successful_payment=SuccessfulPayment(
            currency=invoice.currency,
            total_amount=invoice.total_amount,
            invoice_payload=payload,
            telegram_payment_charge_id=charge_id,
            provider_payment_charge_id="" if invoice.currency == "XTR" else f"provider_{query.id}",
        ),
    )
    if invoice.currency == "XTR":
        payment = StarPayment(charge_id, payer.id, invoice.total_amount, payload, world.clock())
        world.stars.add(payment)
    world.paid_invoices.add((query.chat_id, query.message_key))
    chat.record(EntryKind.PAID, message=chat.messages[query.message_key], person_id=payer.id)
    chat.add(message)
    world.updates.put("message", message, person_id=payer.id, chat_id=chat.id, wants_reply=True)
    return message
