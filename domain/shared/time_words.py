"""Words of time in English, German and Russian: a text with one may hold a time that was missed."""

import re

_WORDS = (
    # parts of the day
    r"mornings?|afternoons?|evenings?|nights?|tonight|noon|midday|midnight|o'clock",
    r"half past|quarter",
    r"morgens|vormittags?|mittags|nachmittags?|abends?|nachts?|mitternacht|früh|uhr|halb|viertel",
    r"утр(?:о|а|ом)|дн[её]м|вечер(?:а|ом)?|ноч(?:ь|и|ью)|пол(?:день|удня|ночь|уночи)|час(?:а|ов|ам)?",
    r"половин[ае]|четверть",
    # days
    r"today|tomorrow|yesterday|heute|morgen|übermorgen|gestern|сегодня|завтра|послезавтра|вчера",
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|weekdays?",
    r"(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|sonnabends?|wochenendes?|werktags",
    r"понедельник\w*|вторник\w*|сред[аыу]|четверг\w*|пятниц\w*|суббот\w*|воскресень\w*",
    # lengths and repetitions
    r"weeks?|months?|daily|weekly|every|wochen?|täglich|wöchentlich",
    r"jede[nrms]?|дня|недел\w+|месяц\w*|ежедневно|кажд\w+|all day|ganztags|круглосуточно",
    # months
    r"january|february|april|june|july|august|september|october|november|december",
    r"januar|februar|märz|juni|juli|oktober|dezember",
    r"январ[ьяе]|феврал[ьяе]|марта|апрел[ьяе]|июн[ьяе]|июл[ьяе]|августа?|сентябр[ьяе]",
    r"октябр[ьяе]|ноябр[ьяе]|декабр[ьяе]",
)

_TIME = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)


def names_a_time(text: str) -> bool:
    """Return whether a word of the text tells a time of day, a day or a length of time."""
    return _TIME.search(text) is not None
