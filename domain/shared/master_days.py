from domain.shared.ids import MasterId

MasterDay = tuple[MasterId, int]
"""A master and a UTC day number: the grain of locks and of cached busy time."""
