"""Taps on booked visits."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import BookingNumber, Minor


class OpenVisits(CallbackData, prefix="visits"):
    """Open the client's visits."""


class ShowVisits(CallbackData, prefix="vlist"):
    """Show upcoming or past visits."""

    past: bool


class OpenVisit(CallbackData, prefix="visit"):
    """Open the card of a visit."""

    booking_id: BookingNumber


class SendCalendarFile(CallbackData, prefix="ics"):
    """Send the visit as a file for the client's calendar."""

    booking_id: BookingNumber


class MoveVisit(CallbackData, prefix="move"):
    """Look for another time for a visit."""

    booking_id: BookingNumber


class AskCancel(CallbackData, prefix="cancel"):
    """Ask for confirmation before a visit is cancelled."""

    booking_id: BookingNumber


class CancelVisitTap(CallbackData, prefix="cancelok"):
    """Cancel a visit for the refund shown."""

    booking_id: BookingNumber
    back_minor: Minor = 0
