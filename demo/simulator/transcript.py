"""Conversations as text, for error messages and the tour."""

from collections.abc import Iterator

from aiogram.types import Message

from demo.simulator.chat import Chat, Entry, EntryKind
from demo.simulator.money.currencies import money_words
from demo.simulator.world import World
from domain.shared.currencies import STARS

_INDENT = " " * 7


def render_message(message: Message) -> str:
    """Returns the attachments, the text, and the buttons row by row."""
    lines = [*_attachments(message), *(message.text or message.caption or "").splitlines()]
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    lines += [" ".join(f"[{button.text}]" for button in row) for row in rows]
    return "\n".join(lines)


def render_transcript(world: World, chat: Chat, viewer_id: int | None = None) -> str:
    """Returns a conversation from its start, complete or as one person saw it."""
    title = chat.info.title or f"{chat.info.full_name} and {world.bot.full_name}"
    lines = [f"── {title} " + "─" * max(3, 60 - len(title))]
    for entry in chat.log:
        if _is_visible(entry, viewer_id):
            lines.extend(_entry_lines(world, entry))
    return "\n".join(lines)


def _is_visible(entry: Entry, viewer_id: int | None) -> bool:
    receiver = entry.message.receiver_user if entry.message else None
    return viewer_id is None or receiver is None or receiver.id == viewer_id


def _entry_lines(world: World, entry: Entry) -> Iterator[str]:
    words = _headline(world, entry)
    if not words:
        return
    first, *rest = words.split("\n")
    yield f"{entry.at:%H:%M}  {first}"
    for line in rest:
        yield _INDENT + line


def _headline(world: World, entry: Entry) -> str:
    person = world.people.get(entry.person_id or 0)
    name = person.full_name if person else "somebody"
    if entry.kind is EntryKind.TAPPED:
        return f"{name} taps [{entry.text}]"
    if entry.kind is EntryKind.TOAST and entry.text:
        return f"{'alert' if entry.alert else 'notice'} for {name}: {entry.text}"
    if entry.message is None:
        return ""
    return _message_words(entry.kind, entry.message)


def _message_words(kind: EntryKind, message: Message) -> str:
    sender = message.from_user.full_name if message.from_user else message.chat.full_name
    to = f" (only to {message.receiver_user.first_name})" if message.receiver_user else ""
    match kind:
        case EntryKind.SENT:
            return f"{sender}{to}: {render_message(message)}"
        case EntryKind.EDITED:
            return f"{sender}{to} edits #{message.message_id}: {render_message(message)}"
        case EntryKind.DELETED:
            return f"(message #{message.message_id} of {sender} is gone)"
        case EntryKind.PINNED:
            return f"{sender} pins #{message.message_id}"
        case _:
            return ""


def _attachments(message: Message) -> Iterator[str]:
    if message.photo:
        yield f"(picture {message.photo[-1].width}×{message.photo[-1].height})"
    if message.document:
        yield f"(file {message.document.file_name}, {message.document.file_size} bytes)"
    if message.venue:
        yield f"(place: {message.venue.title}, {message.venue.address})"
    elif message.location:
        yield f"(place {message.location.latitude:.4f}, {message.location.longitude:.4f})"
    if message.contact:
        yield f"(contact {message.contact.first_name}, {message.contact.phone_number})"
    if message.sticker:
        yield f"(sticker {message.sticker.emoji or ''})"
    if message.invoice:
        yield (
            f"(invoice: {message.invoice.title}, "
            f"{money_words(message.invoice.total_amount, message.invoice.currency)})"
        )
        yield message.invoice.description
    if message.successful_payment:
        paid = message.successful_payment
        yield f"(paid {money_words(paid.total_amount, paid.currency)})"
    if message.refunded_payment:
        yield f"(got back {money_words(message.refunded_payment.total_amount, STARS)})"
