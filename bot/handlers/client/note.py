from bot.callbacks import AddNote, DropNote
from bot.navigation.frame import Frame, ViewId
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.views import notices
from bot.views.note import render_note
from bot.views.screen import Screen
from domain.booking.hold_slot import MAX_NOTE_LENGTH

routes = Routes()


@routes.opens(ViewId.NOTE)
async def open_note(_frame: Frame, navigator: Navigator) -> Screen:
    return render_note(navigator.reader)


@routes.tap(AddNote, ViewId.CONFIRM, ViewId.BOOK_FOR_CARD)
async def tap_add_note(_tap: AddNote, navigator: Navigator) -> None:
    navigator.open(Frame(view=ViewId.NOTE))


@routes.text(ViewId.NOTE)
async def write_note(text: str, navigator: Navigator) -> None:
    if len(text) > MAX_NOTE_LENGTH:
        navigator.notice = notices.note_too_long(MAX_NOTE_LENGTH, navigator.reader)
        return
    navigator.note = text
    navigator.back()


@routes.tap(DropNote, ViewId.CONFIRM, ViewId.BOOK_FOR_CARD)
async def tap_drop_note(_tap: DropNote, navigator: Navigator) -> None:
    navigator.note = ""
