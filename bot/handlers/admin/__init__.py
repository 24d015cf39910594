"""The admins' screens and commands: one module each, none of which knows another."""

from bot.handlers.admin import digest, group, maintenance, refunds, team, unmarked, visit
from bot.navigation.routes import merge

routes = merge(
    module.routes for module in (digest, group, maintenance, refunds, team, unmarked, visit)
)
