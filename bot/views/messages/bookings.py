"""What happens to visits, for admins."""

from markupsafe import Markup

from bot.views.messages.lines import client_line, visit_lines
from bot.views.reader import Reader
from bot.views.words import lines
from domain.notifications.notice import News


def booking_made(news: News, reader: Reader) -> Markup:
    """Somebody has booked."""
    return _about_visit(reader.say("🆕 <b>New visit</b>"), news, reader)


def booking_moved(news: News, reader: Reader) -> Markup:
    """A visit has a new time."""
    return _about_visit(reader.say("🔁 <b>Visit moved</b>"), news, reader)


def booking_cancelled(news: News, reader: Reader) -> Markup:
    """A visit was let go."""
    return _about_visit(reader.say("🚫 <b>Visit cancelled</b>"), news, reader)


def _about_visit(heading: Markup, news: News, reader: Reader) -> Markup:
    return lines(heading, visit_lines(news.visit, reader), client_line(news.contact))
