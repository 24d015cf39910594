"""Conversion between HTTP and aiogram types: requests in, JSON out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, TypeAlias, get_args

from aiogram import methods
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import BufferedInputFile
from aiohttp import web
from pydantic import BaseModel, JsonValue, ValidationError

from demo.simulator.errors import ApiError, bad_request

AnyMethod: TypeAlias = TelegramMethod[Any]
Parameters: TypeAlias = dict[str, JsonValue]
Uploads: TypeAlias = Mapping[str, BufferedInputFile]

METHODS: Mapping[str, type[AnyMethod]] = {
    model.__api_method__.lower(): model
    for name in methods.__all__
    if isinstance(model := getattr(methods, name), type)
    and issubclass(model, TelegramMethod)
    and model is not TelegramMethod
}
_EMPTY = {"text": "message text is empty", "chat_id": "chat_id is empty"}


@dataclass(frozen=True, slots=True)
class BotRequest:
    """One raw request: parameters by name, files by the name of their form field."""

    parameters: Parameters
    uploads: Uploads


async def read_request(request: web.Request) -> BotRequest:
    """Reads a query string, a form, a multipart form or a JSON body, as Telegram does."""
    parameters: Parameters = dict(request.query)
    if request.content_type == "application/json":
        body = await request.json()
        return BotRequest(parameters | (body if isinstance(body, dict) else {}), {})
    uploads: dict[str, BufferedInputFile] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            uploads[name] = BufferedInputFile(value.file.read(), filename=value.filename)
        elif isinstance(value, str):
            parameters[name] = value
    return BotRequest(parameters, uploads)


def build_method(model: type[AnyMethod], request: BotRequest) -> AnyMethod:
    """Builds the aiogram method from a request.

    Raises:
        ApiError: 400 for an unknown, missing or invalid parameter. (Telegram ignores unknown ones;
            here they are rejected, because they are always a mistake.)
    """
    values: dict[str, object] = {
        name: _with_files(_decoded(model, name, raw), request.uploads)
        for name, raw in request.parameters.items()
    }
    values |= {
        name: upload for name, upload in request.uploads.items() if name in model.model_fields
    }
    try:
        method = model.model_validate(values)
    except ValidationError as error:
        raise _refusal(error) from error
    unknown = _unknown_names(method)
    if unknown:
        raise bad_request(f'unknown parameter "{unknown[0]}"')
    return method


def to_json(value: object) -> JsonValue:
    """Converts aiogram values to Telegram's JSON: no nulls and no client defaults."""
    if isinstance(value, BaseModel):
        dumped = value.model_dump(mode="python", by_alias=True, exclude_none=True, warnings=False)
        return to_json(dumped)
    if isinstance(value, Mapping):
        return {
            str(key): to_json(item)
            for key, item in value.items()
            if item is not None and not isinstance(item, Default)
        }
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    if isinstance(value, Enum):
        return to_json(value.value)
    if isinstance(value, datetime):
        return round(value.timestamp())
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"cannot be sent as JSON: {value!r}")


def to_json_text(value: object) -> str:
    """Returns the same as one compact line."""
    return json.dumps(to_json(value), ensure_ascii=False, separators=(",", ":"))


def _decoded(model: type[AnyMethod], name: str, raw: JsonValue) -> JsonValue:
    field = model.model_fields.get(name)
    if field is None or not isinstance(raw, str) or raw[:1] not in {"{", "["}:
        return raw
    if field.annotation is str or str in get_args(field.annotation):
        return raw
    try:
        decoded: JsonValue = json.loads(raw)
    except json.JSONDecodeError as error:
        raise bad_request(f"can't parse {name} JSON object") from error
    return decoded


def _with_files(value: JsonValue, uploads: Uploads) -> object:
    if isinstance(value, str):
        return (
            uploads.get(value.removeprefix("attach://"), value) if "attach://" in value else value
        )
    if isinstance(value, list):
        return [_with_files(item, uploads) for item in value]
    if isinstance(value, dict):
        return {key: _with_files(item, uploads) for key, item in value.items()}
    return value


def _refusal(error: ValidationError) -> ApiError:
    first = error.errors(include_url=False, include_input=False)[0]
    name = ".".join(str(part) for part in first["loc"]) or "parameters"
    if first["type"] == "missing":
        return bad_request(_EMPTY.get(name, f'parameter "{name}" is required'))
    return bad_request(f'can\'t parse "{name}": {first["msg"]}')


def _unknown_names(value: object) -> list[str]:
    if isinstance(value, BaseModel):
        inner = (getattr(value, name) for name in value.model_fields_set)
        return [*(value.model_extra or {}), *(n for item in inner for n in _unknown_names(item))]
    if isinstance(value, list):
        return [name for item in value for name in _unknown_names(item)]
    return []
