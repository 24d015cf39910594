"""Taps about money."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import BookingNumber, Minute, PaymentNumber


class Pay(CallbackData, prefix="pay"):
    """Send the invoice of a visit that is held, again where it was sent before."""

    booking_id: BookingNumber


class BookAgain(CallbackData, prefix="rebook"):
    """Book the same services once more, at the same time if it is still free."""

    booking_id: BookingNumber


class OtherTimes(CallbackData, prefix="late"):
    """Look for another time for the visit whose money came too late, from a message of it."""

    booking_id: BookingNumber


class TakeOtherTimeTap(CallbackData, prefix="reseat"):
    """Have the visit whose money came too late at another time."""

    booking_id: BookingNumber
    payment_id: PaymentNumber
    minute: Minute


class MoneyBack(CallbackData, prefix="moneyback"):
    """Have the money back that came too late, instead of another time."""

    booking_id: BookingNumber
    payment_id: PaymentNumber
