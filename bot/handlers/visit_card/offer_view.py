"""The staff's confirmation before another time is offered."""

from datetime import datetime

from bot.callbacks.visit_card import SendOffer
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Screen
from bot.ui.text import LABEL_LIMIT, bold, label, lines, paragraphs
from bot.ui.visit.lines import item_lines
from domain.visit_queries.get_staff_visit import StaffVisitCard


def render_offer(card: StaffVisitCard, start_at: datetime, localizer: Localizer) -> Screen:
    """Show old and new time; a tap sends the offer to the client."""
    visit, zone = card.visit, card.visit.location.timezone
    text = paragraphs(
        localizer.t(
            "🔁 <b>Offer this time to {client}?</b>",
            client=localizer.person(card.client.name, LABEL_LIMIT),
        ),
        lines(
            localizer.t("Now: {time}", time=localizer.day_and_time(visit.starts_at, zone)),
            localizer.t("New: {time}", time=bold(localizer.day_and_time(start_at, zone))),
        ),
        item_lines(visit.items, zone, localizer, with_prices=False),
        localizer.t(
            "The old time stays until the client answers. The new one is not kept free meanwhile."
        ),
    )
    send = Button(label(localizer.t("Ask the client")), tap=SendOffer(), style=ButtonStyle.PRIMARY)
    return Screen(text, ((send,),))
