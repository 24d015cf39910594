def first_name_of(name: str) -> str:
    """Return the first word of a name: the only part that masters see of their clients."""
    return next(iter(name.split()), "")
