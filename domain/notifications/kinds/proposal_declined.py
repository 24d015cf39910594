"""A client declined another time."""

from domain.notifications.checks import is_booked
from domain.notifications.content import VisitContent
from domain.notifications.kind import Kind
from domain.notifications.reads import read_visit
from domain.outbox.message import Facts, MessageKind

PROPOSAL_DECLINED: Kind[Facts, VisitContent[Facts]] = Kind(
    MessageKind.PROPOSAL_DECLINED, Facts, is_booked, read_visit
)
