from domain.availability.find_alternatives import FindAlternatives
from domain.availability.list_masters import ListMasters
from domain.availability.list_open_days import ListOpenDays
from domain.availability.list_services import ListServices
from domain.availability.list_start_times import ListStartTimes
from domain.availability.provider import AvailabilityProvider
from domain.availability.read_loads import ReadLoads

SERVICES = (
    AvailabilityProvider,
    FindAlternatives,
    ListMasters,
    ListOpenDays,
    ListServices,
    ListStartTimes,
    ReadLoads,
)
