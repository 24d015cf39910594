"""Who could not be told something, for admins."""

from markupsafe import Markup

from bot.ui.localizer import Localizer
from bot.ui.text import lines
from bot.ui.visit.message_lines import client_line, visit_lines
from domain.notifications.notification import News
from domain.outbox.message import MessageKind


def delivery_failed(news: News, localizer: Localizer) -> Markup:
    """A person could not be reached in the chat, and had better be phoned.

    A client's answer that nobody could read stands where the client is written to.
    """
    if news.facts.get("told") == MessageKind.VISIT_MESSAGE and "user_id" not in news.facts:
        return lines(
            localizer.t("✉️ <b>A client's answer could not be delivered</b>"),
            visit_lines(news.visit, localizer),
            client_line(news.contact),
            localizer.t("It stands on the visit's card, beneath “Write to the client”."),
        )
    return lines(
        localizer.t("📵 <b>A message could not be delivered</b>"),
        visit_lines(news.visit, localizer),
        client_line(news.contact),
        localizer.t("Please phone: in the chat this person cannot be reached."),
    )
