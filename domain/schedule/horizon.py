from domain.schedule.model import LocationProfile, MasterSchedule


def horizon_days_of(schedule: MasterSchedule, profile: LocationProfile) -> int:
    """Return how many days ahead the master can be booked."""
    own = schedule.max_advance_days
    return profile.policies.max_advance_days if own is None else own
