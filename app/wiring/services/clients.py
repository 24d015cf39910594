from domain.clients.add_client import AddClient
from domain.clients.choose_language import ChooseLanguage
from domain.clients.choose_timezone import ChooseTimezone
from domain.clients.claim_visits import ClaimVisits, ListPhoneOwners
from domain.clients.find_clients import FindClients
from domain.clients.find_own_clients import FindOwnClients
from domain.clients.get_client import GetClient
from domain.clients.get_own_client import GetOwnClient
from domain.clients.join_clients import JoinClients
from domain.clients.list_own_clients import ListOwnClients
from domain.clients.share_phone import SharePhone

SERVICES = (
    AddClient,
    ChooseLanguage,
    ClaimVisits,
    JoinClients,
    ListPhoneOwners,
    SharePhone,
    ChooseTimezone,
    FindClients,
    FindOwnClients,
    GetClient,
    GetOwnClient,
    ListOwnClients,
)
