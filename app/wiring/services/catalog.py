from domain.catalog.find_master import FindMaster
from domain.catalog.find_service import FindService
from domain.catalog.list_locations import ListLocations

SERVICES = (
    FindMaster,
    FindService,
    ListLocations,
)
