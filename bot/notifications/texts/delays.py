"""Notifications to clients that a visit begins late, or on time after all."""

from markupsafe import Markup

from bot.callbacks.changes import (
    CancelFromNotification,
    ConfirmVisit,
    MoveFromNotification,
    OpenFromNotification,
)
from bot.callbacks.values import minute_of
from bot.notifications.texts.registry import to_one
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import bold, label, lines, paragraphs
from bot.ui.visit.lines import item_lines
from domain.delays.messages import DelayFacts
from domain.notifications.content.contents import VisitContent
from domain.notifications.kinds.visits.running_late import RUNNING_LATE
from domain.visit.model import BookingStatus, Visit


@to_one(RUNNING_LATE)
def running_late(content: VisitContent[DelayFacts], localizer: Localizer) -> Screen:
    """State when a visit will begin, with buttons for what the client can do about it."""
    visit = content.visit
    services = item_lines(visit.items, visit.location.timezone, localizer, with_prices=False)
    if not visit.late_minutes:
        return Screen(
            paragraphs(_on_time(visit, localizer), services), (_open_row(visit, localizer),)
        )
    free = localizer.t("If that does not suit you, you can move or cancel it free of charge.")
    return Screen(paragraphs(_late(visit, localizer), services, free), _rows(visit, localizer))


def _on_time(visit: Visit, localizer: Localizer) -> Markup:
    return lines(
        localizer.t("🕒 <b>On time after all</b>"),
        localizer.t(
            "Your visit begins as agreed, at {time}.",
            time=bold(localizer.both_times(visit.starts_at, visit.location.timezone)),
        ),
    )


def _late(visit: Visit, localizer: Localizer) -> Markup:
    zone = visit.location.timezone
    return lines(
        localizer.t("⏱ <b>We are running late</b>"),
        localizer.t(
            "Sorry! Your visit at {agreed} will probably begin about {minutes} later: at {time}.",
            agreed=localizer.both_times(visit.starts_at, zone),
            minutes=localizer.duration(visit.late_minutes),
            time=bold(localizer.both_times(visit.expected_at, zone)),
        ),
    )


def _rows(visit: Visit, localizer: Localizer) -> Rows:
    """Offer to stay, move or cancel; an open proposal is answered on the card."""
    if visit.status is not BookingStatus.CONFIRMED:
        return (_open_row(visit, localizer),)
    stay = Button(
        label(localizer.t("👍 I will be there")),
        tap=ConfirmVisit(booking_id=visit.id, minute=minute_of(visit.starts_at)),
        style=ButtonStyle.PRIMARY,
    )
    move = Button(label(localizer.t("🔁 Move")), tap=MoveFromNotification(booking_id=visit.id))
    cancel = Button(
        label(localizer.t("Cancel free of charge")),
        tap=CancelFromNotification(booking_id=visit.id),
        style=ButtonStyle.DANGER,
    )
    return (stay,), (move, cancel)


def _open_row(visit: Visit, localizer: Localizer) -> tuple[Button, ...]:
    return (
        Button(label(localizer.t("🗂 My visit")), tap=OpenFromNotification(booking_id=visit.id)),
    )
