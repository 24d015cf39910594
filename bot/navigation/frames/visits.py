from pydantic import BaseModel, ConfigDict

from bot.navigation.frames.frame import Frame, ViewId, frame_of
from domain.shared.ids import BookingId


class VisitCardView(ViewId):
    """A visit as the staff see it, and their actions on it."""

    STAFF_VISIT = "staff_visit"
    OFFER = "offer"
    UNMARKED = "unmarked"
    STAFF_NOTE = "staff_note"
    WRITE_CLIENT = "write_client"
    STAFF_CANCEL = "staff_cancel"


class VisitsView(ViewId):
    """A client's own visits."""

    VISITS = "visits"
    VISIT = "visit"
    CANCEL = "cancel"
    WRITE_STAFF = "write_staff"


class VisitPayload(BaseModel):
    """Which visit a screen is about."""

    model_config = ConfigDict(frozen=True)

    booking_id: BookingId


class MadeVisitPayload(VisitPayload):
    """A visit that the client made a moment ago: its card may ask for what comes next."""

    is_just_made: bool = False


def made_visit_frame(booking_id: BookingId) -> Frame:
    """Return the card of a visit that was made a moment ago."""
    payload = MadeVisitPayload(booking_id=booking_id, is_just_made=True)
    return frame_of(VisitsView.VISIT, payload)


def visit_frame(booking_id: BookingId) -> Frame:
    """Return the card of a visit."""
    return frame_of(VisitsView.VISIT, VisitPayload(booking_id=booking_id))


def staff_visit_frame(booking_id: BookingId) -> Frame:
    """Return a visit as the staff see it."""
    return frame_of(VisitCardView.STAFF_VISIT, VisitPayload(booking_id=booking_id))


def about_visit(view: ViewId, booking_id: BookingId) -> Frame:
    """Return another screen that is about one visit."""
    return frame_of(view, VisitPayload(booking_id=booking_id))


def cancel_frame(booking_id: BookingId) -> Frame:
    """Return the question whether to cancel a visit."""
    return frame_of(VisitsView.CANCEL, VisitPayload(booking_id=booking_id))


def booking_of(frame: Frame) -> BookingId:
    """Return the visit that such a screen is about."""
    return frame.read(VisitPayload).booking_id
