from dishka.integrations.aiogram import FromDishka

from bot.callbacks.payments import BookAgain, MoneyBack, OtherTimes, Pay, TakeOtherTimeTap
from bot.callbacks.values import moment_of
from bot.navigation.frames.booking import frames_of_repeat
from bot.navigation.frames.visits import VisitsView, visit_frame
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.navigation.send_invoice import send_invoice
from bot.ui import payment_toasts, toasts
from domain.checkout.request_payment import RequestPayment
from domain.checkout.request_refund import RequestRefund
from domain.checkout.take_other_time import TakeOtherTime
from domain.shared.ids import BookingId, PaymentId
from domain.visit.errors import SlotTakenError
from domain.visit_queries.get_visit import GetVisit

routes = Routes()


@routes.tap(Pay, VisitsView.VISIT)
async def tap_pay(
    tap: Pay, navigator: Navigator, request_payment: FromDishka[RequestPayment]
) -> None:
    if not await send_invoice(BookingId(tap.booking_id), navigator, request_payment):
        navigator.toast = payment_toasts.already_paid(navigator.localizer)


@routes.tap(BookAgain, anywhere=True)
async def tap_book_again(
    tap: BookAgain, navigator: Navigator, get_visit: FromDishka[GetVisit]
) -> None:
    card = await get_visit.execute(navigator.client.identity, BookingId(tap.booking_id))
    navigator.home()
    navigator.note = card.visit.note
    for frame in frames_of_repeat(card.visit):
        navigator.open(frame)


@routes.tap(OtherTimes, anywhere=True)
async def tap_other_times(tap: OtherTimes, navigator: Navigator) -> None:
    """Show the card, which offers other times as long as the money waits."""
    navigator.restart_at(visit_frame(BookingId(tap.booking_id)))


@routes.tap(TakeOtherTimeTap, anywhere=True)
async def tap_other_time(
    tap: TakeOtherTimeTap, navigator: Navigator, take_other_time: FromDishka[TakeOtherTime]
) -> None:
    navigator.restart_at(visit_frame(BookingId(tap.booking_id)))
    try:
        await take_other_time.execute(
            navigator.client.identity, PaymentId(tap.payment_id), moment_of(tap.minute)
        )
    except SlotTakenError:
        navigator.toast = payment_toasts.other_time_taken(navigator.localizer)
    else:
        navigator.toast = toasts.visit_booked(navigator.localizer)


@routes.tap(MoneyBack, anywhere=True)
async def tap_money_back(
    tap: MoneyBack, navigator: Navigator, request_refund: FromDishka[RequestRefund]
) -> None:
    navigator.restart_at(visit_frame(BookingId(tap.booking_id)))
    await request_refund.execute(navigator.client.identity, PaymentId(tap.payment_id))
    navigator.toast = payment_toasts.money_goes_back(navigator.localizer)
