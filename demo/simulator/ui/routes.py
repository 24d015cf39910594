from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from aiohttp import web
from pydantic import ValidationError

from demo.simulator.errors import ApiError
from demo.simulator.people import Person
from demo.simulator.ui import actions
from demo.simulator.ui.guard import Handler
from demo.simulator.ui.options import PageOptions
from demo.simulator.ui.state import now_ms
from demo.simulator.ui.stream import EventStream
from demo.simulator.world import World

PAGE_FOLDER = Path(__file__).resolve().parents[2] / "page"
_ACTIONS: Mapping[str, type[actions.Action]] = {
    "send": actions.SendText,
    "press": actions.PressKey,
    "contact": actions.ShareContact,
    "sticker": actions.SendSticker,
    "tap": actions.Tap,
    "pay": actions.Pay,
    "delete": actions.DeleteMessage,
    "clear": actions.ClearChat,
    "block": actions.Block,
    "language": actions.SetLanguage,
    "commands": actions.ShowCommands,
}
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif"})


@dataclass(slots=True)
class Page:
    """The page, its stream of events and its actions."""

    world: World
    options: PageOptions
    stream: EventStream

    def routes(self) -> list[web.RouteDef | web.StaticDef]:
        return [
            web.get("/", self._index),
            web.static("/page", PAGE_FOLDER),
            web.get("/ui/events", self.stream.serve),
            web.get("/ui/files/{file_id}", self._file),
            web.post("/ui/clock", self._move_clock),
            web.post("/ui/upload", self._upload),
            *(web.post(f"/ui/{name}", self._action(kind)) for name, kind in _ACTIONS.items()),
        ]

    async def _index(self, _: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE_FOLDER / "index.html")

    def _action(self, kind: type[actions.Action]) -> Handler:
        async def handle(request: web.Request) -> web.Response:
            try:
                action = kind.model_validate_json(await request.read())
                return web.json_response({"result": await action.act(self.world)})
            except ValidationError as error:
                return _refusal(400, str(error))
            except LookupError as error:
                return _refusal(409, str(error))

        return handle

    async def _upload(self, request: web.Request) -> web.Response:
        """Sends a picture as a photo and everything else as a document."""
        form = await request.post()
        upload = form.get("file")
        try:
            action = Upload.model_validate({"viewer": form.get("viewer"), "chat": form.get("chat")})
            person = action.person(self.world)
            if not isinstance(upload, web.FileField) or action.chat != person.id:
                return _refusal(400, "files are sent to a private chat")
            await _send_file(person, upload)
        except ValidationError as error:
            return _refusal(400, str(error))
        except (LookupError, ApiError) as error:
            return _refusal(409, str(error))
        return web.json_response({"result": None})

    async def _file(self, request: web.Request) -> web.Response:
        try:
            stored = self.world.files.get_required(request.match_info["file_id"])
        except ApiError as error:
            raise web.HTTPNotFound from error
        if stored.mime_type in _PICTURES:
            return web.Response(body=stored.data, content_type=stored.mime_type)
        disposition = f"attachment; filename*=UTF-8''{quote(stored.name)}"
        return web.Response(
            body=stored.data,
            content_type="application/octet-stream",
            headers={"Content-Disposition": disposition},
        )

    async def _move_clock(self, request: web.Request) -> web.Response:
        if self.options.move_clock is None:
            raise web.HTTPNotFound
        try:
            move = actions.MoveClock.model_validate_json(await request.read())
        except ValidationError as error:
            return _refusal(400, str(error))
        await self.options.move_clock(move.step)
        self.stream.publish({"kind": "clock", "now": now_ms(self.world)})
        return web.json_response({"result": None})


class Upload(actions.Action):
    """Who sends a file, and where to."""

    async def act(self, world: World) -> None:
        self.person(world)


async def _send_file(person: Person, upload: web.FileField) -> None:
    data = upload.file.read()
    if upload.content_type in _PICTURES:
        await person.send_photo(data, wait=False)
    else:
        await person.send_document(data, upload.filename, wait=False)


def _refusal(status: int, reason: str) -> web.Response:
    return web.json_response({"error": reason}, status=status)
