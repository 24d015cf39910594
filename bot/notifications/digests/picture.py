"""What the picture of a digest shows, in the reader's language."""

from babel.numbers import get_currency_symbol

from bot.notifications.digests.figures import short_amount
from bot.ui.localizer import Localizer
from domain.reporting.digest import Digest
from domain.reporting.due import DigestKind
from domain.reporting.model import Share
from domain.reporting.pictures import Bars, DigestPicture, HeatMap
from domain.shared.money import Money
from domain.shared.periods import period_before
from domain.shared.time import DateRange

ALL = 100
DAY_WITHOUT = "–"


def digest_picture(digest: Digest, localizer: Localizer) -> DigestPicture:
    """Show the last seven days, oldest first, whatever period the digest covers."""
    days = DigestKind.WEEK.days_before(digest.today)
    return DigestPicture(_load(digest, days, localizer), _revenue(digest, days, localizer))


def _load(digest: Digest, days: DateRange, localizer: Localizer) -> HeatMap | None:
    cells = digest.load.by_hour
    hours = [hour for _, hour in cells]
    if not hours:
        return None
    columns = range(min(hours), max(hours) + 1)
    return HeatMap(
        title=localizer.t("Load of the last 7 days, %").unescape(),
        rows=tuple(localizer.weekday(day) for day in days),
        columns=tuple(str(hour) for hour in columns),
        percents=tuple(
            tuple(_percent(cells.get((day.weekday(), hour))) for hour in columns) for day in days
        ),
    )


def _percent(share: Share | None) -> int | None:
    """Return the percentage of a cell; bookings outside working hours count as 100."""
    if share is None:
        return None
    return ALL if share.percent is None else share.percent


def _revenue(digest: Digest, days: DateRange, localizer: Localizer) -> Bars | None:
    """Show the revenue in the location's own currency."""
    currency = digest.location.currency
    by_day = {
        one.day: one.revenue
        for one in digest.revenue_by_day
        if one.revenue.currency == currency and one.revenue.amount_minor
    }
    if not by_day:
        return None
    nothing = Money(0, currency)
    now = [by_day.get(day, nothing) for day in days]
    before = [by_day.get(day, nothing) for day in period_before(days)]
    symbol = get_currency_symbol(currency, localizer.language)
    return Bars(
        title=localizer.t("Revenue by day, {currency}", currency=symbol).unescape(),
        labels=tuple(localizer.weekday(day) for day in days),
        values=tuple(float(money.decimal) for money in now),
        values_before=tuple(float(money.decimal) for money in before),
        shown=tuple(short_amount(m, localizer) if m.amount_minor else DAY_WITHOUT for m in now),
        legend=(
            localizer.t("last 7 days").unescape(),
            localizer.t("the 7 days before").unescape(),
        ),
    )
