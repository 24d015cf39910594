from dataclasses import replace

from dishka.integrations.aiogram import FromDishka

from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.views import notices
from domain.catalog.list_locations import ListLocations
from domain.schedule.change_policies import ChangePolicies
from domain.schedule.model import PolicySet

routes = Routes()


@routes.command("maintenance")
async def maintenance(
    arguments: str,
    navigator: Navigator,
    list_locations: FromDishka[ListLocations],
    change_policies: FromDishka[ChangePolicies],
) -> None:
    """Take `on`, with a text for clients if there is one, or `off`."""
    word, _, text = arguments.partition(" ")
    if word not in {"on", "off"}:
        navigator.notice = notices.maintenance_usage(navigator.reader)
        return

    def change(policies: PolicySet) -> PolicySet:
        return replace(policies, is_in_maintenance=word == "on", maintenance_text=text.strip())

    for location in await list_locations.execute():
        await change_policies.execute(navigator.client.identity, location.id, change)
    tell = notices.maintenance_on if word == "on" else notices.maintenance_off
    navigator.notice = tell(navigator.reader)
