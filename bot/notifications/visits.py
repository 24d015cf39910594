"""What clients are told of their visits by a message, with what they can do about it."""

from datetime import datetime

from bot.callbacks.changes import CancelFromNotification, ConfirmVisit, MoveFromNotification
from bot.callbacks.values import minute_of
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Screen
from bot.ui.text import label, lines, paragraphs
from bot.ui.visit.change_buttons import change_line, change_rows
from bot.ui.visit.delays import late_line
from bot.ui.visit.directions import directions_rows
from bot.ui.visit.lines import item_lines, place_line, when_lines
from bot.ui.visit.offer_lines import offer_lines, offer_rows
from domain.notifications.notification import News
from domain.visit.model import Visit


def reminder(news: News, localizer: Localizer) -> Screen:
    """Remind of a visit: to confirm, move or cancel it is a tap away, as long as one can."""
    visit = _visit(news)
    zone, booking_id = visit.location.timezone, visit.id
    text = paragraphs(
        localizer.t("🔔 <b>Your visit is coming up</b>"),
        lines(when_lines(visit.items, zone, localizer), late_line(visit, localizer)),
        item_lines(visit.items, zone, localizer, with_prices=False),
        place_line(visit.location, localizer),
        change_line(visit, news.locks, localizer),
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
    locked = news.locks.move is not None or news.locks.cancel is not None
    directions = directions_rows(visit.location, localizer) if locked else ()
    return Screen(text, ((come,), *change_rows(news.locks, move, cancel, localizer), *directions))


def time_proposed(news: News, localizer: Localizer) -> Screen:
    """Ask whether another time suits."""
    return _question(news, localizer.t("🔁 <b>Would another time suit you?</b>"), localizer)


def proposal_repeated(news: News, localizer: Localizer) -> Screen:
    """Ask once more."""
    return _question(news, localizer.t("🔁 <b>Have you seen our question?</b>"), localizer)


def _question(news: News, heading: str, localizer: Localizer) -> Screen:
    visit = _visit(news)
    zone = visit.location.timezone
    offered_at = datetime.fromisoformat(str(news.facts["offered_at"]))
    expires_at = datetime.fromisoformat(str(news.facts["expires_at"]))
    text = paragraphs(
        heading,
        localizer.t("Your visit:"),
        when_lines(visit.items, zone, localizer),
        item_lines(visit.items, zone, localizer, with_prices=False),
        offer_lines(
            visit,
            offered_at,
            expires_at,
            localizer,
            with_any_master=bool(news.facts.get("with_any_master")),
            is_displaced=bool(news.facts.get("is_displaced")),
        ),
    )
    return Screen(text, offer_rows(visit, offered_at, localizer))


def _visit(news: News) -> Visit:
    if news.visit is None:
        raise ValueError(f"{news.kind} is about a visit")
    return news.visit
