from infra.payments.refusing import RefusingProvider


class AtVenue(RefusingProvider):
    """Everything is paid at the venue: no prepayments and no refunds."""

    name = "at_venue"
