from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.models import Commitment
from commitments.permissions import READS_ALL
from core.strategies.registry import OpenItem
from core.strategies.searching import every_word
from partners.models import Partner
from partners.selectors.lists import search as search_partners
from schools.models import School, SchoolStaff


def commitments_for(user, roles) -> QuerySet[Commitment]:
    """All promises for the UGEL and the region, those of one's own schools today for the others; with their names."""
    commitments = Commitment.objects.with_names()
    if roles & READS_ALL:
        return commitments
    return commitments.filter(school__in=SchoolStaff.objects.on(None).filter(user=user).values("school_id"))


def search(commitments: QuerySet[Commitment], text: str) -> QuerySet[Commitment]:
    """Every word stands in what is promised; or the text finds the school, or the partner."""
    bare, by_text = every_word(text, "what")
    places = Q(school__in=School.objects.search(text.replace("\x00", "")))
    return commitments.alias(**bare).filter(by_text | places | Q(partner__in=search_partners(Partner.objects, text)))


def open_at_school(school_id: int) -> list[OpenItem]:
    """What a new head of the school inherits: promises agreed and not over."""
    count = Commitment.objects.live().filter(school_id=school_id).count()
    return [OpenItem(_("Compromisos en curso"), count, reverse("commitments:school_commitments", args=[school_id]))]
