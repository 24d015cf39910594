from infra.payments.refusing import RefusingProvider


class AtVenue(RefusingProvider):
    """Everything is paid at the venue: no money is asked for in advance, and none goes back."""

    name = "at_venue"
