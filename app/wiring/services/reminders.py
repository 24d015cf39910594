from domain.reminders.rewrite_all_reminders import RewriteAllReminders
from domain.reminders.rewrite_reminders import RewriteReminders

SERVICES = (
    RewriteAllReminders,
    RewriteReminders,
)
