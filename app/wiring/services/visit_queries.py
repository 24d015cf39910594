from domain.visit_queries.find_waiting_money import FindWaitingMoney
from domain.visit_queries.get_staff_visit import GetStaffVisit
from domain.visit_queries.get_visit import GetVisit
from domain.visit_queries.list_bookings import ListBookings
from domain.visit_queries.list_visits import ListVisits

SERVICES = (
    FindWaitingMoney,
    GetStaffVisit,
    GetVisit,
    ListBookings,
    ListVisits,
)
