"""A client accepted another time."""

from domain.notifications.checks import is_booked
from domain.notifications.content import VisitContent
from domain.notifications.kind import Kind
from domain.notifications.reads import read_visit
from domain.outbox.message import Facts, MessageKind

PROPOSAL_ACCEPTED: Kind[Facts, VisitContent[Facts]] = Kind(
    MessageKind.PROPOSAL_ACCEPTED, Facts, is_booked, read_visit
)
