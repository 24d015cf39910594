"""What clients are told of a visit that begins later than agreed, or on time after all."""

from markupsafe import Markup

from bot.callbacks.changes import CancelTold, ConfirmVisit, MoveTold, OpenTold
from bot.callbacks.values import minute_of
from bot.ui.localizer import Reader
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import bold, label, lines, paragraphs
from bot.ui.visit.lines import item_lines
from domain.notifications.notification import News
from domain.visit.model import BookingStatus, Visit


def running_late(news: News, reader: Reader) -> Screen:
    """Tell the newest word on when a visit begins, with what its client can do about it."""
    visit = news.visit
    if visit is None:
        raise ValueError("nobody is late without a visit")
    services = item_lines(visit.items, visit.location.timezone, reader, with_prices=False)
    if not visit.late_minutes:
        return Screen(paragraphs(_on_time(visit, reader), services), (_open_row(visit, reader),))
    free = reader.say("If that does not suit you, you can move or cancel it free of charge.")
    return Screen(paragraphs(_late(visit, reader), services, free), _rows(visit, reader))


def _on_time(visit: Visit, reader: Reader) -> Markup:
    return lines(
        reader.say("🕒 <b>On time after all</b>"),
        reader.say(
            "Your visit begins as agreed, at {time}.",
            time=bold(reader.both_times(visit.starts_at, visit.location.timezone)),
        ),
    )


def _late(visit: Visit, reader: Reader) -> Markup:
    zone = visit.location.timezone
    return lines(
        reader.say("⏱ <b>We are running late</b>"),
        reader.say(
            "Sorry! Your visit at {agreed} will probably begin about {minutes} later: at {time}.",
            agreed=reader.both_times(visit.starts_at, zone),
            minutes=reader.duration(visit.late_minutes),
            time=bold(reader.both_times(visit.expected_at, zone)),
        ),
    )


def _rows(visit: Visit, reader: Reader) -> Rows:
    """Offer to stay, move or cancel; another time that is offered is answered on the card."""
    if visit.status is not BookingStatus.CONFIRMED:
        return (_open_row(visit, reader),)
    stay = Button(
        label(reader.say("👍 I will be there")),
        tap=ConfirmVisit(booking_id=visit.id, minute=minute_of(visit.starts_at)),
        style=ButtonStyle.PRIMARY,
    )
    move = Button(label(reader.say("🔁 Move")), tap=MoveTold(booking_id=visit.id))
    cancel = Button(
        label(reader.say("Cancel free of charge")),
        tap=CancelTold(booking_id=visit.id),
        style=ButtonStyle.DANGER,
    )
    return (stay,), (move, cancel)


def _open_row(visit: Visit, reader: Reader) -> tuple[Button, ...]:
    return (Button(label(reader.say("🗂 My visit")), tap=OpenTold(booking_id=visit.id)),)
