from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.callbacks.profile import ChooseTimezoneTap
from bot.ui.layout import PageOf, choice, grid, page_line, page_row
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from bot.ui.text import label, paragraphs, shortened
from domain.clients.model import Client

PAGE_SIZE = 16
ZONES_IN_ROW = 2
CITY_LIMIT = 18

ZONES = (
    "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi",
    "America/Argentina/Buenos_Aires", "America/Bogota", "America/Chicago", "America/Denver",
    "America/Halifax", "America/Los_Angeles", "America/Mexico_City", "America/New_York",
    "America/Sao_Paulo", "America/Toronto",
    "Asia/Almaty", "Asia/Baku", "Asia/Bangkok", "Asia/Bishkek", "Asia/Dhaka",
    "Asia/Dubai", "Asia/Hong_Kong", "Asia/Irkutsk", "Asia/Jakarta", "Asia/Jerusalem",
    "Asia/Kamchatka", "Asia/Karachi", "Asia/Kolkata", "Asia/Krasnoyarsk", "Asia/Novosibirsk",
    "Asia/Omsk",
    "Asia/Seoul", "Asia/Shanghai", "Asia/Singapore", "Asia/Tashkent", "Asia/Tbilisi",
    "Asia/Tokyo", "Asia/Vladivostok", "Asia/Yakutsk", "Asia/Yekaterinburg", "Asia/Yerevan",
    "Atlantic/Azores", "Atlantic/Canary", "Atlantic/Reykjavik",
    "Australia/Brisbane", "Australia/Perth", "Australia/Sydney",
    "Europe/Amsterdam", "Europe/Athens", "Europe/Belgrade", "Europe/Berlin", "Europe/Brussels",
    "Europe/Bucharest", "Europe/Budapest", "Europe/Chisinau", "Europe/Copenhagen",
    "Europe/Dublin", "Europe/Helsinki", "Europe/Istanbul", "Europe/Kaliningrad", "Europe/Kyiv",
    "Europe/Lisbon", "Europe/London", "Europe/Luxembourg", "Europe/Madrid", "Europe/Minsk",
    "Europe/Moscow", "Europe/Oslo", "Europe/Paris", "Europe/Prague", "Europe/Riga",
    "Europe/Rome", "Europe/Samara", "Europe/Sofia", "Europe/Stockholm", "Europe/Tallinn",
    "Europe/Vienna", "Europe/Vilnius", "Europe/Warsaw", "Europe/Zurich",
    "Pacific/Auckland", "Pacific/Honolulu",
)  # fmt: skip
"""Well-known cities: the list without a search, and the first of what is found."""


def render_timezones(
    page: int, client: Client, now: datetime, localizer: Localizer, found: Sequence[str] = ()
) -> Screen:
    """Offer well-known cities in the order of the reader's alphabet, or what a search has found."""
    shown = PageOf.cut(found or _well_known(localizer), page, PAGE_SIZE)
    own = client.timezone and localizer.city(client.timezone)  # by any of its names in tzdata
    same = choice(label(localizer.t("The same as ours")), ChooseTimezoneTap(), is_chosen=not own)
    buttons = [
        choice(
            _with_time(name, now, localizer),
            ChooseTimezoneTap(name=name),
            is_chosen=localizer.city(ZoneInfo(name)) == own,
        )
        for name in shown.items
    ]
    text = paragraphs(
        localizer.t("🕒 <b>Your time zone</b>"),
        localizer.t(
            "If your clock differs from ours, we show your own time beside every appointment. "
            "Choose a city with the same time as yours."
        ),
        localizer.t(
            "Not listed? Write a city, a country or an offset, such as "
            "<code>Kathmandu</code> or <code>UTC+5:45</code>."
        ),
        page_line(shown.number, shown.pages, localizer),
    )
    rows = ((same,), *grid(buttons, ZONES_IN_ROW), *page_row(shown.number, shown.pages, localizer))
    return Screen(text, rows)


def _well_known(localizer: Localizer) -> Sequence[str]:
    return sorted(ZONES, key=lambda name: localizer.city(ZoneInfo(name)))


def _with_time(name: str, now: datetime, localizer: Localizer) -> str:
    """Return a city with what its clocks show."""
    zone = ZoneInfo(name)
    return label(shortened(localizer.city(zone), CITY_LIMIT), localizer.time(now, zone))
