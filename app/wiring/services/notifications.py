from domain.notifications.compose_notification import ComposeNotification
from domain.notifications.content.content_reader import ContentReader
from domain.notifications.deliver_messages import DeliverMessages
from domain.notifications.record_delivery import RecordDelivery

SERVICES = (
    ComposeNotification,
    ContentReader,
    DeliverMessages,
    RecordDelivery,
)
