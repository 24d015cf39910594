from bot.callbacks import CancelVisitTap
from bot.views.reader import Reader
from bot.views.screen import Button, ButtonStyle, Screen
from bot.views.visit_lines import item_lines, when_lines
from bot.views.words import label, paragraphs
from domain.booking.get_visit import VisitCard


def render_ask_cancel(card: VisitCard, reader: Reader) -> Screen:
    """Ask whether the visit is really to be cancelled."""
    visit, zone = card.visit, card.visit.location.timezone
    text = paragraphs(
        reader.say("🚫 <b>Cancel this visit?</b>"),
        when_lines(visit.items, zone, reader),
        item_lines(visit.items, zone, reader, with_prices=False),
        reader.say("Your time becomes free for others at once. To keep it, go back."),
    )
    yes = Button(
        label(reader.say("Yes, cancel the visit")),
        tap=CancelVisitTap(booking_id=visit.id),
        style=ButtonStyle.DANGER,
    )
    return Screen(text, ((yes,),))
