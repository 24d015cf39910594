"""Booking for a client who phoned or walked in."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.callbacks.book_for_client import AddClientTap, BookFor, ChooseClient
from bot.callbacks.booking import AddNote, DropNote
from bot.ui.formats import written_phone
from bot.ui.layout import column
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import (
    LABEL_LIMIT,
    NAME_ON_BUTTON,
    bold,
    joined,
    label,
    lines,
    one_line,
    paragraphs,
)
from bot.ui.visit.lines import item_lines, note_line, place_line, when_lines
from bot.ui.visit.money import price_line
from domain.booking.preview_visit import Preview
from domain.clients.add_client import NameUnclearError, NewClient, PhoneInvalidError
from domain.clients.find_clients import FoundClient
from domain.shared.errors import DomainError


def render_book_for(
    typed: str,
    found: Sequence[FoundClient],
    new: NewClient | None,
    localizer: Localizer,
    problem: DomainError | None = None,
) -> Screen:
    """Ask for the client; show the search results, and the new client who could be added.

    `problem` is why there is no such client.
    """
    heading = localizer.t("🙋 <b>For whom would you like to book?</b>")
    how = localizer.t(
        "Write a name or a phone number, or both for a new client, such as: "
        "<code>Anna Petrova +49 170 1234567</code>"
    )
    if not typed and not found:
        return Screen(paragraphs(heading, how))
    text = paragraphs(
        heading,
        localizer.t("You wrote: {text}", text=bold(one_line(typed, LABEL_LIMIT)))
        if typed
        else None,
        localizer.t("Tap the client, or write something else.")
        if found
        else localizer.t("Nobody is known by this."),
        _problem_line(problem, localizer),
        None if found or new else how,
    )
    return Screen(
        text, (*column(_client_button(one, localizer) for one in found), *_new_rows(new, localizer))
    )


def render_phone_known(
    known: Sequence[FoundClient], new: NewClient, localizer: Localizer
) -> Screen:
    """Show who has the number of a new client already, and offer to add the new one as well."""
    text = paragraphs(
        localizer.t("☎️ <b>This phone number is known already</b>"),
        joined(bold(one_line(new.name, LABEL_LIMIT)), *_phone(new.phone)),
        localizer.t(
            "Is it one of these people? If a child or a relative uses the same number, add them "
            "as somebody else."
        ),
    )
    other = Button(
        label(localizer.t("➕ Somebody else with this number")), tap=AddClientTap(shares_phone=True)
    )
    return Screen(text, (*column(_client_button(one, localizer) for one in known), (other,)))


def _problem_line(problem: DomainError | None, localizer: Localizer) -> Markup | None:
    match problem:
        case PhoneInvalidError():
            return localizer.t(
                "This phone number does not exist. Please check it, or write it with + and the "
                "country code."
            )
        case NameUnclearError():
            return localizer.t(
                "Is all of this the name? Write only the name and the phone number to add a new "
                "client. Anything else can go into the note later."
            )
    return None


def render_book_for_card(
    preview: Preview, client: FoundClient, note: str, localizer: Localizer, *, is_move: bool
) -> Screen:
    """Show everything on one card, with a button that books or moves the visit."""
    zone = preview.profile.location.timezone
    text = paragraphs(
        localizer.t("🔁 <b>Move the visit to this time?</b>")
        if is_move
        else localizer.t("🧾 <b>Is everything right?</b>"),
        lines(_client_line(client, localizer), notification_line(client, localizer)),
        when_lines(preview.items, zone, localizer),
        item_lines(preview.items, zone, localizer, with_prices=not is_move),
        lines(
            None if is_move else price_line(preview.price, localizer),
            place_line(preview.profile.location, localizer),
            None if is_move else note_line(note),
        ),
        localizer.t("The price stays as it was, and so does what was paid.")
        if is_move
        else localizer.t("Nothing is to be paid in advance."),
    )
    return Screen(
        text, _move_rows(preview, localizer) if is_move else _rows(preview, note, localizer)
    )


def notification_line(client: FoundClient, localizer: Localizer) -> Markup:
    """State whether the client gets a message."""
    if client.has_chat:
        return localizer.t("✉️ The client gets a message.")
    return localizer.t("☎️ We cannot write to this client: please tell them yourself.")


def _rows(preview: Preview, note: str, localizer: Localizer) -> Rows:
    book = _primary(localizer.t("Book now"), preview)
    if not note.strip():
        return (book,), (Button(label(localizer.t("📝 Add a note")), tap=AddNote()),)
    change = Button(label(localizer.t("📝 Change the note")), tap=AddNote())
    return (book,), (change, Button(label(localizer.t("Remove the note")), tap=DropNote()))


def _move_rows(preview: Preview, localizer: Localizer) -> Rows:
    zone = preview.profile.location.timezone
    when = localizer.day_and_time(preview.items[0].start_at, zone)
    return ((_primary(localizer.t("Move to {time}", time=when), preview),),)


def _primary(words: Markup, preview: Preview) -> Button:
    tap = BookFor(price_minor=preview.price.amount_minor)
    return Button(label(words), tap=tap, style=ButtonStyle.PRIMARY)


def _new_rows(new: NewClient | None, localizer: Localizer) -> Rows:
    if new is None:
        return ()
    name = one_line(new.name, NAME_ON_BUTTON)
    words = localizer.t("➕ New client: {name}", name=name)
    return ((Button(label(words, *_phone(new.phone)), tap=AddClientTap()),),)


def _client_button(client: FoundClient, localizer: Localizer) -> Button:
    name = localizer.person(client.name, NAME_ON_BUTTON)
    return Button(
        label("👤 " + name, *_phone(client.phone)), tap=ChooseClient(client_id=client.user_id)
    )


def _client_line(client: FoundClient, localizer: Localizer) -> Markup:
    return Markup("👤 {}").format(
        joined(bold(localizer.person(client.name, LABEL_LIMIT)), *_phone(client.phone))
    )


def _phone(phone: str | None) -> tuple[str, ...]:
    return (written_phone(phone),) if phone else ()
