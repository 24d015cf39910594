from domain.proposals.accept_proposal import AcceptProposal
from domain.proposals.decline_proposal import DeclineProposal
from domain.proposals.expire_proposals import ExpireProposals
from domain.proposals.find_absent import FindAbsent
from domain.proposals.list_displaced import ListDisplaced
from domain.proposals.offer_nearest_time import OfferNearestTime
from domain.proposals.offer_new_times import OfferNewTimes
from domain.proposals.propose_time import ProposeTime
from domain.proposals.settle_displacement import SettleDisplacement
from domain.proposals.write_proposal import WriteProposal

SERVICES = (
    AcceptProposal,
    DeclineProposal,
    ExpireProposals,
    FindAbsent,
    ListDisplaced,
    OfferNearestTime,
    OfferNewTimes,
    ProposeTime,
    SettleDisplacement,
    WriteProposal,
)
