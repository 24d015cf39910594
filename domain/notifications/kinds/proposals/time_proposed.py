"""A client is asked whether another time suits."""

from domain.notifications.content.checks import is_offered
from domain.notifications.content.contents import VisitContent
from domain.notifications.content.kind import Kind
from domain.notifications.content.reads import read_visit
from domain.outbox.message import MessageKind
from domain.proposals.messages import ProposalFacts

TIME_PROPOSED: Kind[ProposalFacts, VisitContent[ProposalFacts]] = Kind(
    MessageKind.TIME_PROPOSED, ProposalFacts, is_offered, read_visit
)
