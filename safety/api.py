from rest_framework import serializers
from rest_framework.decorators import action

from core.access.viewsets import StrategyViewSet, routes
from safety import permissions
from safety.models import Answer, Check, DimensionScore
from safety.permissions import check_can_verify
from safety.selectors.checks import visible_to
from safety.services.verification import return_check, verify_check


class ScoreSerializer(serializers.ModelSerializer):
    class Meta:
        model = DimensionScore
        fields = ["dimension", "score", "level", "has_critical_failure", "critical_codes", "lost_codes"]


class AnswerSerializer(serializers.ModelSerializer):
    code = serializers.CharField(source="item.code")

    class Meta:
        model = Answer
        fields = ["code", "choice", "value", "note"]


class CheckSerializer(serializers.ModelSerializer):
    checklist = serializers.IntegerField(source="version.number")
    scores = ScoreSerializer(many=True)
    answers = AnswerSerializer(many=True)
    # Rungs and components as plain codes: the schema cannot name one list of choices twice.
    water_rung = serializers.CharField()
    sanitation_rung = serializers.CharField()
    hygiene_rung = serializers.CharField()
    sdg_met = serializers.ListField(child=serializers.CharField())
    sdg_unknown = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Check
        fields = [
            "id",
            "school",
            "checklist",
            "source",
            "state",
            "planned_date",
            "visited_date",
            "submitted_at",
            "verified_at",
            "return_reason",
            "water_rung",
            "sanitation_rung",
            "hygiene_rung",
            "sdg_met",
            "sdg_unknown",
            "rules",
            "scores",
            "answers",
        ]


class ReasonSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=600)


class CheckViewSet(StrategyViewSet):
    """Checks of the UGEL with their answers and, once verified, their scores and the rules they were judged by."""

    permission, serializer_class, queryset = permissions.VIEW, CheckSerializer, Check.objects.none()

    def get_queryset(self):
        visible = visible_to(self.request.user, self.request._request.roles)
        return visible.select_related("version").prefetch_related("scores", "answers__item").order_by("id")

    @action(detail=True, methods=["post"], permission=permissions.VERIFY)
    def verify(self, request, pk):
        """Confirm what somebody else saw."""
        check = self.get_object()
        check_can_verify(request.user, check)
        return self.answer(verify_check(check=check, by=request.user))

    @action(detail=True, methods=["post"], permission=permissions.VERIFY, url_path="return")
    def send_back(self, request, pk):
        """Return it to its author with the reason."""
        check = self.get_object()
        check_can_verify(request.user, check)
        data = self.validated(ReasonSerializer)
        return self.answer(return_check(check=check, by=request.user, **data))


urlpatterns = routes(("checks", CheckViewSet))
