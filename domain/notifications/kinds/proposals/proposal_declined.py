"""A client declined another time."""

from domain.notifications.content.checks import is_booked
from domain.notifications.content.contents import VisitContent
from domain.notifications.content.kind import Kind
from domain.notifications.content.reads import read_visit
from domain.outbox.message import Facts, MessageKind

PROPOSAL_DECLINED: Kind[Facts, VisitContent[Facts]] = Kind(
    MessageKind.PROPOSAL_DECLINED, Facts, is_booked, read_visit
)
