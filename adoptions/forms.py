from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from adoptions.enums import Standing, Work
from adoptions.models import Adoption, WorkDay
from adoptions.services.days import MOST_PHOTOS
from core.files.forms import PhotosField
from core.tenancy.forms import DayField, TenantForm
from needs.models import Need
from partners.enums import PartnerKind
from partners.models import Contact
from schools.models import School


class CoordinatorField(forms.ModelChoiceField):
    """A contact of a partner, the units of the armed forces first; who is chosen says which unit it is."""

    def __init__(self, **kwargs):
        missing = {"required": _("Elija a la persona que coordina.")}
        super().__init__(Contact.objects.none(), empty_label=_("Elija a la persona"), error_messages=missing, **kwargs)

    def offer(self, *, but=None) -> None:
        people = Contact.objects.active().filter(partner__is_active=True).select_related("partner").exclude(pk=but)
        ordered = sorted(people, key=lambda one: (one.partner.kind != PartnerKind.ARMY, one.partner.name, one.name))
        self.queryset = people
        self.choices = [("", self.empty_label), *((one.pk, self.label_from_instance(one)) for one in ordered)]

    def label_from_instance(self, obj):
        return f"{obj.partner} · {obj.name_and_post}"


class AdoptForm(TenantForm):
    contact = CoordinatorField(
        label=_("Unidad y quien coordina"),
        help_text=_("¿No está? Agregue la unidad y su contacto en Aliados."),
    )
    from_date = DayField(label=_("Desde"), initial=timezone.localdate)
    to_date = DayField(label=_("Hasta"))

    class Meta:
        model = Adoption
        fields = ["school", "contact", "from_date", "to_date", "notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = School.objects.current().order_by("name", "pk")
        self.fields["school"].empty_label = _("Elija la escuela")
        self.fields["contact"].offer()

    def _post_clean(self):
        """The service makes the adoption and judges its dates."""


class RenewForm(forms.Form):
    to_date = DayField(label=_("Hasta"))


class HandOverForm(forms.Form):
    contact = CoordinatorField(label=_("Quién toma el relevo"))
    since_date = DayField(label=_("Desde qué día"), initial=timezone.localdate)
    reason = forms.CharField(
        label=_("Por qué cambia"), max_length=300, help_text=_("Por ejemplo: «La unidad rota a otra guarnición».")
    )

    def __init__(self, *args, adoption, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contact"].offer(but=adoption.contact_id)


class DayPlanForm(forms.Form):
    work = forms.ChoiceField(label=_("Qué se hará"), choices=Work.choices, widget=forms.RadioSelect)
    detail = forms.CharField(
        label=_("Dónde o cuánto"), max_length=140, required=False, help_text=_("Por ejemplo: «aula de 3.º».")
    )
    day_date = DayField(label=_("Día"))
    planned_people = forms.IntegerField(label=_("Personas que vendrán"), min_value=1, max_value=2000, required=False)
    need = forms.ModelChoiceField(
        Need.objects.none(), label=_("Qué pedido de la escuela atiende"), required=False, empty_label=_("Ninguno")
    )

    def __init__(self, *args, adoption, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = Need.objects.open().filter(school=adoption.school_id).order_by("number")

    def told(self) -> dict:
        """As `plan_day` takes it."""
        told = dict(self.cleaned_data)
        need = told.pop("need")
        return {**told, "work": Work(told["work"]), "needs": [need] if need else []}


class DayTellForm(forms.ModelForm):
    people = forms.IntegerField(label=_("Personas que vinieron"), min_value=1, max_value=2000, required=False)
    hours = forms.DecimalField(
        label=_("Horas que duró"), min_value=0.5, max_value=24, max_digits=4, decimal_places=1, required=False
    )
    photos = PhotosField(label=_("Fotos"), required=False, most=MOST_PHOTOS)

    class Meta:
        model = WorkDay
        fields = ["people", "hours", "materials"]

    def told(self) -> dict:
        """As `tell_day` takes it; photos arrive by themselves."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class FreezeForm(forms.Form):
    """A reason beside each school that is skipped; `seen` is the order the person read."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, ranked, **kwargs):
        super().__init__(*args, **kwargs)
        self.ranked = ranked
        self.fields["seen"].initial = ",".join(str(row.school.pk) for row in ranked)
        for row in ranked:
            self.fields[self._name(row.school.pk)] = forms.CharField(
                label=_("Motivo para saltar a %(school)s") % {"school": row.school}, max_length=300, required=False
            )

    @staticmethod
    def _name(school_id) -> str:
        return f"skip-{school_id}"

    def renew_seen(self) -> None:
        """Show the order as it is now, once the person is told that it moved."""
        self.data = self.data.copy()
        self.data["seen"] = self.fields["seen"].initial

    def rows(self):
        """Each school with the field of its reason."""
        return [(row, self[self._name(row.school.pk)]) for row in self.ranked]

    def told(self) -> dict:
        """As `freeze_list` takes it."""
        seen = [int(pk) for pk in self.cleaned_data["seen"].split(",") if pk.isdecimal()]
        reasons = {row.school.pk: self.cleaned_data[self._name(row.school.pk)] for row in self.ranked}
        return {"seen": seen, "skipped": {pk: reason for pk, reason in reasons.items() if reason}}


class AddForm(forms.Form):
    school = forms.ModelChoiceField(School.objects.none(), label=_("Escuela"), empty_label=_("Elija la escuela"))
    reason = forms.CharField(label=_("Por qué se agrega"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, neediest, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = neediest.entries.filter(standing=Standing.CHOSEN).values("school")
        added = neediest.additions.values("school")
        others = School.objects.current().exclude(pk__in=chosen).exclude(pk__in=added)
        self.fields["school"].queryset = others.order_by("name", "pk")
