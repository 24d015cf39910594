"""Taps of admins on figures, and on when digests of them come."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.my_time import Weekday
from bot.callbacks.values import Hour, Id
from domain.reporting.due import DigestKind


class OpenFigures(CallbackData, prefix="figures"):
    """Open the figures."""


class SendDigest(CallbackData, prefix="digest"):
    """Send the digests of all locations now."""

    kind: DigestKind


class ChooseDigestHour(CallbackData, prefix="dghour"):
    """Have the digests of a location at this local hour."""

    location_id: Id
    hour: Hour


class SwitchDailyDigest(CallbackData, prefix="dgdaily"):
    """Have a daily digest of a location, or none: what is wanted, so that twice is once."""

    location_id: Id
    on: bool


class ChooseDigestWeekday(CallbackData, prefix="dgweek"):
    """Have a weekly digest of a location on this weekday, or none."""

    location_id: Id
    weekday: Weekday | None
