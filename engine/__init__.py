"""The slot-finding engine: facts in, values out; no clock, no database, no network."""

from engine.calculator import SlotCalculator
from engine.facade import find_nearest_slots, find_slots
from engine.finder import ChainFinder
from engine.horizon import Horizon
from engine.model.availability import Availability, FreeTime, MasterAvailability
from engine.model.base import (
    BaseDTO,
    BookingRequest,
    BookingResult,
    BookingSolution,
    ResourceAvailability,
)
from engine.model.errors import (
    BookingEngineError,
    ChainBuildError,
    InvalidBookingDateError,
    InvalidServiceDurationError,
    NoAvailabilityError,
    ResourceNotAvailableError,
    SlotAlreadyBookedError,
)
from engine.model.protocols import AvailabilityProvider, BusySlotsProvider, ScheduleProvider
from engine.model.reasons import Reason, ReasonCode
from engine.model.requests import BookingEngineRequest, BookingMode
from engine.model.results import (
    BookingChainSolution,
    EngineResult,
    SingleServiceSolution,
    WaitlistEntry,
)
from engine.model.services import ServiceRequest
from engine.month import CalendarEngine, public_holidays
from engine.scorer import BookingScorer, ScoringWeights
from engine.validator import BookingValidator

__all__ = [
    "Availability",
    "AvailabilityProvider",
    "BaseDTO",
    "BookingChainSolution",
    "BookingEngineError",
    "BookingEngineRequest",
    "BookingMode",
    "BookingRequest",
    "BookingResult",
    "BookingScorer",
    "BookingSolution",
    "BookingValidator",
    "BusySlotsProvider",
    "CalendarEngine",
    "ChainBuildError",
    "ChainFinder",
    "EngineResult",
    "FreeTime",
    "Horizon",
    "InvalidBookingDateError",
    "InvalidServiceDurationError",
    "MasterAvailability",
    "NoAvailabilityError",
    "Reason",
    "ReasonCode",
    "ResourceAvailability",
    "ResourceNotAvailableError",
    "ScheduleProvider",
    "ScoringWeights",
    "ServiceRequest",
    "SingleServiceSolution",
    "SlotAlreadyBookedError",
    "SlotCalculator",
    "WaitlistEntry",
    "find_nearest_slots",
    "find_slots",
    "public_holidays",
]
