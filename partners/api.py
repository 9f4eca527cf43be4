from rest_framework import serializers
from rest_framework.decorators import action

from core.access.viewsets import StrategyViewSet, routes
from partners import permissions, services
from partners.models import Contact, Offer, Partner


class ContactSerializer(serializers.ModelSerializer):
    # Plain codes: the schema cannot name one list of choices twice.
    channel = serializers.CharField()
    language = serializers.CharField()

    class Meta:
        model = Contact
        fields = [
            "id",
            "name",
            "post",
            "role",
            "phone",
            "email",
            "channel",
            "language",
            "is_active",
            "from_date",
            "to_date",
        ]


class OfferSerializer(serializers.ModelSerializer):
    category = serializers.CharField()
    territory = serializers.CharField(source="territory.code", default=None)

    class Meta:
        model = Offer
        fields = ["id", "category", "description", "quantity", "unit", "territory", "from_date", "to_date", "is_active"]


class PartnerSerializer(serializers.ModelSerializer):
    iati_type = serializers.CharField(source="kind_member.iati_type")
    territories = serializers.SerializerMethodField()
    contacts = ContactSerializer(many=True)
    offers = OfferSerializer(many=True)

    class Meta:
        model = Partner
        fields = [
            "id",
            "name",
            "short_name",
            "kind",
            "iati_type",
            "sector",
            "ruc",
            "siaf",
            "is_active",
            "merged_into",
            "territories",
            "contacts",
            "offers",
        ]

    def get_territories(self, partner) -> list[str]:
        """Official codes of the places it works in."""
        return [link.territory.code for link in partner.territories.all()]


class ReasonSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=300, required=False, default="")


class PartnerViewSet(StrategyViewSet):
    """Partners of the UGEL with their contacts, offers and the codes of where they work.

    How they keep their word is not here.
    """

    permission, serializer_class = permissions.VIEW, PartnerSerializer
    queryset = Partner.objects.prefetch_related("contacts", "offers__territory", "territories__territory").order_by(
        "id"
    )

    @action(detail=True, methods=["post"], permission=permissions.WRITE)
    def deactivate(self, request, pk):
        """They no longer help; undone by reactivate."""
        data = self.validated(ReasonSerializer)
        return self.answer(services.deactivate_partner(partner=self.get_object(), by=request.user, **data))

    @action(detail=True, methods=["post"], permission=permissions.WRITE)
    def reactivate(self, request, pk):
        """Undo deactivate."""
        return self.answer(services.reactivate_partner(partner=self.get_object(), by=request.user))


urlpatterns = routes(("partners", PartnerViewSet))
