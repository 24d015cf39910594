"""The state of the world for the page; messages have Telegram's own format."""

from datetime import datetime

from aiogram.types import Message
from pydantic import JsonValue

from demo.simulator.chat import Chat, Entry, GroupChat, PrivateChat, key_of
from demo.simulator.money.invoices import SentInvoice
from demo.simulator.ui.options import PageOptions
from demo.simulator.wire import to_json
from demo.simulator.world import World


def whole_state(world: World, options: PageOptions) -> dict[str, JsonValue]:
    """Returns the whole state, for a new page."""
    return {
        "kind": "state",
        "title": options.title,
        "timezone": options.timezone,
        "languages": dict(options.languages),
        "canMoveClock": options.move_clock is not None,
        "bot": to_json(world.bot),
        "people": [to_json(user) for user in world.people.values()],
        "chats": [chat_state(world, chat, options) for chat in world],
        "now": now_ms(world),
    }


def chat_state(world: World, chat: Chat, options: PageOptions) -> dict[str, JsonValue]:
    """Returns one chat with all its messages."""
    state: dict[str, JsonValue] = {
        "id": chat.id,
        "title": chat.info.title or chat.info.full_name,
        "note": options.notes.get(chat.id, ""),
        "private": chat.is_private,
        "messages": [message_state(world, message) for message in chat.messages.values()],
        "pinned": list[JsonValue](chat.pinned),
        "keyboard": to_json(chat.reply_keyboard),
        "underWay": money_under_way(world, chat),
    }
    if isinstance(chat, PrivateChat):
        state |= {"started": chat.started, "blocked": chat.blocked, "members": [chat.id]}
    elif isinstance(chat, GroupChat):
        state |= {"started": True, "blocked": False, "members": list[JsonValue](chat.members)}
    return state


def message_state(world: World, message: Message) -> dict[str, JsonValue]:
    """Returns one message with data that Telegram's own object does not contain."""
    key = key_of(message)
    invoice = world.till.invoices.get((message.chat.id, key))
    return {
        "key": key,
        "invoice": invoice_state(invoice) if invoice else None,
        "message": to_json(message),
    }


def invoice_state(invoice: SentInvoice) -> dict[str, JsonValue]:
    """Returns the state of an invoice, with times of payments and refunds."""
    charges = invoice.charges.values()
    return {
        "state": invoice.state.value,
        "paidAt": [in_ms(charge.paid_at) for charge in charges],
        "refundedAt": [in_ms(charge.refunded_at) for charge in charges if charge.refunded_at],
    }


def money_under_way(world: World, chat: Chat) -> list[JsonValue]:
    """Returns late payments in progress."""
    return [
        {
            "id": checkout.query.id,
            "person": checkout.query.person_id,
            "invoice": to_json(checkout.invoice.invoice),
        }
        for checkout in world.till.checkouts.values()
        if checkout.is_late and checkout.is_under_way and checkout.query.chat_id == chat.id
    ]


def entry_state(world: World, chat: Chat, entry: Entry) -> dict[str, JsonValue]:
    """Returns one event, for an open page."""
    private = chat if isinstance(chat, PrivateChat) else None
    return {
        "kind": entry.kind.value,
        "chat": chat.id,
        "person": entry.person_id,
        "text": entry.text,
        "alert": entry.alert,
        "item": message_state(world, entry.message) if entry.message else None,
        "user": to_json(world.people[chat.id]) if private else None,
        "started": private is None or private.started,
        "blocked": private is not None and private.blocked,
        "pinned": list[JsonValue](chat.pinned),
        "keyboard": to_json(chat.reply_keyboard),
        "underWay": money_under_way(world, chat),
        "now": now_ms(world),
    }


def now_ms(world: World) -> int:
    """Returns the current time of the world in milliseconds, as in JavaScript."""
    return in_ms(world.clock())


def in_ms(moment: datetime) -> int:
    """Returns a moment in milliseconds, as in JavaScript."""
    return round(moment.timestamp() * 1000)
