"""A client did not answer a proposal."""

from domain.notifications.checks import is_booked
from domain.notifications.content import VisitContent
from domain.notifications.kind import Kind
from domain.notifications.reads import read_visit
from domain.outbox.message import Facts, MessageKind

PROPOSAL_UNANSWERED: Kind[Facts, VisitContent[Facts]] = Kind(
    MessageKind.PROPOSAL_UNANSWERED, Facts, is_booked, read_visit
)
