"""Values for the error texts of several features."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.ui.localizer import Localizer
from bot.ui.text import quoted, shortened
from domain.availability.policies import MaintenanceDenial, TooSoonDenial

MAX_BUSINESS_TEXT = 1000


def earliest(error: TooSoonDenial, localizer: Localizer) -> Mapping[str, object]:
    """Return the first possible moment, in its own zone."""
    return {"earliest": localizer.day_and_time(error.earliest_at)}


def maintenance_text(error: MaintenanceDenial, _localizer: Localizer) -> Mapping[str, object]:
    """Return the business's own explanation as a quotation, if there is one."""
    text = error.text.strip()
    quote = Markup("\n\n") + quoted(shortened(text, MAX_BUSINESS_TEXT)) if text else Markup("")
    return {"text": quote}
