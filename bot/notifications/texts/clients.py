"""What the admins read about clients."""

from markupsafe import Markup

from bot.notifications.texts.registry import to_admins
from bot.ui.localizer import Localizer
from bot.ui.text import lines
from bot.ui.visit.message_lines import client_line
from domain.clients.messages import JoinedFacts
from domain.notifications.content.contents import Content
from domain.notifications.kinds.people.client_joined import CLIENT_JOINED


@to_admins(CLIENT_JOINED)
def client_joined(content: Content[JoinedFacts], localizer: Localizer) -> Markup:
    """A client added by phone uses the chat from now on."""
    return lines(
        localizer.t("🔗 <b>A client you added by phone is in the chat now</b>"),
        client_line(content.contact, localizer),
        localizer.t("Both entries are one now, and reminders go to the chat."),
    )
