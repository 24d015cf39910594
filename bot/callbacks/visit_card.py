"""Taps of the staff."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import BookingNumber
from domain.shared.identity import Role
from domain.visit.outcomes import Mark


class SwitchRole(CallbackData, prefix="role"):
    """Show the menu of another role."""

    role: Role


class OpenStaffVisit(CallbackData, prefix="svisit"):
    """Open the staff card of a visit."""

    booking_id: BookingNumber


class ShowVisitInGroup(CallbackData, prefix="gvisit"):
    """Show a visit with its client only to the admin who taps in the group."""

    booking_id: BookingNumber


class ProposeTimeTap(CallbackData, prefix="offer"):
    """Look for another time to offer to the client."""

    booking_id: BookingNumber


class SendOffer(CallbackData, prefix="offerok"):
    """Offer the time on the card."""


class MarkVisit(CallbackData, prefix="mark"):
    """Mark the outcome of a visit."""

    booking_id: BookingNumber
    mark: Mark


class CorrectVisit(CallbackData, prefix="fix"):
    """Correct the outcome of a visit."""

    booking_id: BookingNumber
    mark: Mark


class OpenUnmarked(CallbackData, prefix="unmarked"):
    """Open the list of visits without an outcome."""


class OpenAllUnmarked(CallbackData, prefix="unmarkall"):
    """Open the same list from a message, as a master."""


class OpenListedVisit(CallbackData, prefix="slist"):
    """Open a visit from a staff list; Back returns to the list."""

    booking_id: BookingNumber
