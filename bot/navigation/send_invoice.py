"""Requests the payment of a visit, below its card."""

from bot.navigation.navigator import Navigator
from bot.ui import payment_toasts
from domain.checkout.request_payment import RequestPayment
from domain.payments.errors import HoldOverError, PaymentFailedError
from domain.shared.ids import BookingId


async def send_invoice(
    booking_id: BookingId, navigator: Navigator, request_payment: RequestPayment
) -> bool:
    """Send the invoice; return whether money is due. A toast explains a failure."""
    try:
        payment = await request_payment.execute(navigator.client.identity, booking_id)
    except PaymentFailedError:
        navigator.toast = payment_toasts.invoice_not_sent(navigator.localizer)
    except HoldOverError:
        navigator.toast = payment_toasts.hold_over(navigator.localizer)
    else:
        if payment is None:
            return False
        navigator.toast = payment_toasts.invoice_sent(navigator.localizer)
    return True
