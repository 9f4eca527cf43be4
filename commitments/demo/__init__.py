"""Promises of the demo UGEL over the year, in every state, made and witnessed through the services people use."""

from django.utils import timezone

from commitments.demo.stories import STORIES
from commitments.demo.telling import Story
from commitments.models import Commitment
from core.strategies.demo import Demo
from core.tenancy.scope import scope
from partners.models import Contact, Partner
from schools.selectors.targets import latest_target


def load(demo: Demo) -> None:
    """Tell the year once; run again it finds the promises there."""
    with scope(demo.ugel):
        target = latest_target(year=demo.today.year, at=timezone.now())
        partners = list(Partner.objects.current().order_by("pk"))
        if target is None or not partners or Commitment.objects.exists():
            return
        schools = [entry.school for entry in target.entries.filter(is_included=True).select_related("school")]
        schools.sort(key=lambda school: school.national_key)
        contacts = {one.partner_id: one for one in Contact.objects.active().order_by("role", "-pk")}
        story = Story(demo, schools, partners, contacts)
        for tell in STORIES:
            tell(story)
        demo.say(f"commitments: {Commitment.objects.count()}")
