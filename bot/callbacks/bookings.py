"""Taps on an admin's list of everybody's visits."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import Id
from domain.visit.model import BookingStatus
from domain.visit_queries.booking_filter import NamedDays


class FilterPart(StrEnum):
    """By what the list is narrowed down."""

    DAYS = "days"
    STATUS = "status"
    LOCATION = "location"
    MASTER = "master"
    SERVICE = "service"


class OpenBookingList(CallbackData, prefix="blist"):
    """Open the list, or return to it."""


class OpenBookingFilters(CallbackData, prefix="bfilters"):
    """Look at what the list can be narrowed down by."""


class OpenFilterPart(CallbackData, prefix="bpart"):
    """Look at the choices of one part."""

    part: FilterPart


class FilterBy(CallbackData, prefix="bby"):
    """Narrow the list down to one location, master or service; 0 is any, of states too."""

    part: FilterPart
    id: Id


class FilterByStatus(CallbackData, prefix="bstatus"):
    """List visits of a state, or not: the wanted state of the choice, so that twice is once."""

    status: BookingStatus
    on: bool


class OnlyStatus(CallbackData, prefix="bonly"):
    """List visits of this state alone."""

    status: BookingStatus


class OfEverybody(CallbackData, prefix="bevery"):
    """List the visits of all clients, no longer of those who were searched for."""


class FilterByDays(CallbackData, prefix="bdays"):
    """List the visits of these days."""

    days: NamedDays


class ClearFilters(CallbackData, prefix="bclear"):
    """Narrow the list down no more than at first."""
