"""Texts for the status of a visit."""

from markupsafe import Markup

from bot.ui.localizer import Localizer, gettext_noop
from domain.visit.card import VisitCard
from domain.visit.model import OCCUPYING, BookingStatus, Visit

SHORT = {
    BookingStatus.PENDING: gettext_noop("not paid yet"),
    BookingStatus.CONFIRMED: gettext_noop("booked"),
    BookingStatus.RESCHEDULE_PROPOSED: gettext_noop("another time offered"),
    BookingStatus.COMPLETED: gettext_noop("done"),
    BookingStatus.NO_SHOW: gettext_noop("missed"),
    BookingStatus.CANCELLED: gettext_noop("cancelled"),
    BookingStatus.EXPIRED: gettext_noop("not paid in time"),
}

COMING = {
    BookingStatus.PENDING: gettext_noop("⏳ <b>This time is held for you</b>"),
    BookingStatus.CONFIRMED: gettext_noop("✅ <b>You are booked</b>"),
    BookingStatus.RESCHEDULE_PROPOSED: gettext_noop("🔁 <b>We have offered you another time</b>"),
}

OVER = {
    BookingStatus.PENDING: gettext_noop("🚫 <b>This visit was not confirmed</b>"),
    BookingStatus.CONFIRMED: gettext_noop("🕒 <b>This visit has begun or is over</b>"),
    BookingStatus.RESCHEDULE_PROPOSED: gettext_noop("🕒 <b>The time of this visit has passed</b>"),
    BookingStatus.COMPLETED: gettext_noop("✅ <b>Thank you for your visit!</b>"),
    BookingStatus.NO_SHOW: gettext_noop("🚫 <b>You did not come to this visit</b>"),
    BookingStatus.CANCELLED: gettext_noop("🚫 <b>This visit is cancelled</b>"),
    BookingStatus.EXPIRED: gettext_noop("⌛ <b>The time for paying ran out</b>"),
}


def short_status(visit: Visit, localizer: Localizer) -> Markup:
    """Return the status in a word or two."""
    return localizer.t(SHORT[visit.status])


def past_status(visit: Visit, localizer: Localizer) -> Markup:
    """Return the status of a past visit; one without an outcome "was booked"."""
    if visit.status in OCCUPYING:
        return localizer.t("was booked")
    return short_status(visit, localizer)


def status_for_staff(visit: Visit, localizer: Localizer, *, has_begun: bool) -> Markup:
    """Return the status for the staff; a visit that has begun must be marked."""
    if has_begun and visit.status in OCCUPYING:
        return localizer.t("❔ not marked yet")
    return short_status(visit, localizer)


def status_heading(card: VisitCard, localizer: Localizer) -> Markup:
    """Return the heading of a visit's card."""
    headings = COMING if card.is_coming else OVER
    return localizer.t(headings[card.visit.status])
