from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from aiohttp import web
from pydantic import ValidationError

from demo.simulator.errors import ApiError, NoSuchButtonError
from demo.simulator.people import Person
from demo.simulator.ui.actions import ACTIONS, Performs
from demo.simulator.ui.guard import Handler
from demo.simulator.ui.options import PageOptions
from demo.simulator.ui.requests import Asked, AskedForTime
from demo.simulator.ui.state import now_ms
from demo.simulator.ui.stream import EventStream
from demo.simulator.world import World

PAGE_FOLDER = Path(__file__).resolve().parents[2] / "page"
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif"})


@dataclass(slots=True)
class Page:
    """The page, its stream of events and its actions."""

    world: World
    options: PageOptions
    stream: EventStream

    def routes(self) -> list[web.AbstractRouteDef]:
        """Returns all routes except the Bot API."""
        return [
            web.get("/", self._index),
            web.static("/page", PAGE_FOLDER),
            web.get("/ui/events", self.stream.serve),
            web.get("/ui/files/{file_id}", self._file),
            web.post("/ui/clock", self._move_clock),
            web.post("/ui/upload", self._upload),
            *(web.post(f"/ui/{name}", self._handler(action)) for name, action in ACTIONS.items()),
        ]

    async def _index(self, _: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE_FOLDER / "index.html")

    def _handler(self, action: Performs) -> Handler:
        async def handle(request: web.Request) -> web.Response:
            try:
                result = await action.perform(self.world, await request.read())
            except ValidationError as error:
                return _refusal(400, str(error))
            except (LookupError, NoSuchButtonError) as error:
                return _refusal(409, str(error))
            return web.json_response({"result": result})

        return handle

    async def _upload(self, request: web.Request) -> web.Response:
        """Sends a picture as a photo and any other file as a document."""
        form = await request.post()
        upload = form.get("file")
        if not isinstance(upload, web.FileField):
            return _refusal(400, "no file")
        try:
            asked = Asked.model_validate({"viewer": form.get("viewer"), "chat": form.get("chat")})
            await _send_file(asked.person(self.world), upload)
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
        return web.Response(
            body=stored.data,
            content_type="application/octet-stream",
            headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(stored.name)}"},
        )

    async def _move_clock(self, request: web.Request) -> web.Response:
        if self.options.move_clock is None:
            raise web.HTTPNotFound
        try:
            asked = AskedForTime.model_validate_json(await request.read())
        except ValidationError as error:
            return _refusal(400, str(error))
        await self.options.move_clock(asked.step)
        self.stream.publish({"kind": "clock", "now": now_ms(self.world)})
        return web.json_response({"result": None})


async def _send_file(person: Person, upload: web.FileField) -> None:
    data = upload.file.read()
    if upload.content_type in _PICTURES:
        await person.send_photo(data, wait=False)
    else:
        await person.send_document(data, upload.filename, wait=False)


def _refusal(status: int, reason: str) -> web.Response:
    return web.json_response({"error": reason}, status=status)
