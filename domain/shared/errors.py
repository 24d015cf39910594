class DomainError(Exception):
    """A fact of the business that stops an act; its data are fields, it holds no text for users."""
