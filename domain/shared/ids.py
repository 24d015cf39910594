"""Identifiers: a type for each, so that one cannot be passed for another."""

from typing import NewType

UserId = NewType("UserId", int)
LocationId = NewType("LocationId", int)
CategoryId = NewType("CategoryId", int)
ServiceId = NewType("ServiceId", int)
MasterId = NewType("MasterId", int)
BookingId = NewType("BookingId", int)
PaymentId = NewType("PaymentId", int)
ChargeId = NewType("ChargeId", int)
MessageId = NewType("MessageId", int)

InvoiceRef = NewType("InvoiceRef", int)
"""How the provider that sent an invoice finds it again."""
