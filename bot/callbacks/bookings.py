"""Taps on the admins' list of all visits."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import Id
from domain.visit.model import BookingStatus
from domain.visit_queries.booking_filter import NamedDays


class FilterPart(StrEnum):
    """The parts of the filter."""

    DAYS = "days"
    STATUS = "status"
    LOCATION = "location"
    MASTER = "master"
    SERVICE = "service"


class OpenBookingList(CallbackData, prefix="blist"):
    """Open the list, or return to it."""


class OpenBookingFilters(CallbackData, prefix="bfilters"):
    """Open the filters of the list."""


class OpenFilterPart(CallbackData, prefix="bpart"):
    """Open the choices of one part."""

    part: FilterPart


class FilterBy(CallbackData, prefix="bby"):
    """Filter by one location, master or service; 0 is any, also for the status."""

    part: FilterPart
    id: Id


class FilterByStatus(CallbackData, prefix="bstatus"):
    """Include visits with a status or not; `on` is the wanted state, so the tap is idempotent."""

    status: BookingStatus
    on: bool


class OnlyStatus(CallbackData, prefix="bonly"):
    """List only visits with this status."""

    status: BookingStatus


class ClearClientFilter(CallbackData, prefix="bevery"):
    """Clear the search and list the visits of all clients."""


class FilterByDays(CallbackData, prefix="bdays"):
    """List the visits of these days."""

    days: NamedDays


class ClearFilters(CallbackData, prefix="bclear"):
    """Reset the filters to their defaults."""
