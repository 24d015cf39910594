"""Data of the sample salon: texts, services, people and working hours."""

from dataclasses import dataclass, field
from datetime import time

from domain.catalog.deposit import NO_DEPOSIT, DepositKind, DepositRule
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
    """One service; `category` is an index into `CATEGORIES`, prices are in cents."""

    key: str
    category: int
    duration_minutes: int
    min_gap_after_minutes: int
    price_minor: int
    name: str
    description: str
    de: tuple[str, str]  # name and description
    ru: tuple[str, str]
    deposit: DepositRule = NO_DEPOSIT


SERVICES = (
    SampleService(
        *("cut", 0, 45, 0, 4200),
        *("Haircut", "wash, cut and finish"),
        de=("Haarschnitt", "waschen, schneiden, stylen"),
        ru=("Стрижка", "мытьё, стрижка, укладка"),
    ),
    SampleService(
        *("short_cut", 0, 30, 0, 2800),
        *("Short haircut", "clippers and scissors"),
        de=("Kurzhaarschnitt", "Maschine und Schere"),
        ru=("Короткая стрижка", "машинка и ножницы"),
    ),
    SampleService(
        *("colour", 0, 120, 15, 9500),
        *("Colouring", "roots or full length"),
        de=("Färben", "Ansatz oder ganze Länge"),
        ru=("Окрашивание", "корни или вся длина"),
        deposit=DepositRule(DepositKind.PERCENT, 30),
    ),
    SampleService(
        *("blow_dry", 0, 30, 0, 2500),
        *("Blow-dry", "for an evening out"),
        de=("Föhnen", "für einen schönen Abend"),
        ru=("Укладка", "для особого вечера"),
    ),
    SampleService(
        *("manicure", 1, 45, 5, 3200),
        *("Manicure", "shape, care and polish"),
        de=("Maniküre", "formen, pflegen, lackieren"),
        ru=("Маникюр", "форма, уход и лак"),
    ),
    SampleService(
        *("gel", 1, 75, 10, 4900),
        *("Gel nails", "lasts about three weeks"),
        de=("Gelnägel", "halten etwa drei Wochen"),
        ru=("Гель-лак", "держится около трёх недель"),
        deposit=DepositRule(DepositKind.FIXED, 1500),
    ),
    SampleService(
        *("pedicure", 1, 60, 10, 4300),
        *("Pedicure", "with a foot bath"),
        de=("Pediküre", "mit Fußbad"),
        ru=("Педикюр", "с ванночкой для ног"),
    ),
    SampleService(
        *("brows", 2, 30, 0, 2200),
        *("Brow shaping", "and tinting if you like"),
        de=("Augenbrauen formen", "auf Wunsch mit Färben"),
        ru=("Коррекция бровей", "по желанию с окрашиванием"),
        deposit=DepositRule(DepositKind.FULL),
    ),
    SampleService(
        *("facial", 2, 60, 10, 6500),
        *("Facial", "cleansing, peeling, mask"),
        de=("Gesichtsbehandlung", "Reinigung, Peeling, Maske"),
        ru=("Уход за лицом", "очищение, пилинг, маска"),
    ),
    SampleService(
        *("massage", 2, 60, 15, 7000),
        *("Massage", "back and shoulders"),
        de=("Massage", "Rücken und Schultern"),
        ru=("Массаж", "спина и плечи"),
    ),
    SampleService(
        *("float", 2, 180, 30, 12000),
        *("Night float", "three weightless hours, Saturday night"),
        de=("Nachtbad", "drei schwerelose Stunden, Samstagnacht"),
        ru=("Ночной флоатинг", "три часа невесомости в ночь на воскресенье"),
    ),
)


@dataclass(frozen=True, slots=True)
class SampleMaster:
    """One master; `skills` map service keys to (minutes, cents), `None` for the service's own."""

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
    """Return the same hours for all `days`; `pause` is "HH:MM-HH:MM"."""
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
