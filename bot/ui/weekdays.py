from datetime import date

from bot.ui.formats import written_date
from bot.ui.localizer import Reader
from bot.ui.text import (
    capitalized,
)


def weekday_name(weekday: int, reader: Reader, *, is_short: bool = False) -> str:
    """Return the name of a weekday, as a heading begins."""
    day = MONDAY.replace(day=1 + weekday)
    return capitalized(
        reader.weekday(day) if is_short else written_date(day, "cccc", reader.language)
    )


MONDAY = date(2024, 1, 1)  # any Monday
