from domain.reporting.calculate_load import CalculateLoad
from domain.reporting.compose_digest import ComposeDigest
from domain.reporting.find_gaps import FindGaps
from domain.reporting.get_digest import GetDigest
from domain.reporting.get_digest_plan import GetDigestPlan
from domain.reporting.get_metrics import GetMetrics
from domain.reporting.plan_digests import PlanDigests
from domain.reporting.queue_digests import QueueDigests

SERVICES = (
    CalculateLoad,
    ComposeDigest,
    FindGaps,
    GetDigest,
    GetDigestPlan,
    GetMetrics,
    PlanDigests,
    QueueDigests,
)
