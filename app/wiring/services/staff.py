from domain.staff.accept_invitation import AcceptInvitation
from domain.staff.connect_group import ConnectGroup
from domain.staff.grant_role import GrantRole
from domain.staff.invite import Invite
from domain.staff.list_team import ListTeam
from domain.staff.notify_admins import NotifyAdmins
from domain.staff.revoke_role import RevokeRole
from domain.staff.withdraw_invitation import WithdrawInvitation
from domain.staff.work_as_master import WorkAsMaster

SERVICES = (
    AcceptInvitation,
    ConnectGroup,
    GrantRole,
    Invite,
    ListTeam,
    NotifyAdmins,
    RevokeRole,
    WithdrawInvitation,
    WorkAsMaster,
)
