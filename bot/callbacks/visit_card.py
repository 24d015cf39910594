"""Taps of the staff."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import BookingNumber
from domain.shared.identity import Role
from domain.visit.outcomes import Mark


class SwitchRole(CallbackData, prefix="role"):
    """Look at the menu of another role."""

    role: Role


class OpenStaffVisit(CallbackData, prefix="svisit"):
    """Open a visit as the staff see it."""

    booking_id: BookingNumber


class ShowVisitInGroup(CallbackData, prefix="gvisit"):
    """Show a visit with its client to the one admin who taps in the group."""

    booking_id: BookingNumber


class ProposeTimeTap(CallbackData, prefix="offer"):
    """Look for another time to offer to the client."""

    booking_id: BookingNumber


class SendOffer(CallbackData, prefix="offerok"):
    """Offer the time that the card shows."""


class MarkVisit(CallbackData, prefix="mark"):
    """Say what became of a visit."""

    booking_id: BookingNumber
    mark: Mark


class CorrectVisit(CallbackData, prefix="fix"):
    """Say what became of a visit instead of what was said by mistake."""

    booking_id: BookingNumber
    mark: Mark


class OpenUnmarked(CallbackData, prefix="unmarked"):
    """Open the list of visits of which nobody has said what became of them."""


class OpenAllUnmarked(CallbackData, prefix="unmarkall"):
    """Open the same from a message, as a master."""


class OpenListedVisit(CallbackData, prefix="slist"):
    """Open a visit of a list of the staff's; Back leads to the list."""

    booking_id: BookingNumber
