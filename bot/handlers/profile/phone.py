"""The user's own phone number, and the visits that the staff booked by it."""

from dishka.integrations.aiogram import FromDishka

from bot.callbacks.profile import ChooseNobody, ChooseSelf, OpenPhone
from bot.handlers.profile.phone_view import render_phone, render_phone_owners
from bot.navigation.frames.frame import Frame, ViewId
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.ui import toasts
from bot.ui.screen import Screen
from domain.clients.add_client import PhoneInvalidError
from domain.clients.claim_visits import ClaimVisits, ListPhoneOwners
from domain.clients.share_phone import SharePhone
from domain.shared.ids import UserId


class PhoneView(ViewId):
    """Screens of the user's phone number."""

    PHONE = "phone"
    PHONE_OWNERS = "phone_owners"


routes = Routes()


@routes.tap(OpenPhone)
async def tap_phone(_tap: OpenPhone, navigator: Navigator) -> None:
    navigator.open(Frame(view=PhoneView.PHONE))


@routes.opens(PhoneView.PHONE)
async def open_phone(_frame: Frame, navigator: Navigator) -> Screen:
    return render_phone(navigator.client, navigator.localizer)


@routes.contact()
async def take_phone(phone: str, navigator: Navigator, share_phone: FromDishka[SharePhone]) -> None:
    """Store the number; ask who the user is if that is not clear."""
    client = navigator.client
    try:
        shared = await share_phone.execute(client.id, client.display_name, phone)
    except PhoneInvalidError:
        navigator.toast = toasts.phone_unusable(navigator.localizer)
        return
    navigator.show_phone(shared.phone)
    if navigator.top.view == PhoneView.PHONE:
        navigator.back()
    if shared.may_be_known:
        navigator.open(Frame(view=PhoneView.PHONE_OWNERS))
        return
    thanks = toasts.visits_found if shared.has_joined else toasts.phone_saved
    navigator.toast = thanks(navigator.localizer)


@routes.opens(PhoneView.PHONE_OWNERS)
async def open_phone_owners(
    _frame: Frame, navigator: Navigator, list_owners: FromDishka[ListPhoneOwners]
) -> Screen:
    owners = await list_owners.execute(navigator.client.id)
    return render_phone_owners(owners, navigator.localizer)


@routes.tap(ChooseSelf, PhoneView.PHONE_OWNERS)
async def tap_self(
    tap: ChooseSelf, navigator: Navigator, claim_visits: FromDishka[ClaimVisits]
) -> None:
    await claim_visits.execute(navigator.client.id, UserId(tap.client_id))
    navigator.toast = toasts.visits_found(navigator.localizer)
    navigator.back()


@routes.tap(ChooseNobody, PhoneView.PHONE_OWNERS)
async def tap_nobody(_tap: ChooseNobody, navigator: Navigator) -> None:
    navigator.toast = toasts.phone_saved(navigator.localizer)
    navigator.back()
