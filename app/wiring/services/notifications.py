from domain.notifications.compose_notification import ComposeNotification
from domain.notifications.deliver_messages import DeliverMessages
from domain.notifications.record_delivery import RecordDelivery

SERVICES = (
    ComposeNotification,
    DeliverMessages,
    RecordDelivery,
)
