"""The history of a client in a line or two, for the staff."""

from markupsafe import Markup

from bot.ui.localizer import Localizer
from bot.ui.text import NAME_ON_BUTTON, joined, lines
from domain.visit.model import BookingStatus
from domain.visit.staff_ports import ClientPast, PastVisit


def past_lines(past: ClientPast | None, localizer: Localizer) -> Markup | None:
    """Return how often the client came, missed, and came to the reader, and the last visits."""
    if past is None:
        return None
    if not past.kept and not past.missed:
        return localizer.t("🌱 Has not been here before")
    counts = joined(
        localizer.tn("came {count} time", "came {count} times", past.kept),
        localizer.tn("missed {count} visit", "missed {count} visits", past.missed)
        if past.missed
        else None,
        localizer.tn("{count} visit with you", "{count} visits with you", past.kept_with_me)
        if past.kept_with_me
        else None,
    )
    return lines(Markup("📒 {}").format(counts), _last_line(past, localizer))


def _last_line(past: ClientPast, localizer: Localizer) -> Markup | None:
    if not past.last:
        return None
    visits = Markup("; ").join(_visit(visit, localizer) for visit in past.last)
    return localizer.t("🕘 Last: {visits}", visits=visits)


def _visit(visit: PastVisit, localizer: Localizer) -> Markup:
    day = localizer.past_day(visit.start_at.date())
    name = localizer.name(visit.service_name, NAME_ON_BUTTON)
    if visit.status is BookingStatus.NO_SHOW:
        return localizer.t("{day}, {service} (missed)", day=day, service=name)
    return Markup("{}, {}").format(day, name)
