from zoneinfo import ZoneInfo

from bot.callbacks.profile import ChooseTimezoneTap
from bot.ui.layout import PageOf, choice, grid, page_line, page_row
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from bot.ui.text import label, paragraphs
from domain.clients.model import Client

PAGE_SIZE = 16
ZONES_IN_ROW = 2

ZONES = (
    "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi",
    "America/Bogota", "America/Buenos_Aires", "America/Chicago", "America/Denver",
    "America/Halifax", "America/Los_Angeles", "America/Mexico_City", "America/New_York",
    "America/Sao_Paulo", "America/Toronto",
    "Asia/Almaty", "Asia/Baku", "Asia/Bangkok", "Asia/Bishkek", "Asia/Calcutta", "Asia/Dhaka",
    "Asia/Dubai", "Asia/Hong_Kong", "Asia/Irkutsk", "Asia/Jakarta", "Asia/Jerusalem",
    "Asia/Kamchatka", "Asia/Karachi", "Asia/Krasnoyarsk", "Asia/Novosibirsk", "Asia/Omsk",
    "Asia/Seoul", "Asia/Shanghai", "Asia/Singapore", "Asia/Tashkent", "Asia/Tbilisi",
    "Asia/Tokyo", "Asia/Vladivostok", "Asia/Yakutsk", "Asia/Yekaterinburg", "Asia/Yerevan",
    "Atlantic/Azores", "Atlantic/Canary", "Atlantic/Reykjavik",
    "Australia/Brisbane", "Australia/Perth", "Australia/Sydney",
    "Europe/Amsterdam", "Europe/Athens", "Europe/Belgrade", "Europe/Berlin", "Europe/Brussels",
    "Europe/Bucharest", "Europe/Budapest", "Europe/Chisinau", "Europe/Copenhagen",
    "Europe/Dublin", "Europe/Helsinki", "Europe/Istanbul", "Europe/Kaliningrad", "Europe/Kiev",
    "Europe/Lisbon", "Europe/London", "Europe/Luxembourg", "Europe/Madrid", "Europe/Minsk",
    "Europe/Moscow", "Europe/Oslo", "Europe/Paris", "Europe/Prague", "Europe/Riga",
    "Europe/Rome", "Europe/Samara", "Europe/Sofia", "Europe/Stockholm", "Europe/Tallinn",
    "Europe/Vienna", "Europe/Vilnius", "Europe/Warsaw", "Europe/Zurich",
    "Pacific/Auckland", "Pacific/Honolulu",
)  # fmt: skip
"""Well-known cities, by the names that CLDR translates."""


def render_timezones(page: int, client: Client, localizer: Localizer) -> Screen:
    """Offer well-known cities, in the order of the reader's alphabet."""
    cities = sorted((localizer.city(ZoneInfo(name)), name) for name in ZONES)
    shown = PageOf.cut(cities, page, PAGE_SIZE)
    own = client.timezone.key if client.timezone else ""
    same = choice(label(localizer.t("The same as ours")), ChooseTimezoneTap(), is_chosen=not own)
    buttons = [
        choice(city, ChooseTimezoneTap(name=name), is_chosen=name == own)
        for city, name in shown.items
    ]
    text = paragraphs(
        localizer.t("🕒 <b>Where are you?</b>"),
        localizer.t(
            "If your clock differs from ours, we show your own time beside every visit. "
            "Choose a city with the same time as yours."
        ),
        page_line(shown.number, shown.pages, localizer),
    )
    rows = ((same,), *grid(buttons, ZONES_IN_ROW), *page_row(shown.number, shown.pages, localizer))
    return Screen(text, rows)
