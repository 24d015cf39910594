from urllib.parse import urlencode

from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Rows
from bot.ui.text import label, shortened
from domain.catalog.model import Location


def directions_rows(location: Location, localizer: Localizer) -> Rows:
    """Return the buttons for directions, if the address is known."""
    if not location.address.strip():
        return ()
    address = shortened(" ".join(location.address.split()), MAX_COPIED)
    url = f"{MAP_SEARCH}?{urlencode({'query': address})}"
    return (
        (
            Button(label(localizer.t("🧭 Directions")), url=url),
            Button(label(localizer.t("📋 Copy the address")), copy_text=address),
        ),
    )


MAP_SEARCH = "https://www.openstreetmap.org/search"


MAX_COPIED = 256
