"""The digest for admins: short enough for the caption of a picture on a phone."""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from bot.notifications.digests.figures import amounts, change, percent
from bot.ui.localizer import Localizer
from bot.ui.text import bold, joined, lines, paragraphs
from domain.reporting.digest import Digest
from domain.reporting.due import DigestKind
from domain.reporting.find_gaps import Gap
from domain.shared.money import Money, total
from domain.shared.time import DAY

PLACE_LIMIT, NAME_LIMIT = 40, 16
MOST_MASTERS, MOST_GAPS, MOST_CURRENCIES = 6, 4, 2


def render_digest(digest: Digest, localizer: Localizer) -> Markup:
    """Render the figures and the free times; the text fits a caption, however long the names."""
    return paragraphs(
        _heading(digest, localizer),
        lines(
            _revenue_line(digest, localizer),
            _visits_line(digest, localizer),
            _no_shows_line(digest, localizer),
            _undecided_line(digest, localizer),
            _retention_line(digest, localizer),
            *_pipeline_lines(digest, localizer),
        ),
        lines(_today_line(digest, localizer), *_gap_lines(digest, localizer)),
    )


def digests_left_out(count: int, localizer: Localizer) -> Markup:
    """State how many locations are left out."""
    return localizer.tn(
        "{count} more location is not shown here; its digest comes by itself.",
        "{count} more locations are not shown here; their digests come by themselves.",
        count,
    )


def _heading(digest: Digest, localizer: Localizer) -> Markup:
    days = digest.figures.days
    when = localizer.day(days.first)
    if digest.kind is DigestKind.WEEK:
        when = f"{when} – {localizer.day(days.last)}"
    return Markup("📊 {}").format(
        joined(bold(localizer.name(digest.location.name, PLACE_LIMIT)), when)
    )


def _revenue_line(digest: Digest, localizer: Localizer) -> Markup:
    currency = digest.location.currency
    now, before = digest.figures.revenue, digest.before.revenue
    return joined(
        localizer.t("💶 Revenue: {amount}", amount=bold(amounts(now, currency, localizer))),
        _change(now, before, currency, localizer),
        localizer.t("before: {figure}", figure=amounts(before, currency, localizer)),
    )


def _change(
    now: tuple[Money, ...], before: tuple[Money, ...], currency: str, localizer: Localizer
) -> str | None:
    """Return the change, if all amounts are in `currency`."""
    if {money.currency for money in (*now, *before)} != {currency}:
        return None
    first, second = (total(money, currency) for money in (now, before))
    return change(first, second, localizer)


def _visits_line(digest: Digest, localizer: Localizer) -> Markup:
    now, before = digest.figures.turnout.visits, digest.before.turnout.visits
    average = amounts(
        [one.average for one in digest.lifetime_values], digest.location.currency, localizer
    )
    return joined(
        localizer.tn("👥 {count} visit", "👥 {count} visits", now),
        localizer.t("before: {figure}", figure=before),
        localizer.t("{amount} per client", amount=average) if digest.lifetime_values else None,
    )


def _no_shows_line(digest: Digest, localizer: Localizer) -> Markup:
    rate, before = (one.turnout.no_show_rate for one in (digest.figures, digest.before))
    return joined(
        localizer.t("🚫 No-shows and late cancels: {count}", count=rate.part),
        percent(rate, localizer) if rate.part else None,
        localizer.t("before: {figure}", figure=before.part),
    )


def _undecided_line(digest: Digest, localizer: Localizer) -> Markup | None:
    count = digest.figures.turnout.undecided
    if not count:
        return None
    return localizer.tn(
        "❔ {count} visit has no outcome yet", "❔ {count} visits have no outcome yet", count
    )


def _retention_line(digest: Digest, localizer: Localizer) -> Markup | None:
    if not digest.retention.whole:
        return None
    return localizer.t(
        "🔁 Clients who came again: {share}", share=percent(digest.retention, localizer)
    )


def _pipeline_lines(digest: Digest, localizer: Localizer) -> Iterator[Markup]:
    for one in digest.pipeline[:MOST_CURRENCIES]:
        yield localizer.t(
            "📅 Ahead: {paid} paid, {unpaid} to be paid",
            paid=localizer.money(one.paid),
            unpaid=localizer.money(one.unpaid),
        )


def _today_line(digest: Digest, localizer: Localizer) -> Markup:
    loads = digest.loads_today
    if not loads:
        return localizer.t("Nobody works today.")
    shown = [
        f"{name} {percent(load, localizer)}"
        for name, load in (
            (localizer.name(digest.master_names[one.master_id], NAME_LIMIT), one.load)
            for one in loads[:MOST_MASTERS]
        )
    ]
    return localizer.t("<b>Booked today</b>: {loads}", loads=_listed(shown, len(loads)))


def _gap_lines(digest: Digest, localizer: Localizer) -> Iterator[Markup]:
    if today := _gaps_of(digest, digest.today, localizer):
        yield localizer.t("<b>Free today</b>: {gaps}", gaps=today)
    if tomorrow := _gaps_of(digest, digest.today + DAY, localizer):
        yield localizer.t("<b>Free tomorrow</b>: {gaps}", gaps=tomorrow)


def _gaps_of(digest: Digest, day: date, localizer: Localizer) -> Markup | None:
    """List the longest gaps, in chronological order."""
    zone = digest.location.timezone
    gaps = [gap for gap in digest.gaps if gap.start_at.astimezone(zone).date() == day]
    longest = sorted(gaps, key=lambda gap: gap.start_at - gap.end_at)[:MOST_GAPS]
    return _listed([_gap_text(gap, digest, localizer) for gap in sorted(longest)], len(gaps))


def _gap_text(gap: Gap, digest: Digest, localizer: Localizer) -> str:
    zone = digest.location.timezone
    begin, end = (localizer.time(moment, zone) for moment in (gap.start_at, gap.end_at))
    return f"{begin}–{end} {localizer.name(digest.master_names[gap.master_id], NAME_LIMIT)}"


def _listed(shown: list[str], count: int) -> Markup | None:
    """Join the shown items, and count the others."""
    more = count - len(shown)
    return joined(*shown, f"+{more}" if more else None) or None
