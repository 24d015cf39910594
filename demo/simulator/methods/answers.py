from aiogram.methods import AnswerCallbackQuery, AnswerPreCheckoutQuery

from demo.simulator.chat import EntryKind
from demo.simulator.errors import bad_request
from demo.simulator.methods.registry import Call, handles
from demo.simulator.queries import QueryKind

MAX_ANSWER = 200


@handles(AnswerCallbackQuery)
def _answer_callback_query(call: Call[AnswerCallbackQuery]) -> bool:
    method, world = call.method, call.world
    text = method.text or ""
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query = world.queries.answer(method.callback_query_id, QueryKind.CALLBACK, world.clock())
    query.text, query.alert = text, bool(method.show_alert)
    world.chats[query.chat_id].record(
        EntryKind.TOAST, person_id=query.person_id, text=text, alert=query.alert
    )
    world.progress.answered(query.id)
    return True


@handles(AnswerPreCheckoutQuery)
def _answer_pre_checkout_query(call: Call[AnswerPreCheckoutQuery]) -> bool:
    method, world = call.method, call.world
    if not method.ok and not method.error_message:
        raise bad_request("error message must be non-empty")
    query = world.queries.answer(
        method.pre_checkout_query_id, QueryKind.PRE_CHECKOUT, world.clock()
    )
    query.accepted, query.text = method.ok, method.error_message or ""
    world.progress.answered(query.id)
    return True
