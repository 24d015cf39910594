"""Taps that change a visit: from its card, from a reminder, or from an offer of another time."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import BookingNumber, Minute
from domain.visit.reasons import CancelReason


class ConfirmVisit(CallbackData, prefix="come"):
    """Say that one will come to a visit, at the time that was told."""

    booking_id: BookingNumber
    minute: Minute


class OpenFromNotification(CallbackData, prefix="vtold"):
    """Open the visit that a message tells of."""

    booking_id: BookingNumber


class MoveFromNotification(CallbackData, prefix="tmove"):
    """Look for another time, from a message that tells of the visit."""

    booking_id: BookingNumber


class CancelFromNotification(CallbackData, prefix="tcancel"):
    """Ask whether the visit is to be cancelled, from a message that tells of it."""

    booking_id: BookingNumber


class AcceptOffer(CallbackData, prefix="take"):
    """Take the other time that was offered."""

    booking_id: BookingNumber
    minute: Minute


class DeclineOffer(CallbackData, prefix="keep"):
    """Decline the other time, and come at the old one."""

    booking_id: BookingNumber


class WithAnyMaster(CallbackData, prefix="anyone"):
    """Look for another time with any master, or with those of the visit alone."""

    on: bool


class ChooseCause(CallbackData, prefix="why"):
    """Say why a visit is cancelled; without a cause, say nothing about it after all."""

    cause: CancelReason | None = None
