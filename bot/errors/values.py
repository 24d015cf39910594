"""Values that fill the texts of several features' errors."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.ui.localizer import Localizer
from bot.ui.text import quoted, shortened
from domain.availability.policies import MaintenanceDenial, TooSoonDenial

MAX_BUSINESS_TEXT = 1000


def earliest(error: TooSoonDenial, localizer: Localizer) -> Mapping[str, object]:
    """Fill in the first moment that is possible, in the zone that it carries."""
    return {"earliest": localizer.day_and_time(error.earliest_at)}


def maintenance_text(error: MaintenanceDenial, _reader: Localizer) -> Mapping[str, object]:
    """Quote the business's own explanation, if there is one."""
    text = error.text.strip()
    quote = Markup("\n\n") + quoted(shortened(text, MAX_BUSINESS_TEXT)) if text else Markup("")
    return {"text": quote}
