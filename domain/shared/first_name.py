def first_name_of(name: str) -> str:
    """Return the first word of a name: all that masters learn of whom they serve."""
    return next(iter(name.split()), "")
