from markupsafe import Markup

from bot.callbacks.changes import ChooseCause
from bot.callbacks.visits import CancelVisitTap
from bot.ui.layout import choice, grid
from bot.ui.localizer import Reader
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import bold, label, lines, one_line, paragraphs, quoted
from bot.ui.visit.history import CAUSES
from bot.ui.visit.lines import item_lines, when_lines
from domain.shared.money import Money
from domain.visit_queries.get_visit import VisitCard

CAUSE_LIMIT = 300


def render_ask_cancel(
    card: VisitCard, reader: Reader, *, cause: str = "", by_hand: bool = False
) -> Screen:
    """Ask whether the visit is really to be cancelled, and tell what goes back of its money.

    Money that goes back `by_hand` takes days. `cause` is a `CancelReason`, or the client's words.
    """
    visit, zone = card.visit, card.visit.location.timezone
    text = paragraphs(
        reader.say("🚫 <b>Let this time go?</b>")
        if card.is_held
        else reader.say("🚫 <b>Cancel this visit?</b>"),
        when_lines(visit.items, zone, reader),
        item_lines(visit.items, zone, reader, with_prices=False),
        _money(card, reader, by_hand=by_hand),
        reader.say("Your time becomes free for others at once. To keep it, go back."),
        None if card.is_held else _cause_lines(cause, reader),
    )
    yes = Button(
        label(_yes(card, reader)),
        tap=CancelVisitTap(booking_id=visit.id, back_minor=_back_minor(card)),
        style=ButtonStyle.DANGER,
    )
    return Screen(text, ((yes,),) if card.is_held else ((yes,), *_cause_rows(cause, reader)))


def _cause_lines(cause: str, reader: Reader) -> Markup:
    if not cause or cause in CAUSES:
        return reader.say("If you like, tell us why: tap a reason, or write it in your own words.")
    return lines(reader.say("Your reason:"), quoted(one_line(cause, CAUSE_LIMIT)))


def _cause_rows(cause: str, reader: Reader) -> Rows:
    """Offer the ready reasons; a second tap takes one back."""
    return grid(
        [
            choice(
                reader.say(words),
                ChooseCause(cause=None if cause == reason else reason),
                is_chosen=cause == reason,
            )
            for reason, words in CAUSES.items()
        ],
        2,
    )


def _back_minor(card: VisitCard) -> int:
    return card.refund_on_cancel.amount_minor if card.refund_on_cancel else 0


def _yes(card: VisitCard, reader: Reader) -> Markup:
    visit, back = card.visit, card.refund_on_cancel
    if card.is_held:
        return reader.say("Yes, let it go")
    if visit.paid is None or back is None or back == visit.paid:
        return reader.say("Yes, cancel the visit")
    return reader.say("Yes, cancel and lose {kept}", kept=reader.money(visit.paid - back))


def _money(card: VisitCard, reader: Reader, *, by_hand: bool) -> Markup | None:
    paid, back = card.visit.paid, card.refund_on_cancel
    if card.is_held:
        return reader.say("Nothing was charged yet, and the invoice is taken away.")
    if paid is None or back is None:
        return None
    if not back.amount_minor:
        return reader.say(
            "💸 You paid {paid}: nothing of it goes back, because you cancel so late.",
            paid=bold(reader.money(paid)),
        )
    return lines(
        _what_goes_back(paid, back, reader),
        reader.say("We send it by hand, within a few days.") if by_hand else None,
    )


def _what_goes_back(paid: Money, back: Money, reader: Reader) -> Markup:
    if back == paid:
        return reader.say(
            "💸 All that you paid, {paid}, goes back to you.", paid=bold(reader.money(paid))
        )
    return reader.say(
        "💸 You paid {paid}: {back} goes back to you, and {kept} is kept, because you cancel "
        "so late.",
        paid=reader.money(paid),
        back=bold(reader.money(back)),
        kept=bold(reader.money(paid - back)),
    )
