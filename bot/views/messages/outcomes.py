"""What masters are asked of their visits, with the answers a tap away."""

from bot.views.messages.lines import client_line
from bot.views.outcome import rows_of_marks
from bot.views.reader import Reader
from bot.views.screen import Screen
from bot.views.visit_lines import item_lines, when_lines
from bot.views.words import lines, paragraphs
from domain.booking.outcomes import ends_of
from domain.notifications.notice import News


def outcome_question(news: News, reader: Reader) -> Screen:
    """Ask what became of a visit that is over."""
    visit = news.visit
    if visit is None:
        raise ValueError("there is nothing to ask without a visit")
    zone = visit.location.timezone
    text = paragraphs(
        reader.say("❔ <b>What became of this visit?</b>"),
        lines(client_line(news.contact), when_lines(visit.items, zone, reader)),
        item_lines(visit.items, zone, reader, with_prices=True),
    )
    return Screen(text, rows_of_marks(visit.id, ends_of(visit), reader))
