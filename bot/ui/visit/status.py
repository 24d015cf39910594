"""What has become of a visit, in words."""

from markupsafe import Markup

from bot.ui.localizer import Reader, say
from domain.visit.model import OCCUPYING, BookingStatus, Visit
from domain.visit_queries.get_visit import VisitCard

SHORT = {
    BookingStatus.PENDING: say("not paid yet"),
    BookingStatus.CONFIRMED: say("booked"),
    BookingStatus.RESCHEDULE_PROPOSED: say("another time offered"),
    BookingStatus.COMPLETED: say("done"),
    BookingStatus.NO_SHOW: say("missed"),
    BookingStatus.CANCELLED: say("cancelled"),
    BookingStatus.EXPIRED: say("not paid in time"),
}

COMING = {
    BookingStatus.PENDING: say("⏳ <b>This time is held for you</b>"),
    BookingStatus.CONFIRMED: say("✅ <b>You are booked</b>"),
    BookingStatus.RESCHEDULE_PROPOSED: say("🔁 <b>We have offered you another time</b>"),
}

OVER = {
    BookingStatus.PENDING: say("🚫 <b>This visit was not confirmed</b>"),
    BookingStatus.CONFIRMED: say("🕒 <b>This visit has begun or is over</b>"),
    BookingStatus.RESCHEDULE_PROPOSED: say("🕒 <b>The time of this visit has passed</b>"),
    BookingStatus.COMPLETED: say("✅ <b>Thank you for your visit!</b>"),
    BookingStatus.NO_SHOW: say("🚫 <b>You did not come to this visit</b>"),
    BookingStatus.CANCELLED: say("🚫 <b>This visit is cancelled</b>"),
    BookingStatus.EXPIRED: say("⌛ <b>The time for paying ran out</b>"),
}


def short_status(visit: Visit, reader: Reader) -> Markup:
    """Return the status in a word or two."""
    return reader.say(SHORT[visit.status])


def past_status(visit: Visit, reader: Reader) -> Markup:
    """Return the status of a visit that is over: one that nobody has marked was booked."""
    if visit.status in OCCUPYING:
        return reader.say("was booked")
    return short_status(visit, reader)


def status_for_staff(visit: Visit, reader: Reader, *, has_begun: bool) -> Markup:
    """Return the status as the staff read it: one that has begun is to be marked."""
    if has_begun and visit.status in OCCUPYING:
        return reader.say("❔ not marked yet")
    return short_status(visit, reader)


def status_heading(card: VisitCard, reader: Reader) -> Markup:
    """Return the heading of a visit's card."""
    headings = COMING if card.is_coming else OVER
    return reader.say(headings[card.visit.status])
