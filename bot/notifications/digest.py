"""The digest, for admins: short, as it stands beneath a picture on a phone."""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from bot.notifications.digest_figures import amounts, change, percent
from bot.ui.localizer import Reader
from bot.ui.text import bold, joined, lines, paragraphs
from domain.reporting.digest import Digest
from domain.reporting.due import DigestKind
from domain.reporting.find_gaps import Gap
from domain.shared.money import Money, total
from domain.shared.time import DAY

PLACE_LIMIT, NAME_LIMIT = 40, 16
MOST_MASTERS, MOST_GAPS, MOST_CURRENCIES = 6, 4, 2


def render_digest(digest: Digest, reader: Reader) -> Markup:
    """Tell the figures, and what can still be sold; a caption takes it all, whatever the names."""
    return paragraphs(
        _heading(digest, reader),
        lines(
            _revenue_line(digest, reader),
            _visits_line(digest, reader),
            _no_shows_line(digest, reader),
            _undecided_line(digest, reader),
            _retention_line(digest, reader),
            *_pipeline_lines(digest, reader),
        ),
        lines(_today_line(digest, reader), *_gap_lines(digest, reader)),
    )


def digests_left_out(count: int, reader: Reader) -> Markup:
    """Say that there are more locations than were told of."""
    return reader.say_many(
        "{count} more location is not shown here; its digest comes by itself.",
        "{count} more locations are not shown here; their digests come by themselves.",
        count,
    )


def _heading(digest: Digest, reader: Reader) -> Markup:
    days = digest.figures.days
    when = reader.day(days.first)
    if digest.kind is DigestKind.WEEK:
        when = f"{when} – {reader.day(days.last)}"
    return Markup("📊 {}").format(
        joined(bold(reader.name(digest.location.name, PLACE_LIMIT)), when)
    )


def _revenue_line(digest: Digest, reader: Reader) -> Markup:
    currency = digest.location.currency
    now, before = digest.figures.revenue, digest.before.revenue
    return joined(
        reader.say("💶 Revenue: {amount}", amount=bold(amounts(now, currency, reader))),
        _change(now, before, currency, reader),
        reader.say("before: {figure}", figure=amounts(before, currency, reader)),
    )


def _change(
    now: tuple[Money, ...], before: tuple[Money, ...], currency: str, reader: Reader
) -> str | None:
    """Compare where there is one currency only."""
    if {money.currency for money in (*now, *before)} != {currency}:
        return None
    first, second = (total(money, currency) for money in (now, before))
    return change(first, second, reader)


def _visits_line(digest: Digest, reader: Reader) -> Markup:
    now, before = digest.figures.turnout.visits, digest.before.turnout.visits
    average = amounts(
        [one.average for one in digest.lifetime_values], digest.location.currency, reader
    )
    return joined(
        reader.say_many("👥 {count} visit", "👥 {count} visits", now),
        reader.say("before: {figure}", figure=before),
        reader.say("{amount} per client", amount=average) if digest.lifetime_values else None,
    )


def _no_shows_line(digest: Digest, reader: Reader) -> Markup:
    rate, before = (one.turnout.no_show_rate for one in (digest.figures, digest.before))
    return joined(
        reader.say("🚫 No-shows and late cancels: {count}", count=rate.part),
        percent(rate, reader) if rate.part else None,
        reader.say("before: {figure}", figure=before.part),
    )


def _undecided_line(digest: Digest, reader: Reader) -> Markup | None:
    count = digest.figures.turnout.undecided
    if not count:
        return None
    return reader.say_many(
        "❔ {count} visit has no outcome yet", "❔ {count} visits have no outcome yet", count
    )


def _retention_line(digest: Digest, reader: Reader) -> Markup | None:
    if not digest.retention.whole:
        return None
    return reader.say("🔁 Clients who came again: {share}", share=percent(digest.retention, reader))


def _pipeline_lines(digest: Digest, reader: Reader) -> Iterator[Markup]:
    for one in digest.pipeline[:MOST_CURRENCIES]:
        yield reader.say(
            "📅 Ahead: {paid} paid, {unpaid} to be paid",
            paid=reader.money(one.paid),
            unpaid=reader.money(one.unpaid),
        )


def _today_line(digest: Digest, reader: Reader) -> Markup:
    loads = digest.loads_today
    if not loads:
        return reader.say("Nobody works today.")
    told = [
        f"{reader.name(digest.master_names[one.master_id], NAME_LIMIT)} {percent(one.load, reader)}"
        for one in loads[:MOST_MASTERS]
    ]
    return reader.say("<b>Booked today</b>: {loads}", loads=_listed(told, len(loads)))


def _gap_lines(digest: Digest, reader: Reader) -> Iterator[Markup]:
    if today := _gaps_of(digest, digest.today, reader):
        yield reader.say("<b>Free today</b>: {gaps}", gaps=today)
    if tomorrow := _gaps_of(digest, digest.today + DAY, reader):
        yield reader.say("<b>Free tomorrow</b>: {gaps}", gaps=tomorrow)


def _gaps_of(digest: Digest, day: date, reader: Reader) -> Markup | None:
    """Tell the longest gaps, in their order."""
    zone = digest.location.timezone
    gaps = [gap for gap in digest.gaps if gap.start_at.astimezone(zone).date() == day]
    longest = sorted(gaps, key=lambda gap: gap.start_at - gap.end_at)[:MOST_GAPS]
    return _listed([_told(gap, digest, reader) for gap in sorted(longest)], len(gaps))


def _told(gap: Gap, digest: Digest, reader: Reader) -> str:
    zone = digest.location.timezone
    begin, end = (reader.time(moment, zone) for moment in (gap.start_at, gap.end_at))
    return f"{begin}–{end} {reader.name(digest.master_names[gap.master_id], NAME_LIMIT)}"


def _listed(told: list[str], count: int) -> Markup | None:
    """Join what is told; what is beyond is counted."""
    more = count - len(told)
    return joined(*told, f"+{more}" if more else None) or None
