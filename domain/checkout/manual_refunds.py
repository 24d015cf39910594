from domain.payments.errors import ProviderUnknownError
from domain.payments.model import Payment, PaymentState
from domain.payments.provider_ports import PaymentProviders
from domain.shared.money import Money


def is_sent_by_hand(payment: Payment, refund: Money, providers: PaymentProviders) -> bool:
    """Return whether an admin has to refund this amount of a payment by hand."""
    try:
        provider = providers.named(payment.provider)
    except ProviderUnknownError:
        return True
    can_send = provider.can_refund if refund == payment.amount else provider.can_refund_part
    return not can_send


def can_note_refund(payment: Payment | None, providers: PaymentProviders) -> bool:
    """Return whether an admin may record a refund by hand: no provider reports it."""
    if payment is None or payment.state is not PaymentState.PAID or payment.paid_by is not None:
        return False
    return is_sent_by_hand(payment, payment.amount, providers)
