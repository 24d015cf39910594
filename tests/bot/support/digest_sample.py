from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from domain.catalog.model import Label, Location
from domain.reporting.digest import Digest, Figures, MasterDayLoad
from domain.reporting.due import DigestKind
from domain.reporting.find_gaps import Gap
from domain.reporting.model import (
    DayRevenue,
    LifetimeValue,
    Load,
    Pipeline,
    Share,
    Slot,
    Turnout,
)
from domain.shared.ids import LocationId, MasterId
from domain.shared.money import Money
from domain.shared.time import DAY, DateRange

TODAY = date(2030, 3, 4)
SUNDAY = TODAY - DAY
MIA, LEO = MasterId(1), MasterId(2)


def euros(amount: int) -> Money:
    return Money(100 * amount, "EUR")


def location(name: str = "Shop") -> Location:
    zone = ZoneInfo("Europe/Berlin")
    return Location(LocationId(1), Label(name), "", zone, "EUR", "DE", None)


DIGEST = Digest(
    location=location(),
    kind=DigestKind.DAY,
    today=TODAY,
    figures=Figures(
        DateRange(SUNDAY, SUNDAY),
        Turnout(completed=30, no_shows=2, cancelled=4, late_cancels=1, undecided=1),
        (euros(1240),),
    ),
    before=Figures(DateRange(SUNDAY - DAY, SUNDAY - DAY), Turnout(completed=28), (euros(1000),)),
    lifetime_values=(LifetimeValue(30, euros(1240)),),
    retention=Share(61, 100),
    pipeline=(Pipeline(9, euros(820), euros(3400)),),
    master_names={MIA: Label("Mia"), LEO: Label("Leo")},
    loads_today=(MasterDayLoad(LEO, Share(0, 480)), MasterDayLoad(MIA, Share(240, 480))),
    gaps=(
        Gap(datetime(2030, 3, 4, 10, 15, tzinfo=UTC), datetime(2030, 3, 4, 12, tzinfo=UTC), MIA),
        Gap(datetime(2030, 3, 5, 8, tzinfo=UTC), datetime(2030, 3, 5, 9, tzinfo=UTC), LEO),
    ),
    load=Load(
        booked={Slot(MIA, 0, 9): 30, Slot(MIA, 6, 11): 30},
        working={Slot(MIA, 0, 9): 60, Slot(LEO, 0, 9): 60, Slot(MIA, 2, 10): 60},
    ),
    revenue_by_day=(
        DayRevenue(SUNDAY - 7 * DAY, euros(900)),
        DayRevenue(SUNDAY, euros(1240)),
        DayRevenue(SUNDAY, Money(50, "CHF")),
    ),
)
