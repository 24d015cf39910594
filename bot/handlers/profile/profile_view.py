from bot.callbacks.menu import OpenLanguages, OpenTimezones
from bot.ui.languages import LANGUAGE_NAMES
from bot.ui.layout import column
from bot.ui.localizer import Reader
from bot.ui.screen import Button, Screen
from bot.ui.text import label, lines, paragraphs
from domain.clients.model import Client


def render_profile(client: Client, reader: Reader) -> Screen:
    """Show what is remembered about a person, and let it be changed."""
    zone = reader.city(client.timezone) if client.timezone else reader.say("the same as ours")
    text = paragraphs(
        reader.say("👤 <b>Your profile</b>"),
        lines(
            reader.say("Language: <b>{language}</b>", language=LANGUAGE_NAMES[reader.language]),
            reader.say("Time zone: <b>{zone}</b>", zone=zone),
        ),
        reader.say(
            "We keep your name and account number in Telegram, these settings, "
            "and your visits with their notes."
        ),
    )
    buttons = (
        Button(label(reader.say("🌐 Change the language")), tap=OpenLanguages()),
        Button(label(reader.say("🕒 Change the time zone")), tap=OpenTimezones()),
    )
    return Screen(text, column(buttons))
