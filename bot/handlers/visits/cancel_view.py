from markupsafe import Markup

from bot.callbacks.changes import ChooseCause
from bot.callbacks.visits import CancelVisitTap
from bot.ui.layout import choice, grid
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import bold, label, lines, one_line, paragraphs, quoted
from bot.ui.visit.history import CAUSES
from bot.ui.visit.lines import item_lines, when_lines
from domain.shared.money import Money
from domain.visit.card import VisitCard

CAUSE_LIMIT = 300


def render_ask_cancel(
    card: VisitCard, localizer: Localizer, *, cause: str = "", by_hand: bool = False
) -> Screen:
    """Ask for confirmation before the visit is cancelled, and show the refund.

    A refund `by_hand` takes days. `cause` is a `CancelReason` or free text of the client.
    """
    visit, zone = card.visit, card.visit.location.timezone
    text = paragraphs(
        localizer.t("🚫 <b>Let this time go?</b>")
        if card.is_held
        else localizer.t("🚫 <b>Cancel this visit?</b>"),
        when_lines(visit.items, zone, localizer),
        item_lines(visit.items, zone, localizer, with_prices=False),
        _money(card, localizer, by_hand=by_hand),
        localizer.t("Your time becomes free for others at once. To keep it, go back."),
        None if card.is_held else _cause_lines(cause, localizer),
    )
    yes = Button(
        label(_yes(card, localizer)),
        tap=CancelVisitTap(booking_id=visit.id, back_minor=_back_minor(card)),
        style=ButtonStyle.DANGER,
    )
    return Screen(text, ((yes,),) if card.is_held else ((yes,), *_cause_rows(cause, localizer)))


def _cause_lines(cause: str, localizer: Localizer) -> Markup:
    if not cause or cause in CAUSES:
        return localizer.t("If you like, tell us why: tap a reason, or write it in your own words.")
    return lines(localizer.t("Your reason:"), quoted(one_line(cause, CAUSE_LIMIT)))


def _cause_rows(cause: str, localizer: Localizer) -> Rows:
    """Offer the predefined reasons; a second tap removes the choice."""
    return grid(
        [
            choice(
                localizer.t(words),
                ChooseCause(cause=None if cause == reason else reason),
                is_chosen=cause == reason,
            )
            for reason, words in CAUSES.items()
        ],
        2,
    )


def _back_minor(card: VisitCard) -> int:
    return card.refund_on_cancel.amount_minor if card.refund_on_cancel else 0


def _yes(card: VisitCard, localizer: Localizer) -> Markup:
    visit, back = card.visit, card.refund_on_cancel
    if card.is_held:
        return localizer.t("Yes, let it go")
    if visit.paid is None or back is None or back == visit.paid:
        return localizer.t("Yes, cancel the visit")
    return localizer.t("Yes, cancel and lose {kept}", kept=localizer.money(visit.paid - back))


def _money(card: VisitCard, localizer: Localizer, *, by_hand: bool) -> Markup | None:
    paid, back = card.visit.paid, card.refund_on_cancel
    if card.is_held:
        return localizer.t("Nothing was charged yet, and the invoice is taken away.")
    if paid is None or back is None:
        return None
    if not back.amount_minor:
        return localizer.t(
            "💸 You paid {paid}: nothing of it goes back, because you cancel so late.",
            paid=bold(localizer.money(paid)),
        )
    return lines(
        _what_goes_back(paid, back, localizer),
        localizer.t("We send it by hand, within a few days.") if by_hand else None,
    )


def _what_goes_back(paid: Money, back: Money, localizer: Localizer) -> Markup:
    if back == paid:
        return localizer.t(
            "💸 All that you paid, {paid}, goes back to you.", paid=bold(localizer.money(paid))
        )
    return localizer.t(
        "💸 You paid {paid}: {back} goes back to you, and {kept} is kept, because you cancel "
        "so late.",
        paid=localizer.money(paid),
        back=bold(localizer.money(back)),
        kept=bold(localizer.money(paid - back)),
    )
