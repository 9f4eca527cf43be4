"""From the first idea to its end: what each step asks for, and what it refuses."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from alliances import services
from alliances.enums import TRANSITIONS, AllianceState, Stage
from alliances.models import Alliance, AllianceParty
from alliances.tests.factories import make_alliance, make_signed
from core.audit.models import Entry
from core.files.images import UploadRefused
from core.jobs.services import run_inline
from core.notifications.models import Message
from core.tenancy.errors import ChangedMeanwhile
from core.tenancy.scope import scope
from partners.services.merging import merge_partners
from partners.tests.factories import PartnerFactory
from schools.tests.factories import SchoolFactory
from tests.pictures import photo_upload

TODAY = timezone.localdate


def test_an_alliance_goes_from_idea_to_signature(norte, elmer):
    alliance = make_alliance(elmer)
    assert alliance.status == AllianceState.IDENTIFIED

    services.move_talks(alliance=alliance, to=Stage.NEGOTIATING, by=elmer)
    signed = services.sign_alliance(
        alliance=alliance,
        signed_date=TODAY(),
        from_date=TODAY(),
        reference="Convenio 12",
        scan=photo_upload(),
        by=elmer,
    )

    assert (signed.status, signed.reference, signed.papers.count()) == (AllianceState.IN_FORCE, "Convenio 12", 1)


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [
        (0, None, AllianceState.IN_FORCE),
        (-10, 0, AllianceState.IN_FORCE),
        (-10, -1, AllianceState.EXPIRED),
        (1, 10, AllianceState.SIGNED),
    ],
)
def test_its_dates_say_what_it_is_today_in_rows_and_queries_alike(norte, elmer, first, last, state):
    day = TODAY()
    alliance = services.sign_alliance(
        alliance=make_alliance(elmer),
        signed_date=day,
        from_date=day + timedelta(days=first),
        to_date=None if last is None else day + timedelta(days=last),
        by=elmer,
    )

    assert alliance.status == state
    assert [one for one in AllianceState if Alliance.objects.in_state(one, day).exists()] == [state]


@pytest.mark.parametrize("stage", Stage)
def test_every_step_the_table_does_not_know_is_refused(norte, elmer, stage):
    alliance = make_alliance(elmer)
    day = date(2026, 1, 2)
    dates = {} if stage not in (Stage.SIGNED, Stage.ENDED) else {"signed_date": day, "from_date": day}
    dates |= {"ended_date": day} if stage == Stage.ENDED else {}
    Alliance.objects.update(stage=stage, **dates)

    for to in set(Stage) - TRANSITIONS[stage] - {stage, Stage.SIGNED, Stage.ENDED}:
        with pytest.raises(services.NotFromHere):
            services.move_talks(alliance=alliance, to=to, by=elmer)
    if Stage.SIGNED not in TRANSITIONS[stage]:
        with pytest.raises(services.NotFromHere):
            services.sign_alliance(alliance=alliance, signed_date=day, from_date=day, by=elmer)
    assert Alliance.objects.get().stage == stage


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"signed_date": date(2999, 1, 1), "from_date": date(2026, 1, 1)}, services.SignedInTheFuture),
        (
            {"signed_date": date(2026, 1, 2), "from_date": date(2026, 1, 2), "to_date": date(2026, 1, 1)},
            services.NoDates,
        ),
    ],
)
def test_a_signature_with_impossible_dates_is_refused(norte, elmer, told, refusal):
    alliance = make_alliance(elmer)

    with pytest.raises(refusal):
        services.sign_alliance(alliance=alliance, by=elmer, **told)
    assert Alliance.objects.get().signed_date is None


def test_a_scan_that_is_no_paper_leaves_it_unsigned(norte, elmer):
    alliance = make_alliance(elmer)

    with pytest.raises(UploadRefused):
        services.sign_alliance(
            alliance=alliance,
            signed_date=TODAY(),
            from_date=TODAY(),
            scan=SimpleUploadedFile("a.gif", b"GIF89a"),
            by=elmer,
        )
    assert Alliance.objects.get().stage == Stage.IDENTIFIED


def test_an_alliance_without_partner_is_none(norte, elmer):
    with pytest.raises(services.NobodySigns):
        services.register_alliance(partners=[], by=elmer, title="Nada", kind="acta", followed_by=elmer)
    assert not Alliance.objects.exists()


def test_who_corrects_what_another_changed_is_told(norte, elmer, hilda):
    alliance = make_alliance(elmer)
    told = {"partners": [party.partner for party in alliance.parties.all()], "schools": []}
    services.correct_alliance(alliance=alliance, version=1, by=hilda, title="Pintar y arreglar", **told)

    with pytest.raises(ChangedMeanwhile):
        services.correct_alliance(alliance=alliance, version=1, by=elmer, title="Otra cosa", **told)
    assert Alliance.objects.get().title == "Pintar y arreglar"


def test_what_was_signed_is_corrected_only_with_a_reason_and_says_what_it_was(norte, elmer, visit):
    alliance = make_signed(elmer, date(2026, 1, 1), date(2026, 12, 31), title="Pintar")
    told = {"partners": [party.partner for party in alliance.parties.all()], "schools": [], "by": elmer}
    version = alliance.version
    with pytest.raises(services.ReasonMissing), transaction.atomic():
        services.correct_alliance(alliance=alliance, version=version, title="Otra cosa", **told)
    noted = services.correct_alliance(alliance=alliance, version=version, notes="Llamar en marzo", **told)

    services.correct_alliance(alliance=alliance, version=noted.version, title="Techar", reason="Adenda 2", **told)

    told = Entry.objects.filter(verb="alliances.alliance_corrected").order_by("pk").last().data
    assert (told["was"], told["reason"]) == ({"title": "Pintar"}, "Adenda 2")
    page = visit(elmer, "alliances:alliance_detail", alliance.pk).content.decode()
    assert "qué se hará juntos · Adenda 2" in page
    assert "Por qué se corrige" in visit(elmer, "alliances:alliance_edit", alliance.pk).content.decode()


def test_a_paper_kept_by_mistake_is_taken_off_with_a_reason(norte, elmer, visit):
    alliance = make_signed(elmer)
    paper = services.add_paper(alliance=alliance, scan=photo_upload(), caption="Ordenanza", by=elmer)
    visit(elmer, "alliances:paper_strike", paper.pk, method="post", data={"reason": "Era de otra"})

    page = visit(elmer, "alliances:alliance_detail", alliance.pk).content.decode()
    assert ("Ordenanza · Era de otra" in page, "Ninguno todavía" in page) == (True, True)
    assert visit(elmer, "alliances:paper_strike", paper.pk).status_code == 404


def test_the_same_correction_again_writes_nothing(norte, elmer):
    alliance = make_alliance(elmer)
    told = {"partners": [party.partner for party in alliance.parties.all()], "schools": []}
    same = services.correct_alliance(alliance=alliance, version=1, by=elmer, title="Pintar aulas", **told)

    assert same.version == 1


def test_a_renewal_copies_who_and_what_and_there_is_one(norte, elmer):
    old = make_signed(elmer, date(2026, 1, 1), date(2026, 6, 30), schools=[SchoolFactory()])
    following = services.renew_alliance(alliance=old, by=elmer)

    assert (following.from_date, following.stage, following.schools.count()) == (date(2026, 7, 1), Stage.IDENTIFIED, 1)
    assert [one.partner_id for one in following.parties.all()] == [one.partner_id for one in old.parties.all()]
    with pytest.raises(services.RenewedAlready):
        services.renew_alliance(alliance=old, by=elmer)


def test_what_ends_soon_is_told_once_to_follower_and_head(norte, elmer, hilda):
    day = TODAY()
    soon = make_signed(elmer, day - timedelta(days=9), day + timedelta(days=30), title="Agua")
    make_signed(elmer, day - timedelta(days=9), day + timedelta(days=300), title="Techos")
    for _night in range(2):
        run_inline("alliances.remind", ugel=norte)

    told = Message.objects.filter(kind="alliances.expiring")
    assert set(told.values_list("user", flat=True)) == {elmer.pk, hilda.pk}
    assert all("«Agua» rige hasta el" in body for body in told.values_list("body", flat=True))
    assert set(told.values_list("key", flat=True)) == {f"alliance:{soon.pk}:expiring:{soon.to_date}"}
    assert mail.outbox == []


def test_alliances_follow_a_partner_that_is_joined_to_another(norte, elmer):
    kept, gone = PartnerFactory(created_by=elmer), PartnerFactory(created_by=elmer)
    only, both = make_alliance(elmer, partners=[gone]), make_alliance(elmer, partners=[gone, kept])
    merge_partners(kept=kept, gone=gone, by=elmer)

    assert set(AllianceParty.objects.values_list("alliance", "partner")) == {(only.pk, kept.pk), (both.pk, kept.pk)}


def test_another_ugel_has_none_of_it(norte, sur, elmer):
    make_alliance(elmer)

    with scope(sur):
        assert not Alliance.objects.exists()
