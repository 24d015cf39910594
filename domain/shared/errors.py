class DomainError(Exception):
    """A fact of the business that stops an act; its data are fields, it holds no text for users."""


class RetryableError(DomainError):
    """Too many write the same at once; nothing was written, and the same act may be repeated."""


class StorageUnavailableError(Exception):
    """The database does not answer. Whether the last thing asked of it was done is unknown."""
