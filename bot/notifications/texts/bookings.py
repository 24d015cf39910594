"""Notifications about visits, for admins."""

from typing import Any

from markupsafe import Markup

from bot.notifications.texts.registry import to_admins, to_one
from bot.notifications.texts.rows import visit_rows
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from bot.ui.text import lines
from bot.ui.visit.message_lines import client_line, visit_lines
from domain.booking.messages import MovedFacts
from domain.notifications.content.contents import (
    CancelledContent,
    ChangeableContent,
    Content,
    VisitContent,
)
from domain.notifications.kinds.bookings.booking_cancelled import BOOKING_CANCELLED
from domain.notifications.kinds.bookings.booking_made import BOOKING_MADE
from domain.notifications.kinds.bookings.booking_moved import BOOKING_MOVED
from domain.notifications.kinds.bookings.needs_new_time import NEEDS_NEW_TIME
from domain.notifications.kinds.proposals.proposal_accepted import PROPOSAL_ACCEPTED
from domain.notifications.kinds.proposals.proposal_declined import PROPOSAL_DECLINED
from domain.notifications.kinds.proposals.proposal_unanswered import PROPOSAL_UNANSWERED
from domain.notifications.kinds.visits.no_show import NO_SHOW
from domain.notifications.kinds.visits.outcome_asked import OUTCOME_ASKED
from domain.outbox.message import Facts
from domain.outcomes.messages import OutcomeFacts
from domain.proposals.messages import NewTimeFacts
from domain.visit.messages import CancelledFacts
from domain.visit.proposals import ProposalAnswer


@to_admins(BOOKING_MADE)
def booking_made(content: ChangeableContent[Facts], localizer: Localizer) -> Markup:
    """A visit was booked."""
    return _about_visit(localizer.t("🆕 <b>New visit</b>"), content, localizer)


@to_admins(BOOKING_MOVED)
def booking_moved(content: ChangeableContent[MovedFacts], localizer: Localizer) -> Markup:
    """A visit has a new time."""
    about = _about_visit(localizer.t("🔁 <b>Visit moved</b>"), content, localizer)
    zone = content.visit.location.timezone
    when = localizer.day_and_time(content.facts.old_start_at, zone)
    return lines(about, localizer.t("Before: {when}", when=when))


@to_admins(BOOKING_CANCELLED)
def booking_cancelled(content: CancelledContent[CancelledFacts], localizer: Localizer) -> Markup:
    """A visit was cancelled."""
    return _about_visit(localizer.t("🚫 <b>Visit cancelled</b>"), content, localizer)


@to_admins(PROPOSAL_ACCEPTED)
def proposal_accepted(content: VisitContent[Facts], localizer: Localizer) -> Markup:
    """A client has accepted the offered time."""
    return _about_visit(localizer.t("🔁 <b>The new time is accepted</b>"), content, localizer)


@to_admins(PROPOSAL_DECLINED)
def proposal_declined(content: VisitContent[Facts], localizer: Localizer) -> Markup:
    """A client has declined the offered time."""
    return _about_visit(
        localizer.t("🔁 <b>The new time is declined: the old one stays</b>"), content, localizer
    )


@to_admins(PROPOSAL_UNANSWERED)
def proposal_unanswered(content: VisitContent[Facts], localizer: Localizer) -> Markup:
    """An offer was not answered."""
    return _about_visit(
        localizer.t("🔁 <b>No answer to the new time: the old one stays</b>"), content, localizer
    )


@to_admins(NO_SHOW)
def no_show(content: VisitContent[Facts], localizer: Localizer) -> Markup:
    """A client did not come."""
    return _about_visit(localizer.t("🚷 <b>The client did not come</b>"), content, localizer)


@to_admins(NEEDS_NEW_TIME)
def needs_new_time(content: VisitContent[NewTimeFacts], localizer: Localizer) -> Markup:
    """A visit is booked while its master is absent, and the client should be called."""
    about = _about_visit(
        localizer.t("📞 <b>This visit needs another time: please phone the client</b>"),
        content,
        localizer,
    )
    return lines(about, _why_phone(content, localizer))


def _why_phone(content: VisitContent[NewTimeFacts], localizer: Localizer) -> Markup:
    """Explain why the client should be called."""
    if content.facts.is_soon:
        return localizer.t("Nobody is there for it then. The client is asked, but it begins soon.")
    match content.facts.why:
        case ProposalAnswer.DECLINED:
            return localizer.t("Nobody is there for it then, but the client keeps the time.")
        case ProposalAnswer.EXPIRED:
            return localizer.t("Nobody is there for it then, and the client has not answered.")
        case _:
            return localizer.t("Nobody is there for it then, and the bot could not ask.")


@to_one(NEEDS_NEW_TIME)
def is_coming_anyway(content: VisitContent[NewTimeFacts], localizer: Localizer) -> Screen:
    """Notify a master of a visit during an absence."""
    about = _about_visit(
        localizer.t("⚠️ <b>This visit stands while you are away</b>"), content, localizer
    )
    is_declined = content.facts.why is ProposalAnswer.DECLINED
    declined = localizer.t("We asked whether another time suits: the client keeps this one.")
    silent = localizer.t("We asked whether another time suits: there was no answer.")
    phone = localizer.t("The admins know that the client is to be phoned.")
    return Screen(
        lines(about, declined if is_declined else silent, phone),
        visit_rows([content], localizer, in_group=False),
    )


@to_admins(OUTCOME_ASKED)
def outcome_asked(content: VisitContent[OutcomeFacts], localizer: Localizer) -> Markup:
    """A visit has no outcome yet."""
    return _about_visit(localizer.t("❔ <b>What became of this visit?</b>"), content, localizer)


def _about_visit(heading: Markup, content: Content[Any], localizer: Localizer) -> Markup:
    return lines(
        heading, visit_lines(content.visit, localizer), client_line(content.contact, localizer)
    )
