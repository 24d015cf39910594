from domain.payments.errors import ProviderUnknownError
from domain.payments.model import Payment
from domain.payments.provider_ports import PaymentProviders
from domain.shared.money import Money


def is_sent_by_hand(payment: Payment, refund: Money, providers: PaymentProviders) -> bool:
    """Tell whether an admin has to send this much of a payment back."""
    try:
        provider = providers.named(payment.provider)
    except ProviderUnknownError:
        return True
    can_send = provider.can_refund if refund == payment.amount else provider.can_refund_part
    return not can_send
