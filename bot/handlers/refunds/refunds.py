from dishka.integrations.aiogram import FromDishka

from bot.callbacks.payments import OpenRefunds, RefundMade
from bot.handlers.refunds.refunds_view import render_refunds
from bot.navigation.frames.frame import Frame, ViewId
from bot.navigation.navigator import Navigator
from bot.navigation.roles import ADMINS
from bot.navigation.routes import MenuEntry, Routes
from bot.ui import payment_toasts, toasts
from bot.ui.localizer import say
from bot.ui.screen import Screen
from domain.checkout.list_manual_refunds import ListRefundsByHand
from domain.checkout.mark_refunded import MarkRefunded
from domain.shared.identity import Role
from domain.shared.ids import BookingId, PaymentId


class RefundsView(ViewId):
    """Money that admins send back."""

    REFUNDS = "refunds"


routes = Routes()

LONGEST_NUMBER = 18


@routes.command("refunds", say("What is to be sent back"), 110, ADMINS)
async def refunds(_arguments: str, navigator: Navigator) -> None:
    """Open the list; for clients there is no such command."""
    if Role.ADMIN in navigator.client.identity.roles:
        navigator.restart_at(Frame(view=RefundsView.REFUNDS))
    else:
        navigator.notice = toasts.unknown_command(navigator.reader)


@routes.command("refunded")
async def refunded(
    arguments: str, navigator: Navigator, mark_refunded: FromDishka[MarkRefunded]
) -> None:
    """Note that the payment of a visit, by its number, was sent back though the visit stands."""
    identity, reader = navigator.client.identity, navigator.reader
    if Role.ADMIN not in identity.roles:
        navigator.notice = toasts.unknown_command(reader)
    elif not (arguments.isascii() and arguments.isdigit() and len(arguments) <= LONGEST_NUMBER):
        navigator.notice = payment_toasts.refunded_visit_wanted(reader)
    else:
        await mark_refunded.of_visit(identity, BookingId(int(arguments)))
        navigator.notice = payment_toasts.refund_noted(reader)


@routes.tap(OpenRefunds, beneath=True)
async def tap_refunds(_tap: OpenRefunds, navigator: Navigator) -> None:
    """Open the list: the opener asks whether this person may see it."""
    navigator.restart_at(Frame(view=RefundsView.REFUNDS))


@routes.opens(
    RefundsView.REFUNDS,
    roles=ADMINS,
    menu=[MenuEntry(Role.ADMIN, 60, say("💸 To be sent back"), OpenRefunds)],
)
async def open_refunds(
    _frame: Frame, navigator: Navigator, list_refunds: FromDishka[ListRefundsByHand]
) -> Screen:
    return render_refunds(await list_refunds.execute(navigator.client.identity), navigator.reader)


@routes.tap(RefundMade, RefundsView.REFUNDS)
async def tap_refund_made(
    tap: RefundMade, navigator: Navigator, mark_refunded: FromDishka[MarkRefunded]
) -> None:
    await mark_refunded.execute(navigator.client.identity, PaymentId(tap.payment_id))
    navigator.notice = payment_toasts.refund_noted(navigator.reader)
