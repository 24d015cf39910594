"""A client is asked again whether another time suits."""

from domain.notifications.content.checks import is_offered
from domain.notifications.content.contents import VisitContent
from domain.notifications.content.kind import Kind
from domain.notifications.content.reads import read_visit
from domain.outbox.message import MessageKind
from domain.proposals.messages import ProposalFacts

PROPOSAL_REPEATED: Kind[ProposalFacts, VisitContent[ProposalFacts]] = Kind(
    MessageKind.PROPOSAL_REPEATED, ProposalFacts, is_offered, read_visit
)
