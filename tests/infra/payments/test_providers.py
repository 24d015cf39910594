import pytest

from domain.payments.errors import PaymentFailedError, ProviderUnknownError, RefundImpossibleError
from domain.payments.provider_ports import Invoice, InvoiceText
from domain.shared.destination import Chat
from domain.shared.ids import InvoiceRef
from domain.shared.money import Money
from infra.payments.at_venue import AtVenue
from infra.payments.providers import ChosenProviders
from infra.payments.refusing import RefusingProvider
from tests.infra.payments.conftest import PAYLOAD, payment_of

EUROS = Money(1500, "EUR")


class Stars(RefusingProvider):
    name = "stars"
    takes_deposits = True
    can_list = True


class Cards(RefusingProvider):
    name = "cards"
    takes_deposits = True


STARS, CARDS, AT_VENUE = Stars(), Cards(), AtVenue()


def test_stars_are_taken_in_stars_and_all_else_by_who_was_chosen() -> None:
    providers = ChosenProviders(STARS, CARDS, [AT_VENUE])
    assert providers.for_currency("XTR") is STARS
    assert providers.for_currency("EUR") is CARDS
    assert providers.for_currency("JPY") is CARDS


def test_old_payments_find_their_provider_though_another_was_chosen_since() -> None:
    providers = ChosenProviders(STARS, AT_VENUE, [CARDS])
    assert providers.named("cards") is CARDS
    assert providers.named("stars") is STARS
    assert providers.named("at_venue") is AT_VENUE
    with pytest.raises(ProviderUnknownError):
        providers.named("nobody")


def test_only_who_can_be_asked_is() -> None:
    assert ChosenProviders(STARS, CARDS, [AT_VENUE]).listing() == (STARS,)


async def test_at_the_venue_nothing_is_asked_for_in_advance() -> None:
    assert not AT_VENUE.takes_deposits
    with pytest.raises(PaymentFailedError):
        await AT_VENUE.create_invoice(Invoice(Chat(1), PAYLOAD, EUROS, InvoiceText("a", "b", "c")))
    with pytest.raises(RefundImpossibleError):
        await AT_VENUE.refund(payment_of(EUROS, "charge"), 1, EUROS)
    await AT_VENUE.withdraw_invoice(Chat(1), InvoiceRef(2))
