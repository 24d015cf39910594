"""The first screen of a change of a visit, if the visit can be changed."""

from datetime import datetime

from bot.fsm.booking import DayChosen, StartChosen, advance
from bot.navigation.frames.booking import draft_of_move, frame_of_draft
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.visits import cancel_frame
from domain.shared.denials import ensure
from domain.visit.card import VisitCard
from domain.visit.errors import VisitNotActiveError
from domain.visit.model import Visit


def frame_of_move(card: VisitCard) -> Frame:
    """Return the calendar in which the client looks for another time.

    Raises:
        VisitNotActiveError: nothing can be changed any more.
        PolicyDenial: it is too late to move.
    """
    ensure_coming(card)
    ensure(card.move_denial)
    return frame_of_draft(draft_of_move(card.visit))


def frame_of_cancel(card: VisitCard) -> Frame:
    """Return the question whether to cancel the visit.

    Raises:
        VisitNotActiveError: nothing can be changed any more.
        PolicyDenial: it is too late to cancel.
    """
    ensure_coming(card)
    ensure(card.cancel_denial)
    return cancel_frame(card.visit.id)


def frame_of_move_to(visit: Visit, start_at: datetime) -> Frame:
    """Return the card that asks whether to move to this exact time."""
    day = start_at.astimezone(visit.location.timezone).date()
    draft = advance(advance(draft_of_move(visit), DayChosen(day)), StartChosen(start_at))
    return frame_of_draft(draft)


def frame_of_offer(visit: Visit) -> Frame:
    """Return the calendar in which the staff look for another time to offer."""
    draft = draft_of_move(visit).model_copy(
        update={"is_offer": True, "visit_client_id": visit.client_id}
    )
    return frame_of_draft(draft)


def frame_of_staff_move(visit: Visit) -> Frame:
    """Return the calendar in which an admin looks for another time for a client's visit."""
    draft = draft_of_move(visit).model_copy(update={"client_id": visit.client_id})
    return frame_of_draft(draft)


def ensure_coming(card: VisitCard) -> None:
    """Raise `VisitNotActiveError` if the visit can no longer be changed."""
    if not card.is_coming:
        raise VisitNotActiveError
