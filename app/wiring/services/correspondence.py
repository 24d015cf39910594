from domain.correspondence.find_readers import FindReaders
from domain.correspondence.read_message import ReadMessage
from domain.correspondence.write_message import WriteMessage
from domain.correspondence.write_staff_note import WriteStaffNote

SERVICES = (
    FindReaders,
    ReadMessage,
    WriteMessage,
    WriteStaffNote,
)
