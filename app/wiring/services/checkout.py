from domain.checkout.apply_payment import ApplyPayment
from domain.checkout.apply_refund import ApplyRefund
from domain.checkout.check_payment import CheckPayment
from domain.checkout.list_manual_refunds import ListManualRefunds
from domain.checkout.mark_refunded import MarkRefunded
from domain.checkout.reconcile_payments import ReconcilePayments
from domain.checkout.request_payment import RequestPayment
from domain.checkout.request_refund import RequestRefund
from domain.checkout.send_refunds import SendRefunds
from domain.checkout.settle_charges import SettleCharges
from domain.checkout.store_charge import StoreCharge
from domain.checkout.take_at_venue import TakeAtVenue
from domain.checkout.take_other_time import TakeOtherTime

SERVICES = (
    ApplyPayment,
    ApplyRefund,
    CheckPayment,
    ListManualRefunds,
    MarkRefunded,
    ReconcilePayments,
    RequestPayment,
    RequestRefund,
    SendRefunds,
    SettleCharges,
    StoreCharge,
    TakeAtVenue,
    TakeOtherTime,
)
