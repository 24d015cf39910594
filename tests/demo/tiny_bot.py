"""A small real aiogram bot, to be spoken to through the simulator."""

from datetime import UTC, datetime, timedelta

from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LabeledPrice,
    Message,
    PreCheckoutQuery,
    ReplyKeyboardMarkup,
)

from demo.simulator import Simulator
from demo.simulator.people.content import plain_png

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def keyboard(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=list(rows))


def button(text: str, data: str, style: str | None = None) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data, style=style)


MENU = keyboard(
    [button("Book", "book", "primary")],
    [button("My visits", "visits"), button("The usual", "usual")],
    [button("Waitlist", "waitlist"), button("Help", "help")],
)


def month_grid() -> InlineKeyboardMarkup:
    days = [button(f"{day}" if day % 7 else "·", f"day:{day}") for day in range(1, 29)]
    weeks = [days[start : start + 7] for start in range(0, 28, 7)]
    first = [button("Tue 3 March, first free", "day:3", "primary")]
    return keyboard(first, *weeks, [button("Back", "menu"), button("Next ›", "next")])


def build_bot(simulator: Simulator, session: AiohttpSession) -> Bot:
    return Bot(simulator.token, session=session, default=DefaultBotProperties(parse_mode="HTML"))


def build_dispatcher() -> Dispatcher:
    dispatcher = Dispatcher()
    dispatcher.message.register(_start, CommandStart())
    dispatcher.message.register(_connect, Command("connect"))
    dispatcher.message.register(_contact, Command("contact"))
    dispatcher.message.register(_card, Command("card"))
    dispatcher.message.register(_invoice, Command("pay"))
    dispatcher.message.register(_tip, Command("tip"))
    dispatcher.message.register(_paid, F.successful_payment)
    dispatcher.message.register(_echo, F.chat.type == "private")
    dispatcher.edited_message.register(_edited)
    dispatcher.pre_checkout_query.register(_checkout)
    dispatcher.callback_query.register(_tap)
    return dispatcher


async def _start(message: Message, command: CommandObject, bot: Bot) -> None:
    await bot.set_my_commands(
        [
            BotCommand(command="start", description="Open the menu"),
            BotCommand(command="card", description="Show a visit"),
            BotCommand(command="pay", description="Pay a deposit"),
        ]
    )
    name = message.from_user.first_name if message.from_user else ""
    link = f" You came by <code>{command.args}</code>." if command.args else ""
    await message.answer(f"<b>Hello, {name}!</b>{link} What can I do for you?", reply_markup=MENU)


async def _connect(message: Message) -> None:
    await message.answer("Connected.", reply_markup=keyboard([button("Who am I?", "who")]))


async def _contact(message: Message) -> None:
    keys = [[KeyboardButton(text="Share my number", request_contact=True)]]
    markup = ReplyKeyboardMarkup(keyboard=keys, resize_keyboard=True)
    await message.answer("How can we reach you?", reply_markup=markup)


async def _card(message: Message) -> None:
    at = datetime.now(UTC) + timedelta(days=1)
    words = (
        "<b>Your visit</b>\n"
        f'<tg-time unix="{round(at.timestamp())}" format="wDt">tomorrow</tg-time>\n'
        "Haircut with <i>Mara</i> · 45 min · <s>40 €</s> <b>35 €</b>\n"
        "<blockquote>Free to move or cancel until 24 hours before.</blockquote>\n"
        'Code <code>BK-2041</code>, <a href="https://example.org/map">directions</a>, '
        "<tg-spoiler>a surprise</tg-spoiler>, &lt;script&gt;alert(1)&lt;/script&gt;"
    )
    await message.answer_photo(BufferedInputFile(plain_png(640, 300), "salon.png"), caption=words)
    await message.answer(
        words,
        reply_markup=keyboard(
            [button("Move", "move"), button("Cancel", "cancel", "danger")],
            [button("Add to calendar", "calendar")],
            [
                InlineKeyboardButton(text="Map", url="https://example.org/map"),
                InlineKeyboardButton(text="Copy code", copy_text=CopyTextButton(text="BK-2041")),
            ],
        ),
    )


async def _invoice(message: Message) -> None:
    await message.answer_invoice(
        title="Deposit",
        description="Haircut with Mara, tomorrow at 15:00",
        payload="booking:7",
        currency="EUR",
        provider_token="test-provider",
        prices=[LabeledPrice(label="Deposit", amount=1500)],
    )


async def _tip(message: Message) -> None:
    await message.answer_invoice(
        title="A tip",
        description="For the whole team",
        payload="tip",
        currency="XTR",
        prices=[LabeledPrice(label="A tip", amount=50)],
    )


async def _checkout(query: PreCheckoutQuery) -> None:
    await query.answer(ok=True)


async def _paid(message: Message) -> None:
    await message.answer("Thank you, your visit is <b>confirmed</b>.")


async def _echo(message: Message) -> None:
    text = message.html_text if message.text else message.content_type
    await message.reply(f"You said: {text}")


async def _edited(message: Message) -> None:
    await message.answer(f"You corrected it: {message.html_text}")


async def _tap(query: CallbackQuery) -> None:
    message = query.message
    assert isinstance(message, Message)
    if query.data == "book":
        await message.edit_text("Choose a day in <b>March</b>", reply_markup=month_grid())
    elif query.data == "menu":
        await message.edit_text("What can I do for you?", reply_markup=MENU)
    elif query.data == "calendar":
        await message.answer_document(
            BufferedInputFile(CALENDAR, "visit.ics"), caption="Your visit"
        )
    elif query.data == "help":
        await query.answer("Write to us at any time.", show_alert=True)
        return
    await query.answer(f"{query.data} for {query.from_user.first_name}")
