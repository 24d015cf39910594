"""Failed deliveries, for admins."""

from markupsafe import Markup

from bot.notifications.texts.registry import to_admins
from bot.ui.localizer import Localizer
from bot.ui.text import lines
from bot.ui.visit.message_lines import client_line, visit_lines
from domain.notifications.content.contents import Content
from domain.notifications.content.messages import FailureFacts
from domain.notifications.kinds.people.delivery_failed import DELIVERY_FAILED
from domain.outbox.message import MessageKind


@to_admins(DELIVERY_FAILED)
def delivery_failed(content: Content[FailureFacts], localizer: Localizer) -> Markup:
    """A person could not be reached in the chat, and should be called.

    An undelivered answer from a client is shown on the card of the visit.
    """
    if content.facts.told is MessageKind.VISIT_MESSAGE and content.facts.user_id is None:
        return lines(
            localizer.t("✉️ <b>A client's answer could not be delivered</b>"),
            visit_lines(content.visit, localizer),
            client_line(content.contact, localizer),
            localizer.t("It stands on the visit's card, beneath “Write to the client”."),
        )
    return lines(
        localizer.t("📵 <b>A message could not be delivered</b>"),
        visit_lines(content.visit, localizer),
        client_line(content.contact, localizer),
        localizer.t("Please phone: in the chat this person cannot be reached."),
    )
