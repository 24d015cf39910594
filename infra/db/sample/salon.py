"""What the sample salon is: its words, its services, its people and their hours."""

from dataclasses import dataclass, field
from datetime import time

from domain.schedule.model import Hours

CATEGORIES = (
    {"name": "Hair", "name_translations": {"de": "Haare", "ru": "Волосы"}},
    {"name": "Nails", "name_translations": {"de": "Nägel", "ru": "Ногти"}},
    {
        "name": "Face and body",
        "name_translations": {"de": "Gesicht und Körper", "ru": "Лицо и тело"},
    },
)


@dataclass(frozen=True, slots=True)
class SampleService:
    """One service; `category` is an index into `CATEGORIES`, the price is in cents."""

    key: str
    category: int
    name: str
    de: str
    ru: str
    duration_minutes: int
    price_minor: int
    min_gap_after_minutes: int = 0


SERVICES = (
    SampleService("cut", 0, "Haircut", "Haarschnitt", "Стрижка", 45, 4200),
    SampleService("short_cut", 0, "Short haircut", "Kurzhaarschnitt", "Короткая стрижка", 30, 2800),
    SampleService("colour", 0, "Colouring", "Färben", "Окрашивание", 120, 9500, 15),
    SampleService("blow_dry", 0, "Blow-dry", "Föhnen", "Укладка", 30, 2500),
    SampleService("manicure", 1, "Manicure", "Maniküre", "Маникюр", 45, 3200, 5),
    SampleService("gel", 1, "Gel nails", "Gelnägel", "Гель-лак", 75, 4900, 10),
    SampleService("pedicure", 1, "Pedicure", "Pediküre", "Педикюр", 60, 4300, 10),
    SampleService("brows", 2, "Brow shaping", "Augenbrauen formen", "Коррекция бровей", 30, 2200),
    SampleService("facial", 2, "Facial", "Gesichtsbehandlung", "Уход за лицом", 60, 6500, 10),
    SampleService("massage", 2, "Massage", "Massage", "Массаж", 60, 7000, 15),
    SampleService("float", 2, "Night float", "Nachtbad", "Ночной флоатинг", 180, 12000, 30),
)


@dataclass(frozen=True, slots=True)
class SampleMaster:
    """One master: skills map a service's key to own (minutes, cents), `None` is the service's."""

    name: str
    ru: str
    about: str
    about_de: str
    about_ru: str
    skills: dict[str, tuple[int | None, int | None]]
    hours: dict[int, Hours] = field(default_factory=dict)  # weekday, Monday = 0; others are free
    buffer_between_minutes: int | None = None
    works_on_holidays: bool = False


def _hours(days: range, start: str, end: str, pause: str | None = None) -> dict[int, Hours]:
    """Return the same hours for the weekdays; a pause lasts from its start for an hour at most."""
    first, last = time.fromisoformat(start), time.fromisoformat(end)
    if pause is None:
        return dict.fromkeys(days, Hours(first, last))
    pause_start, pause_end = (time.fromisoformat(part) for part in pause.split("-"))
    return dict.fromkeys(days, Hours(first, last, pause_start, pause_end))


SAME = (None, None)

MASTERS = (
    SampleMaster(
        "Anna",
        "Анна",
        "Colourist, twelve years with hair.",
        "Coloristin, seit zwölf Jahren im Haarstudio.",
        "Колорист, двенадцать лет работает с волосами.",
        {"cut": SAME, "short_cut": SAME, "colour": SAME, "blow_dry": SAME},
        _hours(range(5), "10:00", "19:00", "14:00-14:45"),
        buffer_between_minutes=5,
    ),
    SampleMaster(
        "Boris",
        "Борис",
        "Short cuts and beards, quick and exact.",
        "Kurzhaarschnitte und Bärte, schnell und genau.",
        "Короткие стрижки и бороды, быстро и точно.",
        {"short_cut": (25, 2600), "cut": SAME},
        _hours(range(1, 6), "09:00", "18:00", "13:00-13:30"),
    ),
    SampleMaster(
        "Clara",
        "Клара",
        "Nails that last, calm hands.",
        "Nägel, die halten, und ruhige Hände.",
        "Стойкое покрытие и спокойные руки.",
        {"manicure": (40, 3000), "gel": SAME, "pedicure": SAME},
        _hours(range(5), "09:30", "17:30", "12:30-13:00"),
        buffer_between_minutes=10,
    ),
    SampleMaster(
        "Daria",
        "Дарья",
        "Skin and massage therapist.",
        "Kosmetikerin und Masseurin.",
        "Косметолог и массажист.",
        {"brows": SAME, "facial": SAME, "massage": SAME},
        {
            **_hours(range(1, 5), "11:00", "20:00", "15:00-15:45"),
            **_hours(range(5, 6), "10:00", "16:00"),
        },
        buffer_between_minutes=10,
    ),
    SampleMaster(
        "Elena",
        "Елена",
        "Senior stylist: hair, nails and brows from one hand.",
        "Chefstylistin: Haare, Nägel und Brauen aus einer Hand.",
        "Топ-стилист: волосы, ногти и брови у одного мастера.",
        {"cut": (60, 5800), "blow_dry": (40, 3300), "manicure": (50, 3900), "brows": (30, 2600)},
        _hours(range(2, 6), "10:00", "18:30", "14:00-14:30"),
    ),
    SampleMaster(
        "Felix",
        "Феликс",
        "Floats you through Saturday night.",
        "Lässt Sie durch die Samstagnacht schweben.",
        "Ночь с субботы на воскресенье в невесомости.",
        {"float": SAME},
        _hours(range(6, 7), "00:00", "07:00"),
        works_on_holidays=True,
    ),
)

CLIENTS = (
    "Mia",
    "Noah",
    "Emma",
    "Paul",
    "Olga",
    "Ivan",
    "Sofia",
    "Max",
    "Lena",
    "Tim",
    "Vera",
    "Jan",
)
