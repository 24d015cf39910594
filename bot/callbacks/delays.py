"""Taps about delayed visits."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import BookingNumber
from domain.visit.delays import Delay


class RunLateTap(CallbackData, prefix="delay"):
    """Report how much later than agreed a visit starts or ends."""

    booking_id: BookingNumber
    delay: Delay
