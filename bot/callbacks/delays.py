"""Taps about visits that begin later than agreed."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import BookingNumber
from domain.visit.delays import Delay


class RunLateTap(CallbackData, prefix="delay"):
    """Say how much later than agreed a visit begins, or goes on."""

    booking_id: BookingNumber
    delay: Delay
