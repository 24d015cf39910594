"""Taps on the staff's note of a visit, and on messages between staff and client."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import BookingNumber


class OpenStaffNote(CallbackData, prefix="snote"):
    """Open the staff's note on a visit."""

    booking_id: BookingNumber


class DropStaffNote(CallbackData, prefix="nosnote"):
    """Remove the staff's note."""


class WriteToClient(CallbackData, prefix="write"):
    """Write to the client of a visit, from its card."""

    booking_id: BookingNumber


class AnswerClient(CallbackData, prefix="wback"):
    """Reply to the client's message about a visit."""

    booking_id: BookingNumber


class AnswerStaff(CallbackData, prefix="reply"):
    """Reply to a message of the staff."""

    booking_id: BookingNumber


class OpenWritten(CallbackData, prefix="wvisit"):
    """Open the client's own visit, and leave the message about it in the chat."""

    booking_id: BookingNumber
