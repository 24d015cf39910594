"""What clients are told of their visits by a message, with what they can do about it."""

from datetime import datetime

from bot.callbacks.changes import CancelTold, ConfirmVisit, MoveTold
from bot.callbacks.values import minute_of
from bot.ui.localizer import Reader
from bot.ui.screen import Button, ButtonStyle, Screen
from bot.ui.text import label, lines, paragraphs
from bot.ui.visit.change_buttons import change_line, change_rows
from bot.ui.visit.delays import late_line
from bot.ui.visit.directions import directions_rows
from bot.ui.visit.lines import item_lines, place_line, when_lines
from bot.ui.visit.offer_lines import offer_lines, offer_rows
from domain.notifications.notification import News
from domain.visit.model import Visit


def reminder(news: News, reader: Reader) -> Screen:
    """Remind of a visit: to confirm, move or cancel it is a tap away, as long as one can."""
    visit = _visit(news)
    zone, booking_id = visit.location.timezone, visit.id
    text = paragraphs(
        reader.say("🔔 <b>Your visit is coming up</b>"),
        lines(when_lines(visit.items, zone, reader), late_line(visit, reader)),
        item_lines(visit.items, zone, reader, with_prices=False),
        place_line(visit.location, reader),
        change_line(visit, news.locks, reader),
        reader.say("Will you come?"),
    )
    come = Button(
        label(reader.say("👍 Yes, I will come")),
        tap=ConfirmVisit(booking_id=booking_id, minute=minute_of(visit.starts_at)),
        style=ButtonStyle.PRIMARY,
    )
    move, cancel = MoveTold(booking_id=booking_id), CancelTold(booking_id=booking_id)
    locked = news.locks.move is not None or news.locks.cancel is not None
    directions = directions_rows(visit.location, reader) if locked else ()
    return Screen(text, ((come,), *change_rows(news.locks, move, cancel, reader), *directions))


def time_proposed(news: News, reader: Reader) -> Screen:
    """Ask whether another time suits."""
    return _question(news, reader.say("🔁 <b>Would another time suit you?</b>"), reader)


def proposal_repeated(news: News, reader: Reader) -> Screen:
    """Ask once more."""
    return _question(news, reader.say("🔁 <b>Have you seen our question?</b>"), reader)


def _question(news: News, heading: str, reader: Reader) -> Screen:
    visit = _visit(news)
    zone = visit.location.timezone
    offered_at = datetime.fromisoformat(str(news.facts["offered_at"]))
    lapses_at = datetime.fromisoformat(str(news.facts["lapses_at"]))
    text = paragraphs(
        heading,
        reader.say("Your visit:"),
        when_lines(visit.items, zone, reader),
        item_lines(visit.items, zone, reader, with_prices=False),
        offer_lines(
            visit,
            offered_at,
            lapses_at,
            reader,
            with_anybody=bool(news.facts.get("with_anybody")),
            is_displaced=bool(news.facts.get("is_displaced")),
        ),
    )
    return Screen(text, offer_rows(visit, offered_at, reader))


def _visit(news: News) -> Visit:
    if news.visit is None:
        raise ValueError(f"{news.kind} is about a visit")
    return news.visit
