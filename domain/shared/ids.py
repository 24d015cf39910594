"""Identifiers, each with its own type, so that they cannot be confused."""

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
"""The id by which the provider finds an invoice that it sent."""
