from typing import Any

from django.db import transaction

from alliances.models import OWNER, Alliance, AlliancePaper
from core.accounts.models import User
from core.audit.services import record
from core.files.services import store_paper
from schools.readers.text import clean


@transaction.atomic
def add_paper(*, alliance: Alliance, scan: Any, caption: str, by: User) -> AlliancePaper:
    """Keep a document of it: the ordenanza, an addendum; raises UploadRefused."""
    paper = keep_paper(alliance, scan, caption=caption, by=by)
    record("alliances.paper_added", alliance, by=by, title=alliance.title, caption=paper.caption)
    return paper


@transaction.atomic
def strike_paper(*, paper: AlliancePaper, reason: str, by: User) -> AlliancePaper:
    """Take off what was kept by mistake, with the reason on record; the same again changes nothing."""
    paper = AlliancePaper.objects.select_for_update(of=("self",)).select_related("alliance").get(pk=paper.pk)
    if not paper.struck_because:
        paper.struck_because = clean(reason)[:300]
        paper.save(update_fields=["struck_because"])
        record("alliances.paper_struck", paper.alliance, by=by, caption=paper.caption, reason=paper.struck_because)
    return paper


def keep_paper(alliance: Alliance, scan: Any, *, caption: str, by: User) -> AlliancePaper:
    """Store a document of it, without a word in its history; raises UploadRefused."""
    stored = store_paper(scan, owner=OWNER, by=by)
    return AlliancePaper.objects.create(alliance=alliance, file=stored, caption=clean(caption)[:140])
