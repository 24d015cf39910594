"""Taps about payments."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import BookingNumber, Minute, PaymentNumber


class Pay(CallbackData, prefix="pay"):
    """Send the invoice of a held visit, for the first time or again."""

    booking_id: BookingNumber


class BookAgain(CallbackData, prefix="rebook"):
    """Book the same services once more, at the same time if it is still free."""

    booking_id: BookingNumber


class OtherTimes(CallbackData, prefix="late"):
    """Look for another time after a late payment, from its notification."""

    booking_id: BookingNumber


class TakeOtherTimeTap(CallbackData, prefix="reseat"):
    """Take another time for a visit that was paid too late."""

    booking_id: BookingNumber
    payment_id: PaymentNumber
    minute: Minute


class MoneyBack(CallbackData, prefix="moneyback"):
    """Request a refund of a late payment, instead of another time."""

    booking_id: BookingNumber
    payment_id: PaymentNumber
