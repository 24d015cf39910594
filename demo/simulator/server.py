"""The Bot API over HTTP."""

import asyncio
import inspect
from dataclasses import dataclass, field

from aiogram.methods import GetUpdates
from aiohttp import web
from pydantic import JsonValue

from demo.simulator.errors import ApiError, too_many_requests
from demo.simulator.faults.failures import Failure, FailureKind, FailureSchedule
from demo.simulator.faults.violations import Violations
from demo.simulator.methods import HANDLERS, Call
from demo.simulator.wire import METHODS, AnyMethod, BotRequest, build_method, read_request, to_json
from demo.simulator.world import World

MAX_REQUEST_BYTES = 50 * 1024 * 1024


@dataclass(slots=True)
class BotApi:
    """Turns HTTP requests into calls on the world, and produces scheduled failures."""

    world: World
    failures: FailureSchedule = field(default_factory=FailureSchedule)
    violations: Violations = field(default_factory=Violations)
    calls: list[AnyMethod] = field(default_factory=list)

    def routes(self) -> list[web.RouteDef]:
        """The paths of the Bot API."""
        return [
            web.get("/bot{token}/{method}", self.method),
            web.post("/bot{token}/{method}", self.method),
            web.get("/file/bot{token}/{path:.+}", self.file),
        ]

    async def method(self, request: web.Request) -> web.StreamResponse:
        """Answers one call of a method."""
        name = request.match_info["method"]
        if request.match_info["token"] != self.world.token:
            return self._refused(name, ApiError(401, "Unauthorized"))
        model = METHODS.get(name.lower())
        if model is None or model not in HANDLERS:
            return self._refused(name, ApiError(404, "Not Found: method not found"))
        if model is GetUpdates:
            return await self._respond(request, model)
        self.world.progress.in_flight += 1
        try:
            return await self._respond(request, model)
        finally:
            self.world.progress.in_flight -= 1
            self.world.progress.moved()

    async def file(self, request: web.Request) -> web.Response:
        """Answers a download."""
        if request.match_info["token"] != self.world.token:
            return self._refused("file", ApiError(401, "Unauthorized"))
        file_id = request.match_info["path"].split("/")[1:2]
        try:
            stored = self.world.files.get_required(file_id[0] if file_id else "")
        except ApiError as error:
            return self._refused("file", ApiError(404, "Not Found", fault=error.fault))
        return web.Response(body=stored.data, content_type="application/octet-stream")

    async def execute(self, answer: dict[str, JsonValue]) -> None:
        """Executes a method sent as the answer of a webhook; its result is dropped."""
        name = str(answer.get("method", ""))
        parameters = {key: value for key, value in answer.items() if key != "method"}
        model = METHODS.get(name.lower())
        if model is None or model not in HANDLERS:
            self._refused(name, ApiError(404, "Not Found: method not found"))
        else:
            await self._perform(model, BotRequest(parameters, {}))

    async def _respond(self, request: web.Request, model: type[AnyMethod]) -> web.StreamResponse:
        failure = self.failures.next_for(model.__api_method__.lower())
        bot_request = await read_request(request)
        if failure is None:
            return await self._perform(model, bot_request)
        if failure.carried_out:
            await self._perform(model, bot_request)
        return await _fail(request, failure)

    async def _perform(self, model: type[AnyMethod], request: BotRequest) -> web.Response:
        name = model.__api_method__
        try:
            method = build_method(model, request)
            if not isinstance(method, GetUpdates):
                self.calls.append(method)
            result = HANDLERS[model](Call(self.world, method))
            if inspect.isawaitable(result):
                result = await result
        except ApiError as error:
            return self._refused(name, error)
        return web.json_response({"ok": True, "result": to_json(result)})

    def _refused(self, method: str, error: ApiError) -> web.Response:
        self.violations.add(method, error)
        return _error_response(error)


def _error_response(error: ApiError) -> web.Response:
    body: dict[str, JsonValue] = {
        "ok": False,
        "error_code": error.code,
        "description": error.description,
    }
    if error.retry_after_s is not None:
        body["parameters"] = {"retry_after": error.retry_after_s}
    return web.json_response(body, status=error.code)


async def _fail(request: web.Request, failure: Failure) -> web.Response:
    if failure.kind is FailureKind.TOO_MANY_REQUESTS:
        return _error_response(too_many_requests(failure.retry_after_s))
    if failure.kind is FailureKind.SERVER_ERROR:
        return _error_response(ApiError(500, "Internal Server Error"))
    if failure.kind is FailureKind.REFUSED:
        code, _, words = failure.description.partition(" ")
        return _error_response(ApiError(int(code), words))
    if failure.kind is FailureKind.NO_ANSWER:
        await asyncio.Event().wait()  # until the client gives up, or the server stops
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
