"""A client is asked whether another time suits."""

from domain.notifications.checks import is_offered
from domain.notifications.content import VisitContent
from domain.notifications.kind import Kind
from domain.notifications.reads import read_visit
from domain.outbox.message import MessageKind
from domain.proposals.messages import ProposalFacts

TIME_PROPOSED: Kind[ProposalFacts, VisitContent[ProposalFacts]] = Kind(
    MessageKind.TIME_PROPOSED, ProposalFacts, is_offered, read_visit
)
