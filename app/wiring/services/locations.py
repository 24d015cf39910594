from domain.locations.change_timezone import ChangeTimezone
from domain.locations.switch_maintenance import SwitchMaintenance

SERVICES = (
    ChangeTimezone,
    SwitchMaintenance,
)
