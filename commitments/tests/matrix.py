"""The rows of promises in the isolation matrix (tests/tenancy/matrix.py says how they are read)."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from commitments import services
from commitments.enums import Channel, Outcome, Promiser
from commitments.services import Part, Voice, on_dates
from core.accounts.enums import SCHOOL_ROLES, Role
from core.documents.services.papers import print_paper
from core.files.services import mark_shareable
from core.tenancy.scope import current_ugel
from needs.services.reporting import attach_photo
from needs.tests.factories import NeedFactory
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.enums import Party
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory
from tests.pictures import photo_upload

TABLE = """
# promises: director, member and guardian of the table work at the school; the head and the specialist saw nothing
commitments:commitment_list                          GET    200  200  200  200  200  403  200  404  404  in
commitments:board                                    GET    200  200  200  200  200  403  200  404  404  in
commitments:commitments_many                         GET    405  405  403  403  403  403  403  404  404  in
commitments:commitments_many                         POST   302  302  403  403  403  403  403  404  404  in
commitments:commitment_export                        GET    200  200  200  200  200  403  200  404  404  in
commitments:calendar                                 GET    200  200  200  200  200  403  200  404  404  in
commitments:feed_make                                GET    405  405  405  405  405  403  403  404  404  in
commitments:feed_make                                POST   302  302  302  302  302  403  403  404  404  in
commitments:feed_revoke                              GET    405  405  405  405  405  403  403  404  404  in
commitments:feed_revoke                              POST   302  302  302  302  302  403  403  404  404  in
# a secret address asks for no session; another UGEL's does not exist
commitments:feed_show {feed}                         GET    200  200  200  200  200  200  200  200  200  200
commitments:commitment_new                           GET    200  200  403  403  403  403  403  404  404  in
commitments:commitment_new                           POST   302  302  403  403  403  403  403  404  404  in
commitments:waiting_list                             GET    200  200  403  403  403  403  403  404  404  in
commitments:disagreement_list                        GET    200  200  403  403  403  403  403  404  404  in
commitments:school_commitments {promised_school}     GET    200  200  200  200  200  403  200  404  404  in
commitments:partner_promises {promising_partner}     GET    200  200  403  403  403  403  403  404  404  in
commitments:partner_thanks {promising_partner}       GET    200  200  403  403  403  403  403  404  404  in
commitments:thanks_for_year {thankful_year}          GET    405  403  403  403  403  403  403  404  404  in
commitments:thanks_for_year {thankful_year}          POST   302  403  403  403  403  403  403  404  404  in
commitments:thanks_for_promise {thankful_promise}    GET    405  403  403  403  403  403  403  404  404  in
commitments:thanks_for_promise {thankful_promise}    POST   302  403  403  403  403  403  403  404  404  in
commitments:thanks_sheet {thanks}                    GET    200  200  403  403  403  403  403  404  404  in
commitments:commitment_detail {promise}              GET    200  200  200  200  200  403  200  404  404  in
# only a strategy's promise has an origin to go to
commitments:commitment_origin {promise}              GET    404  404  404  404  404  403  404  404  404  in
commitments:commitment_confirm {promise}             GET    200  200  403  403  403  403  403  404  404  in
commitments:commitment_confirm {promise}             POST   302  302  403  403  403  403  403  404  404  in
commitments:commitment_decline {promise}             GET    200  200  403  403  403  403  403  404  404  in
commitments:commitment_decline {promise}             POST   302  302  403  403  403  403  403  404  404  in
commitments:commitment_start {promise_confirmed}     GET    405  405  403  403  403  403  403  404  404  in
commitments:commitment_start {promise_confirmed}     POST   302  302  403  403  403  403  403  404  404  in
commitments:commitment_change {promise_confirmed}    GET    200  200  403  403  403  403  403  404  404  in
commitments:commitment_change {promise_confirmed}    POST   302  302  403  403  403  403  403  404  404  in
commitments:commitment_attest {promise_confirmed}    GET    200  200  200  200  200  403  403  404  404  in
commitments:commitment_attest {promise_confirmed}    POST   302  302  302  302  302  403  403  404  404  in
commitments:commitment_attest_on_behalf {promise_confirmed} GET 200 200 403 403  403  403  403  404  404  in
commitments:commitment_attest_on_behalf {promise_confirmed} POST 302 302 403 403 403  403  403  404  404  in
commitments:commitment_attest_month {promise_confirmed} GET 200  200  200  200  200  403  403  404  404  in
commitments:commitment_attest_month {promise_confirmed} POST 302 302  302  302  302  403  403  404  404  in
commitments:commitment_close {promise_verified}      GET    405  405  403  403  403  403  403  404  404  in
commitments:commitment_close {promise_verified}      POST   302  302  403  403  403  403  403  404  404  in
commitments:commitment_reopen {promise_cancelled}    GET    405  405  403  403  403  403  403  404  404  in
commitments:commitment_reopen {promise_cancelled}    POST   302  302  403  403  403  403  403  404  404  in
commitments:commitment_end {promise_to_end}          GET    200  200  403  403  403  403  403  404  404  in
commitments:commitment_end {promise_to_end}          POST   302  302  403  403  403  403  403  404  404  in
commitments:instalment_reschedule {instalment}       GET    200  200  403  403  403  403  403  404  404  in
commitments:instalment_reschedule {instalment}       POST   302  302  403  403  403  403  403  404  404  in
commitments:instalment_resolve {disputed_instalment} GET    200  200  403  403  403  403  403  404  404  in
commitments:instalment_resolve {disputed_instalment} POST   302  302  403  403  403  403  403  404  404  in
commitments:attestation_vouch {word_on_behalf}       GET    200  200  403  403  403  403  403  404  404  in
commitments:attestation_vouch {word_on_behalf}       POST   302  302  403  403  403  403  403  404  404  in
commitments:change_accept {asked_change}             GET    405  405  403  403  403  403  403  404  404  in
commitments:change_accept {asked_change}             POST   302  302  403  403  403  403  403  404  404  in
commitments:change_refuse {asked_change}             GET    200  200  403  403  403  403  403  404  404  in
commitments:change_refuse {asked_change}             POST   302  302  403  403  403  403  403  404  404  in
commitments:link_list {promise}                      GET    200  200  403  403  403  403  403  404  404  in
commitments:link_issue {link_to_give}                GET    405  405  403  403  403  403  403  404  404  in
commitments:link_issue {link_to_give}                POST   302  302  403  403  403  403  403  404  404  in
commitments:link_revoke {link}                       GET    405  405  403  403  403  403  403  404  404  in
commitments:link_revoke {link}                       POST   302  302  403  403  403  403  403  404  404  in
# the partner's page: whoever holds the link, with or without an account
door:door_enter                                      GET    200  200  200  200  200  200  200  200  200  200
door:door_show {token}                               GET    200  200  200  200  200  200  200  200  200  200
door:door_confirm {token}                            GET    405  405  405  405  405  405  405  405  405  405
door:door_confirm {token}                            POST   302  302  302  302  302  302  302  302  302  302
door:door_answer {token}                             GET    200  200  200  200  200  200  200  200  200  200
door:door_answer {token}                             POST   302  302  302  302  302  302  302  302  302  302
door:door_vouch {token}                              GET    405  405  405  405  405  405  405  405  405  405
door:door_vouch {token}                              POST   302  302  302  302  302  302  302  302  302  302
door:door_record {token}                             GET    200  200  200  200  200  200  200  200  200  200
door:door_record {token}                             POST   302  302  302  302  302  302  302  302  302  302
door:door_sheet {token}                              GET    200  200  200  200  200  200  200  200  200  200
# without its workbook the form comes back
door:door_sheet {token}                              POST   422  422  422  422  422  422  422  422  422  422
door:door_sheet_download {token}                     GET    200  200  200  200  200  200  200  200  200  200
door:door_thanks {token}                             GET    200  200  200  200  200  200  200  200  200  200
door:door_thanks_file {thanks_behind_link}           GET    200  200  200  200  200  200  200  200  200  200
door:door_thanks_sheet {thanks_behind_link}          GET    200  200  200  200  200  200  200  200  200  200
door:door_photo {shown_photo}                        GET    200  200  200  200  200  200  200  200  200  200
door:door_change {asked_line}                        GET    200  200  200  200  200  200  200  200  200  200
door:door_change {asked_line}                        POST   302  302  302  302  302  302  302  302  302  302
door:door_deliver {line_to_deliver}                  GET    200  200  200  200  200  200  200  200  200  200
door:door_deliver {line_to_deliver}                  POST   302  302  302  302  302  302  302  302  302  302
"""
TOLD_BY = {"name": "Coronel Díaz", "channel": "call"}
SIGNED = {"name": "Juan Díaz", "post": "Coronel"}
MAY = date(2026, 5, 5)


def scan():
    return {"paper": photo_upload()}


def seen_today():
    return {"instalment": "{instalment}", "outcome": "delivered", "seen_date": timezone.localdate().isoformat()}


POSTED = {
    "commitments:commitment_new": {
        "promiser": "ugel",
        "what": "Pintar el aula",
        "category": "premises",
        "schools": "{promised_school}",
        "quantity": "1",
        "unit": "aulas",
        "rhythm": "once",
        "first": "2026-12-20",
    },
    "commitments:commitments_many": {"commitments": "{promise_to_cancel}", "action": "cancel", "reason": "Dos veces"},
    "commitments:commitment_confirm": TOLD_BY,
    "commitments:commitment_decline": {**TOLD_BY, "reason": "Sin presupuesto"},
    "commitments:commitment_change": {
        "what": "Ochenta sillas",
        "quantity": "80",
        "unit": "sillas",
        "rhythm": "once",
        "first": "2026-12-20",
        "reason": "Ya llegaron veinte",
        "version": "1",
    },
    "commitments:commitment_attest": seen_today,
    "commitments:commitment_attest_on_behalf": lambda: {**seen_today(), **TOLD_BY, "party": "promiser"},
    "commitments:commitment_attest_month": {"month": "2026-05-01", "outcome": "delivered"},
    "commitments:commitment_end": {"reason": "Ya no hace falta"},
    "commitments:instalment_reschedule": {"new_date": "2026-12-20", "reason": "Huaico"},
    "commitments:instalment_resolve": {"ruling": "smaller", "reason": "Ambos vieron al menos 50"},
    "commitments:attestation_vouch": scan,
    "commitments:change_refuse": {"reason": "Se necesitan todas"},
    "door:door_confirm": {"promises": "{asked_version}", **SIGNED},
    "door:door_answer": {"promises": "{asked_version}", "answer": "needs_time", "until": "2050-01-01", **SIGNED},
    "door:door_record": {"text": "El puente estaba cerrado", **SIGNED},
    "door:door_change": {"what": "Ochenta sillas", "reason": "No alcanza", "version": "1", **SIGNED},
    "door:door_deliver": lambda: {**seen_today(), **SIGNED},
}


def things(people) -> dict:
    """A promise in each of the states that an address asks for; called in the UGEL's scope."""
    elmer = people[Role.UGEL_SPECIALIST]
    # Whoever heads a school already stays head of that one alone.
    headed = SchoolStaff.objects.filter(user=people.get(Role.SCHOOL_HEAD)).select_related("school").first()
    school = headed.school if headed else SchoolFactory()
    for role in (SCHOOL_ROLES | {Role.GUARDIAN}) & set(people):
        given = {"from_date": date(2026, 1, 1), "kind": "witness" if role == Role.GUARDIAN else "team"}
        SchoolStaff.objects.get_or_create(school=school, user=people[role], defaults=given)
    army = PartnerFactory(created_by=elmer)
    contact = ContactFactory(partner=army)
    colonel = Voice.of_contact(contact)

    def promise(*, is_confirmed=True):
        made = services.make_commitment(
            school=school,
            promiser=Promiser.PARTNER,
            partner=army,
            what="Cien sillas",
            unit="sillas",
            category="furniture",
            parts=on_dates([MAY], Decimal(100)),
            by=elmer,
        )
        return services.confirm(commitment=made, version=1, voice=colonel) if is_confirmed else made

    def say(commitment, voice, quantity=100):
        told = {"outcome": Outcome.DELIVERED, "quantity": Decimal(quantity)}
        return services.attest(instalment=commitment.instalments.get(), voice=voice, **told)

    neighbour = {"party": Party.COMMUNITY, "recorded_by": elmer, "channel": Channel.CALL, "name": "Julia Mamani"}
    confirmed, verified, disputed, spoken, changing = (promise() for _ in range(5))
    for commitment, quantity in ((verified, 100), (disputed, 50)):
        say(commitment, colonel)
        say(commitment, Voice(party=Party.GUARDIAN, name="Gino"), quantity)
    terms = {"what": "Sesenta sillas", "unit": "sillas", "parts": [Part(MAY, Decimal(60))], "reason": "x", "version": 1}
    asked = services.ask_change(commitment=changing, voice=colonel, **terms)
    contribution = _thanked(army, people[Role.UGEL_HEAD])
    behind = _behind_a_link(contact, promise(is_confirmed=False), confirmed, elmer)
    return {
        **behind,
        "thankful_year": [army.pk, MAY.year],
        "thankful_promise": [army.pk, verified.group_number],
        "thanks": contribution.pk,
        "thanks_behind_link": [behind["token"], contribution.pk],
        "promised_school": school.pk,
        "promising_partner": army.pk,
        "promise": promise(is_confirmed=False).pk,
        "promise_confirmed": confirmed.pk,
        "instalment": confirmed.instalments.get().pk,
        "promise_verified": verified.pk,
        "promise_cancelled": services.cancel(commitment=promise(), reason="Dos veces", by=elmer).pk,
        "promise_to_cancel": promise().pk,
        "feed": services.feed_token(services.make_feed(user=elmer)),
        "promise_to_end": [promise().pk, "anular"],
        "disputed_instalment": disputed.instalments.get().pk,
        "word_on_behalf": say(spoken, Voice.on_behalf(**neighbour)).pk,
        "asked_change": asked.pk,
    }


def _thanked(partner, head):
    """«Nuestro aporte del año», printed."""
    _certificate, contribution = services.thank_for_year(partner=partner, year=MAY.year, by=head)
    print_paper(ugel=current_ugel(), document_id=contribution.document_id)
    return contribution


def _behind_a_link(contact, asking, confirmed, elmer) -> dict:
    """A link that opens one promise to answer and one to deliver, with a photo that may leave the UGEL."""
    need = NeedFactory(school=asking.school, reported_by=elmer)
    services.cover_need(commitment=asking, need=need, by=elmer)
    photo = attach_photo(need=need, upload=photo_upload(), by=elmer).file
    mark_shareable(stored=photo, is_shareable=True, by=elmer)
    key = services.issue_key(contact=contact, commitments=[asking, confirmed], by=elmer)
    token = services.token_of(key)
    return {
        "link": key.pk,
        "link_to_give": [asking.pk, ContactFactory(partner=contact.partner, name="Mayor Paz").pk],
        "token": token,
        "asked_version": f"{asking.pk}:{asking.version}",
        "shown_photo": [token, photo.pk],
        "asked_line": [token, asking.pk],
        "line_to_deliver": [token, confirmed.pk],
    }
