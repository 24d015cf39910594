"""Receiving updates, by long polling or a webhook."""

import re
from urllib.parse import urlsplit

from aiogram.methods import DeleteWebhook, GetUpdates, GetWebhookInfo, SetWebhook
from aiogram.types import WebhookInfo
from pydantic import JsonValue

from demo.simulator.errors import ApiError, bad_request
from demo.simulator.methods.registry import Call, handles
from demo.simulator.updates.updates import MAX_BATCH

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_DEFAULT_CONNECTIONS = 40
_LONGEST_POLL_S = 50


@handles(GetUpdates)
async def _get_updates(call: Call[GetUpdates]) -> list[JsonValue]:
    method, updates = call.method, call.world.updates
    if call.world.webhook.url:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    if method.allowed_updates is not None:
        updates.allowed = frozenset(method.allowed_updates)
    return await updates.poll(
        offset=method.offset or 0,
        limit=method.limit or MAX_BATCH,
        timeout_s=min(method.timeout or 0, _LONGEST_POLL_S),
    )


@handles(SetWebhook)
def _set_webhook(call: Call[SetWebhook]) -> bool:
    method, world = call.method, call.world
    parts = urlsplit(method.url)
    if method.url and parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if method.secret_token and not _SECRET.fullmatch(method.secret_token):
        raise bad_request("secret token contains unallowed characters")
    if method.drop_pending_updates:
        world.updates.drop_waiting()
    if method.allowed_updates is not None:
        world.updates.allowed = frozenset(method.allowed_updates)
    world.webhook.url = method.url
    world.webhook.secret = method.secret_token or ""
    world.webhook.max_connections = method.max_connections or _DEFAULT_CONNECTIONS
    world.updates.on_put()
    return True


@handles(DeleteWebhook)
def _delete_webhook(call: Call[DeleteWebhook]) -> bool:
    if call.method.drop_pending_updates:
        call.world.updates.drop_waiting()
    call.world.webhook.url = ""
    return True


@handles(GetWebhookInfo)
def _get_webhook_info(call: Call[GetWebhookInfo]) -> WebhookInfo:
    webhook, updates = call.world.webhook, call.world.updates
    return WebhookInfo(
        url=webhook.url,
        has_custom_certificate=False,
        pending_update_count=len(updates.waiting),
        max_connections=webhook.max_connections if webhook.url else None,
        allowed_updates=sorted(updates.allowed) if updates.allowed else None,
        last_error_date=webhook.last_error_at,
        last_error_message=webhook.last_error or None,
    )
