from dishka.integrations.aiogram import FromDishka

from bot.callbacks.refunds import OpenRefunds, RefundMade
from bot.handlers.refunds.refunds_view import render_refunds
from bot.navigation.frames.frame import Frame, ViewId
from bot.navigation.navigator import Navigator
from bot.navigation.roles import ADMINS
from bot.navigation.routes import MenuEntry, Routes
from bot.ui import payment_toasts, toasts
from bot.ui.localizer import gettext_noop
from bot.ui.screen import Screen
from domain.checkout.list_manual_refunds import ListManualRefunds
from domain.checkout.mark_refunded import MarkRefunded
from domain.shared.identity import Role
from domain.shared.ids import BookingId, PaymentId


class RefundsView(ViewId):
    """Screens of manual refunds."""

    REFUNDS = "refunds"


routes = Routes()

LONGEST_NUMBER = 18


@routes.command("refunds", gettext_noop("What is to be sent back"), 110, ADMINS)
async def refunds(_arguments: str, navigator: Navigator) -> None:
    """Open the list; for clients the command is unknown."""
    if Role.ADMIN in navigator.client.identity.roles:
        navigator.restart_at(Frame(view=RefundsView.REFUNDS))
    else:
        navigator.toast = toasts.unknown_command(navigator.localizer)


@routes.command("refunded")
async def refunded(
    arguments: str, navigator: Navigator, mark_refunded: FromDishka[MarkRefunded]
) -> None:
    """Mark the payment of a visit, by its number, as refunded although the visit is active."""
    identity, localizer = navigator.client.identity, navigator.localizer
    if Role.ADMIN not in identity.roles:
        navigator.toast = toasts.unknown_command(localizer)
    elif not (arguments.isascii() and arguments.isdigit() and len(arguments) <= LONGEST_NUMBER):
        navigator.toast = payment_toasts.refunded_visit_wanted(localizer)
    else:
        await mark_refunded.of_visit(identity, BookingId(int(arguments)))
        navigator.toast = payment_toasts.refund_noted(localizer)


@routes.tap(OpenRefunds, beneath=True)
async def tap_refunds(_tap: OpenRefunds, navigator: Navigator) -> None:
    """Open the list; the opener checks whether the user may see it."""
    navigator.restart_at(Frame(view=RefundsView.REFUNDS))


@routes.opens(
    RefundsView.REFUNDS,
    roles=ADMINS,
    menu=[MenuEntry(Role.ADMIN, 60, gettext_noop("💸 To be sent back"), OpenRefunds)],
)
async def open_refunds(
    _frame: Frame, navigator: Navigator, list_refunds: FromDishka[ListManualRefunds]
) -> Screen:
    return render_refunds(
        await list_refunds.execute(navigator.client.identity), navigator.localizer
    )


@routes.tap(RefundMade, RefundsView.REFUNDS)
async def tap_refund_made(
    tap: RefundMade, navigator: Navigator, mark_refunded: FromDishka[MarkRefunded]
) -> None:
    await mark_refunded.execute(navigator.client.identity, PaymentId(tap.payment_id))
    navigator.toast = payment_toasts.refund_noted(navigator.localizer)
