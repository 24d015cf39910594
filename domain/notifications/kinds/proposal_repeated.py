"""A client is asked again whether another time suits."""

from domain.notifications.checks import is_offered
from domain.notifications.content import VisitContent
from domain.notifications.kind import Kind
from domain.notifications.reads import read_visit
from domain.outbox.message import MessageKind
from domain.proposals.messages import ProposalFacts

PROPOSAL_REPEATED: Kind[ProposalFacts, VisitContent[ProposalFacts]] = Kind(
    MessageKind.PROPOSAL_REPEATED, ProposalFacts, is_offered, read_visit
)
