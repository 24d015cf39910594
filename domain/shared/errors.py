class DomainError(Exception):
    """A business rule that stops an action; it has data as fields and no text for users."""


class RetryableError(DomainError):
    """Too many concurrent writes to the same data; nothing was written, a retry is safe."""


class StorageUnavailableError(Exception):
    """The database does not answer. It is unknown whether the last statement was executed."""
