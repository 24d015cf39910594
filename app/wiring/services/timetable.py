from domain.timetable.get_timetable import GetTimetable

SERVICES = (GetTimetable,)
