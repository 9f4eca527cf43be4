"""Who hears of a need, and over what."""

from core.accounts.models import User
from core.notifications.enums import Channel
from core.notifications.models import Message
from core.people.services.people import set_phone
from needs.services import accept_need


def test_director_without_mail_waits_for_a_whatsapp_text(rosa, elmer, need, visit):
    User.objects.filter(pk=rosa.pk).update(email=None)
    set_phone(user=rosa, phone="+51952000001", by=None)

    accept_need(need=need, by=elmer)

    told = Message.objects.get(user=rosa)
    assert (told.channel, told.address) == (Channel.WHATSAPP, "+51952000001")
    page = visit(elmer, "notifications:hand_over_list")
    assert (page.context["message"], page.context["count"]) == (told, 1)


def test_director_with_mail_gets_mail_though_a_telephone_is_known(rosa, elmer, need):
    set_phone(user=rosa, phone="+51952000001", by=None)

    accept_need(need=need, by=elmer)

    assert Message.objects.get(user=rosa).channel == Channel.MAIL
