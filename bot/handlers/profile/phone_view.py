from collections.abc import Sequence

from bot.callbacks.profile import ChooseNobody, ChooseSelf
from bot.ui.contact import contact_label
from bot.ui.formats import written_phone
from bot.ui.layout import column
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Screen
from bot.ui.text import NAME_ON_BUTTON, label, paragraphs
from domain.clients.model import Client
from domain.shared.ids import UserId


def render_phone(client: Client, localizer: Localizer) -> Screen:
    """Say what the number is for; the button that shares it is under the text field."""
    number = written_phone(client.phone) if client.phone else None
    text = paragraphs(
        localizer.t("📱 <b>Your phone number</b>"),
        localizer.t("We have: <b>{phone}</b>", phone=number) if number else None,
        localizer.t(
            "If you have booked by phone before, we find those visits by it. We also call you if "
            "something about a visit changes at the last minute. You need not share it."
        ),
    )
    return Screen(text, contact_label=contact_label(localizer))


def render_phone_owners(owners: Sequence[tuple[UserId, str]], localizer: Localizer) -> Screen:
    """Ask which of the clients with the same number the user is."""
    text = paragraphs(
        localizer.t("👥 <b>Who are you?</b>"),
        localizer.t(
            "With your number, these people have booked by phone. If you are one of them, we add "
            "those visits to yours. This cannot be undone."
        ),
    )
    buttons = [
        Button(
            label("👤 " + localizer.person(name, NAME_ON_BUTTON)),
            tap=ChooseSelf(client_id=owner_id),
        )
        for owner_id, name in owners
    ]
    nobody = Button(label(localizer.t("None of them")), tap=ChooseNobody())
    return Screen(text, column([*buttons, nobody]))
