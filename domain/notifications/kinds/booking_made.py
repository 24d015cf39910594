"""A visit was booked."""

from domain.notifications.checks import is_booked
from domain.notifications.content import ChangeableContent
from domain.notifications.kind import Kind
from domain.notifications.reads import read_changeable
from domain.outbox.message import Facts, MessageKind

BOOKING_MADE: Kind[Facts, ChangeableContent[Facts]] = Kind(
    MessageKind.BOOKING_MADE, Facts, is_booked, read_changeable
)
