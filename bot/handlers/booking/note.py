from bot.callbacks.booking import AddNote, DropNote
from bot.handlers.booking.note_view import render_note
from bot.navigation.frames.book_for_client import BookForClientView
from bot.navigation.frames.booking import BookingView
from bot.navigation.frames.frame import Frame
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.ui import toasts
from bot.ui.screen import Screen
from domain.booking.hold_slot import MAX_NOTE_LENGTH

routes = Routes()


@routes.opens(BookingView.NOTE)
async def open_note(_frame: Frame, navigator: Navigator) -> Screen:
    return render_note(navigator.localizer)


@routes.tap(AddNote, BookingView.CONFIRM, BookForClientView.BOOK_FOR_CARD)
async def tap_add_note(_tap: AddNote, navigator: Navigator) -> None:
    navigator.open(Frame(view=BookingView.NOTE))


@routes.text(BookingView.NOTE)
async def write_note(text: str, navigator: Navigator) -> None:
    if len(text) > MAX_NOTE_LENGTH:
        navigator.toast = toasts.note_too_long(MAX_NOTE_LENGTH, navigator.localizer)
        return
    navigator.note = text
    navigator.back()


@routes.tap(DropNote, BookingView.CONFIRM, BookForClientView.BOOK_FOR_CARD)
async def tap_drop_note(_tap: DropNote, navigator: Navigator) -> None:
    navigator.note = ""
