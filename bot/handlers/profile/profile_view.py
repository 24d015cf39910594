from datetime import datetime
from zoneinfo import ZoneInfo

from bot.callbacks.profile import OpenLanguages, OpenPhone, OpenTimezones
from bot.ui.contact import contact_label
from bot.ui.formats import written_phone
from bot.ui.languages import LANGUAGE_NAMES
from bot.ui.layout import column
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Screen
from bot.ui.text import label, lines, paragraphs
from domain.clients.model import Client


def render_profile(client: Client, now: datetime, localizer: Localizer) -> Screen:
    """Show the stored settings of a user, with buttons to change them."""
    text = paragraphs(
        localizer.t("👤 <b>Your profile</b>"),
        lines(
            localizer.t("Language: <b>{language}</b>", language=LANGUAGE_NAMES[localizer.language]),
            localizer.t("Time zone: <b>{zone}</b>", zone=_zone(client.timezone, now, localizer)),
            localizer.t("Phone: <b>{phone}</b>", phone=written_phone(client.phone))
            if client.phone
            else None,
        ),
        localizer.t(
            "We keep your name and account number in Telegram, your phone number if you share it, "
            "these settings, and your visits with their notes."
        ),
    )
    phone = localizer.t("📱 Change the phone number") if client.phone else contact_label(localizer)
    buttons = (
        Button(label(localizer.t("🌐 Change the language")), tap=OpenLanguages()),
        Button(label(localizer.t("🕒 Change the time zone")), tap=OpenTimezones()),
        Button(label(phone), tap=OpenPhone()),
    )
    return Screen(text, column(buttons))


def _zone(zone: ZoneInfo | None, now: datetime, localizer: Localizer) -> str:
    """Return the city of the reader's own zone with what its clocks show."""
    if zone is None:
        return localizer.t("the same as ours")
    return localizer.t(
        "{city}, now {time}", city=localizer.city(zone), time=localizer.time(now, zone)
    )
