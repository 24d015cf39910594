from domain.my_time.change_my_time import ChangeMyTime
from domain.my_time.find_collisions import FindCollisions
from domain.my_time.get_my_time import GetMyTime
from domain.my_time.read_own_time import ReadOwnTime

SERVICES = (
    ChangeMyTime,
    FindCollisions,
    GetMyTime,
    ReadOwnTime,
)
