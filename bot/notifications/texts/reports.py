"""The figures of a location, for admins."""

from markupsafe import Markup

from bot.notifications.digests.digest import render_digest
from bot.notifications.texts.registry import to_admins
from bot.ui.localizer import Localizer
from domain.notifications.content.contents import DigestContent
from domain.notifications.kinds.reports.digest import DIGEST
from domain.reporting.queue_digests import DigestFacts


@to_admins(DIGEST)
def digest(content: DigestContent[DigestFacts], localizer: Localizer) -> Markup:
    """Render the figures of a location."""
    return render_digest(content.digest, localizer)
