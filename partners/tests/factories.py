import factory

from partners.enums import PartnerKind
from partners.models import Contact, Offer, Partner
from schools.readers.text import searchable


class PartnerFactory(factory.django.DjangoModelFactory):
    """A municipality; give `created_by`."""

    name = factory.Sequence(lambda n: f"Municipalidad de Villa {n}")
    search_name = factory.LazyAttribute(lambda o: searchable(o.name))
    kind = PartnerKind.MUNICIPALITY

    class Meta:
        model = Partner


class ContactFactory(factory.django.DjangoModelFactory):
    """Somebody reached by WhatsApp; give `partner`."""

    name = factory.Sequence(lambda n: f"Carla Flores {n}")
    search_name = factory.LazyAttribute(lambda o: searchable(o.name))
    post = "Gerenta"
    phone = "+51952000111"
    channel = "whatsapp"

    class Meta:
        model = Contact


class OfferFactory(factory.django.DjangoModelFactory):
    """Water by tanker; give `partner`."""

    category = "water"
    description = "Agua en cisterna"

    class Meta:
        model = Offer
