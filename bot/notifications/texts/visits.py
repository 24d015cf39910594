"""Notifications to clients about their visits, with buttons for what they can do."""

from bot.callbacks.changes import CancelFromNotification, ConfirmVisit, MoveFromNotification
from bot.callbacks.values import minute_of
from bot.notifications.texts.registry import to_one
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Screen
from bot.ui.text import label, lines, paragraphs
from bot.ui.visit.change_buttons import change_line, change_rows
from bot.ui.visit.delays import late_line
from bot.ui.visit.directions import directions_rows
from bot.ui.visit.lines import item_lines, place_line, when_lines
from bot.ui.visit.offer_lines import offer_lines, offer_rows
from domain.notifications.content.contents import ChangeableContent, VisitContent
from domain.notifications.kinds.proposals.proposal_repeated import PROPOSAL_REPEATED
from domain.notifications.kinds.proposals.time_proposed import TIME_PROPOSED
from domain.notifications.kinds.visits.reminder import REMINDER
from domain.proposals.messages import ProposalFacts
from domain.reminders.plan import ReminderFacts


@to_one(REMINDER)
def reminder(content: ChangeableContent[ReminderFacts], localizer: Localizer) -> Screen:
    """Remind the client of a visit, with buttons to confirm, move or cancel it if allowed."""
    visit = content.visit
    zone, booking_id = visit.location.timezone, visit.id
    text = paragraphs(
        localizer.t("🔔 <b>Your visit is coming up</b>"),
        lines(when_lines(visit.items, zone, localizer), late_line(visit, localizer)),
        item_lines(visit.items, zone, localizer, with_prices=False),
        place_line(visit.location, localizer),
        change_line(visit, content.locks, localizer),
        localizer.t("Will you come?"),
    )
    come = Button(
        label(localizer.t("👍 Yes, I will come")),
        tap=ConfirmVisit(booking_id=booking_id, minute=minute_of(visit.starts_at)),
        style=ButtonStyle.PRIMARY,
    )
    move, cancel = (
        MoveFromNotification(booking_id=booking_id),
        CancelFromNotification(booking_id=booking_id),
    )
    locked = content.locks.move is not None or content.locks.cancel is not None
    directions = directions_rows(visit.location, localizer) if locked else ()
    return Screen(
        text, ((come,), *change_rows(content.locks, move, cancel, localizer), *directions)
    )


@to_one(TIME_PROPOSED)
def time_proposed(content: VisitContent[ProposalFacts], localizer: Localizer) -> Screen:
    """Ask whether another time suits."""
    return _question(content, localizer.t("🔁 <b>Would another time suit you?</b>"), localizer)


@to_one(PROPOSAL_REPEATED)
def proposal_repeated(content: VisitContent[ProposalFacts], localizer: Localizer) -> Screen:
    """Ask once more."""
    return _question(content, localizer.t("🔁 <b>Have you seen our question?</b>"), localizer)


def _question(content: VisitContent[ProposalFacts], heading: str, localizer: Localizer) -> Screen:
    visit, facts = content.visit, content.facts
    zone = visit.location.timezone
    text = paragraphs(
        heading,
        localizer.t("Your visit:"),
        when_lines(visit.items, zone, localizer),
        item_lines(visit.items, zone, localizer, with_prices=False),
        offer_lines(
            visit,
            facts.offered_at,
            facts.expires_at,
            localizer,
            with_any_master=facts.with_any_master,
            is_displaced=facts.is_displaced,
        ),
    )
    return Screen(text, offer_rows(visit, facts.offered_at, localizer))
