from domain.booking.add_booking import AddBooking
from domain.booking.calculate_deposit import CalculateDeposit
from domain.booking.cancel_standing import CancelStanding
from domain.booking.cancel_visit import CancelVisit
from domain.booking.change_visit import ChangeVisit
from domain.booking.choose_items import ChooseItems
from domain.booking.claim_time import ClaimTime
from domain.booking.confirm_attendance import ConfirmAttendance
from domain.booking.hold_slot import HoldSlot
from domain.booking.occupy_time import OccupyTime
from domain.booking.preview_visit import PreviewVisit
from domain.booking.release_holds import ReleaseHolds
from domain.booking.reschedule import Reschedule

SERVICES = (
    AddBooking,
    CalculateDeposit,
    CancelStanding,
    CancelVisit,
    ChangeVisit,
    ChooseItems,
    ClaimTime,
    ConfirmAttendance,
    HoldSlot,
    OccupyTime,
    PreviewVisit,
    ReleaseHolds,
    Reschedule,
)
