from datetime import date

from bot.ui.formats import written_date
from bot.ui.localizer import Localizer
from bot.ui.text import (
    capitalized,
)


def weekday_name(weekday: int, localizer: Localizer, *, is_short: bool = False) -> str:
    """Return the name of a weekday with a capital first letter."""
    day = MONDAY.replace(day=1 + weekday)
    return capitalized(
        localizer.weekday(day) if is_short else written_date(day, "cccc", localizer.locale)
    )


MONDAY = date(2024, 1, 1)  # any Monday
