"""What there was with a client before, in a line or two for the staff."""

from markupsafe import Markup

from bot.ui.localizer import Reader
from bot.ui.text import NAME_ON_BUTTON, joined, lines
from domain.visit.model import BookingStatus
from domain.visit.staff_ports import ClientPast, PastVisit


def past_lines(past: ClientPast | None, reader: Reader) -> Markup | None:
    """Say how often the client came and did not, how often to the reader, and when last."""
    if past is None:
        return None
    if not past.kept and not past.missed:
        return reader.say("🌱 Has not been here before")
    counts = joined(
        reader.say_many("came {count} time", "came {count} times", past.kept),
        reader.say_many("missed {count} visit", "missed {count} visits", past.missed)
        if past.missed
        else None,
        reader.say_many("{count} visit with you", "{count} visits with you", past.kept_with_me)
        if past.kept_with_me
        else None,
    )
    return lines(Markup("📒 {}").format(counts), _last_line(past, reader))


def _last_line(past: ClientPast, reader: Reader) -> Markup | None:
    if not past.last:
        return None
    told = Markup("; ").join(_visit(visit, reader) for visit in past.last)
    return reader.say("🕘 Last: {visits}", visits=told)


def _visit(visit: PastVisit, reader: Reader) -> Markup:
    day = reader.past_day(visit.start_at.date())
    name = reader.name(visit.service_name, NAME_ON_BUTTON)
    if visit.status is BookingStatus.NO_SHOW:
        return reader.say("{day}, {service} (missed)", day=day, service=name)
    return Markup("{}, {}").format(day, name)
