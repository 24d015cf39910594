"""Taps about what is written of a visit: the staff's note, and what they and a client write."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import BookingNumber


class OpenStaffNote(CallbackData, prefix="snote"):
    """Open the staff's note on a visit."""

    booking_id: BookingNumber


class DropStaffNote(CallbackData, prefix="nosnote"):
    """Take the staff's note away."""


class WriteToClient(CallbackData, prefix="write"):
    """Write to the client of a visit, from its card."""

    booking_id: BookingNumber


class AnswerClient(CallbackData, prefix="wback"):
    """Write to the client of a visit, from a message of theirs."""

    booking_id: BookingNumber


class AnswerStaff(CallbackData, prefix="reply"):
    """Answer somebody of the staff, from a message of theirs."""

    booking_id: BookingNumber


class OpenWritten(CallbackData, prefix="wvisit"):
    """Open the client's own visit, and keep the message that was written about it."""

    booking_id: BookingNumber
