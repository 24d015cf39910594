from domain.visit.card import ReadVisitCard
from domain.visit.end_holds import EndHolds
from domain.visit.staff_changes import RecordStaffAction

SERVICES = (
    EndHolds,
    ReadVisitCard,
    RecordStaffAction,
)
