from domain.delays.recalculate_delays import RecalculateDelays
from domain.delays.run_late import RunLate
from domain.delays.write_delays import WriteDelays

SERVICES = (
    RecalculateDelays,
    RunLate,
    WriteDelays,
)
