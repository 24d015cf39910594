"""The masters' screens and commands: one module each, none of which knows another."""

from bot.handlers.master import clients, timetable
from bot.navigation.routes import merge

routes = merge(module.routes for module in (clients, timetable))
