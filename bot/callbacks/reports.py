"""Taps of admins on reports and on the schedule of digests."""

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
    """Send the digests of a location at this local hour."""

    location_id: Id
    hour: Hour


class SwitchDailyDigest(CallbackData, prefix="dgdaily"):
    """Switch the daily digest of a location; `on` is the wanted state, so the tap is idempotent."""

    location_id: Id
    on: bool


class ChooseDigestWeekday(CallbackData, prefix="dgweek"):
    """Send the weekly digest of a location on this weekday, or never (`None`)."""

    location_id: Id
    weekday: Weekday | None
