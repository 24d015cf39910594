from domain.shared.ids import MasterId

MasterDay = tuple[MasterId, int]
"""A master and a UTC day number: the unit of locks and of cached busy time."""
