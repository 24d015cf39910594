"""Taps of admins who act for a client."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import BookingNumber, Minor, UserNumber
from domain.visit.reasons import StaffReason


class OpenBookFor(CallbackData, prefix="bookfor"):
    """Look for the client to book for."""


class ChooseClient(CallbackData, prefix="forwho"):
    """Book for this client."""

    client_id: UserNumber


class AddClientTap(CallbackData, prefix="addwho"):
    """Write down a new client, as typed, and book for them; others may have the same number."""

    shares_phone: bool = False


class BookFor(CallbackData, prefix="okfor"):
    """Book for the client what the card shows, for the price that it shows, or move it."""

    price_minor: Minor


class MoveForClient(CallbackData, prefix="smove"):
    """Look for another time for a client's visit."""

    booking_id: BookingNumber


class AskCancelForClient(CallbackData, prefix="scancel"):
    """Ask whether a client's visit is really to be cancelled."""

    booking_id: BookingNumber


class ChooseStaffCause(CallbackData, prefix="swhy"):
    """Say why we cancel a visit; without a cause, say nothing about it after all."""

    staff_cause: StaffReason | None = None


class CancelForClient(CallbackData, prefix="scancelok"):
    """Cancel a client's visit."""

    booking_id: BookingNumber
