"""Taps that change a visit: from its card, from a reminder, or from an offer of another time."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import BookingNumber, Minute
from domain.visit.reasons import CancelReason


class ConfirmVisit(CallbackData, prefix="come"):
    """Confirm attendance at the time in the notification."""

    booking_id: BookingNumber
    minute: Minute


class OpenFromNotification(CallbackData, prefix="vtold"):
    """Open the visit of a notification."""

    booking_id: BookingNumber


class MoveFromNotification(CallbackData, prefix="tmove"):
    """Look for another time, from a notification of the visit."""

    booking_id: BookingNumber


class CancelFromNotification(CallbackData, prefix="tcancel"):
    """Ask whether to cancel the visit, from a notification of it."""

    booking_id: BookingNumber


class AcceptOffer(CallbackData, prefix="take"):
    """Accept the offered time."""

    booking_id: BookingNumber
    minute: Minute


class DeclineOffer(CallbackData, prefix="keep"):
    """Decline the offered time and keep the old one."""

    booking_id: BookingNumber


class WithAnyMaster(CallbackData, prefix="anyone"):
    """Look for another time with any master, or only with the masters of the visit."""

    on: bool


class ChooseCause(CallbackData, prefix="why"):
    """Choose the reason for a cancellation; without a cause, remove the reason."""

    cause: CancelReason | None = None
