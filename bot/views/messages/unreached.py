"""Who could not be told something, for admins."""

from markupsafe import Markup

from bot.views.messages.lines import client_line, visit_lines
from bot.views.reader import Reader
from bot.views.words import lines
from domain.notifications.notice import News


def delivery_failed(news: News, reader: Reader) -> Markup:
    """A person could not be reached in the chat, and had better be phoned."""
    return lines(
        reader.say("📵 <b>A message could not be delivered</b>"),
        visit_lines(news.visit, reader),
        client_line(news.contact),
        reader.say("Please phone: in the chat this person cannot be reached."),
    )
