"""The offer of another time, as the client reads it."""

from datetime import datetime

from markupsafe import Markup

from bot.callbacks.changes import (
    AcceptOffer,
    CancelFromNotification,
    DeclineOffer,
    MoveFromNotification,
)
from bot.callbacks.values import minute_of
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Rows
from bot.ui.text import bold, label, paragraphs
from domain.visit.model import Visit


def offer_lines(
    visit: Visit,
    offered_at: datetime,
    expires_at: datetime,
    localizer: Localizer,
    *,
    with_any_master: bool = False,
    is_displaced: bool = False,
) -> Markup:
    """Return what is offered, the reason if known, and what happens without an answer."""
    zone = visit.location.timezone
    until = localizer.day_and_time(expires_at, zone)
    return paragraphs(
        localizer.t("We are sorry: we cannot be there for you at the time that you booked.")
        if is_displaced
        else None,
        localizer.t(
            "We offer you {time} instead.", time=bold(localizer.day_and_time(offered_at, zone))
        ),
        localizer.t("It would be with somebody else of our team.") if with_any_master else None,
        localizer.t(
            "If you keep the old time, or we hear nothing until {until}, we will get in touch with "
            "you. Others can book the new time meanwhile.",
            until=until,
        )
        if is_displaced
        else localizer.t(
            "If we hear nothing until {until}, your visit stays as it is. Others can book the new "
            "time meanwhile.",
            until=until,
        ),
    )


def offer_rows(visit: Visit, offered_at: datetime, localizer: Localizer) -> Rows:
    """Return the buttons to accept, to keep the old time, to find another one, and to cancel."""
    zone, booking_id = visit.location.timezone, visit.id
    accept = AcceptOffer(booking_id=booking_id, minute=minute_of(offered_at))
    return (
        (
            Button(
                label(localizer.t("Take {time}", time=localizer.day_and_time(offered_at, zone))),
                tap=accept,
                style=ButtonStyle.PRIMARY,
            ),
        ),
        (
            Button(
                label(
                    localizer.t("Keep {time}", time=localizer.day_and_time(visit.starts_at, zone))
                ),
                tap=DeclineOffer(booking_id=booking_id),
            ),
        ),
        (
            Button(
                label(localizer.t("🔁 Another time")),
                tap=MoveFromNotification(booking_id=booking_id),
            ),
            Button(
                label(localizer.t("Cancel free of charge")),
                tap=CancelFromNotification(booking_id=booking_id),
                style=ButtonStyle.DANGER,
            ),
        ),
    )
