"""The masters' screens and commands: one module each, none of which knows another."""

from bot.handlers.master import clients, my_time, my_time_changes, timetable
from bot.navigation.routes import merge

routes = merge(module.routes for module in (clients, my_time, my_time_changes, timetable))
