"""A visit was booked."""

from domain.notifications.content.checks import is_booked
from domain.notifications.content.contents import ChangeableContent
from domain.notifications.content.kind import Kind
from domain.notifications.content.reads import read_changeable
from domain.outbox.message import Facts, MessageKind

BOOKING_MADE: Kind[Facts, ChangeableContent[Facts]] = Kind(
    MessageKind.BOOKING_MADE, Facts, is_booked, read_changeable
)
