"""Another time that the business offers, as the client is asked about it."""

from datetime import datetime

from markupsafe import Markup

from bot.callbacks.changes import AcceptOffer, CancelTold, KeepOldTime, MoveTold
from bot.callbacks.values import minute_of
from bot.ui.localizer import Reader
from bot.ui.screen import Button, ButtonStyle, Rows
from bot.ui.text import bold, label, paragraphs
from domain.visit.model import Visit


def offer_lines(
    visit: Visit,
    offered_at: datetime,
    lapses_at: datetime,
    reader: Reader,
    *,
    with_anybody: bool = False,
    is_displaced: bool = False,
) -> Markup:
    """Say what is offered, why where we know, and what becomes of it if there is no answer."""
    zone = visit.location.timezone
    until = reader.day_and_time(lapses_at, zone)
    return paragraphs(
        reader.say("We are sorry: we cannot be there for you at the time that you booked.")
        if is_displaced
        else None,
        reader.say(
            "We offer you {time} instead.", time=bold(reader.day_and_time(offered_at, zone))
        ),
        reader.say("It would be with somebody else of our team.") if with_anybody else None,
        reader.say(
            "If you keep the old time, or we hear nothing until {until}, we will get in touch with "
            "you. Others can book the new time meanwhile.",
            until=until,
        )
        if is_displaced
        else reader.say(
            "If we hear nothing until {until}, your visit stays as it is. Others can book the new "
            "time meanwhile.",
            until=until,
        ),
    )


def offer_rows(visit: Visit, offered_at: datetime, reader: Reader) -> Rows:
    """Let the client take it, keep the old time, look for a third one, or cancel."""
    zone, booking_id = visit.location.timezone, visit.id
    accept = AcceptOffer(booking_id=booking_id, minute=minute_of(offered_at))
    return (
        (
            Button(
                label(reader.say("Take {time}", time=reader.day_and_time(offered_at, zone))),
                tap=accept,
                style=ButtonStyle.PRIMARY,
            ),
        ),
        (
            Button(
                label(reader.say("Keep {time}", time=reader.day_and_time(visit.starts_at, zone))),
                tap=KeepOldTime(booking_id=booking_id),
            ),
        ),
        (
            Button(label(reader.say("🔁 Another time")), tap=MoveTold(booking_id=booking_id)),
            Button(
                label(reader.say("Cancel free of charge")),
                tap=CancelTold(booking_id=booking_id),
                style=ButtonStyle.DANGER,
            ),
        ),
    )
