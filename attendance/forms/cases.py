from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance import selectors
from attendance.enums import CaseState, Cause, Forgotten, GradeBand, Met, Outcome, Source, Step
from core.accounts.models import User
from core.tenancy.forms import DayField
from schools.enums import Sex

LONGEST = 2000


class WordsForm(forms.Form):
    """What names people; it is sealed as it is saved, and only people of the case read it."""

    names = forms.CharField(
        label=_("Cómo se llama"), max_length=120, help_text=_("Basta el nombre de pila, si en la escuela se entiende.")
    )
    contact = forms.CharField(
        label=_("A quién llamar en su casa"), max_length=200, required=False, help_text=_("Nombre y teléfono.")
    )
    notes = forms.CharField(
        label=_("Lo que hace falta saber para ayudar"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Si hay violencia, denúnciela en SíseVe: aquí no se escribe."),
    )

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("names", "contact", "notes")}


class OpenCaseForm(WordsForm):
    """Who noticed, why they do not come, and who it is."""

    source = forms.ChoiceField(label=_("Cómo se supo"), choices=[("", _("Elija")), *Source.choices])
    causes = forms.MultipleChoiceField(
        label=_("Por qué no viene"),
        choices=Cause,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Marque todas las que sepa; puede ser «Todavía no se sabe»."),
    )
    sex = forms.ChoiceField(label=_("Sexo"), choices=Sex, initial=Sex.UNKNOWN)
    grade_band = forms.ChoiceField(
        label=_("Grados"), choices=[("", _("Sin decir")), *GradeBand.choices], required=False
    )
    field_order = ("source", "causes", "sex", "service", "grade_band", "names", "contact", "notes")

    def __init__(self, *args, school, **kwargs):
        super().__init__(*args, **kwargs)
        services = list(school.services.current().order_by("level", "pk"))
        self.services = {str(one.pk): one for one in services}
        if len(services) > 1:
            choices = [("", _("Sin decir")), *((pk, one.level_label) for pk, one in self.services.items())]
            self.fields["service"] = forms.ChoiceField(label=_("Nivel"), choices=choices, required=False)
            self.order_fields(self.field_order)

    def told(self) -> dict:
        """As the service takes it; a school with one service needs no question."""
        said = self.cleaned_data
        only = next(iter(self.services.values()), None) if len(self.services) == 1 else None
        chosen = self.services.get(said.get("service", ""), only)
        named = {name: said[name] for name in ("source", "causes", "sex", "grade_band")}
        return {"words": self.words(), "service": chosen, **named}


class VisitForm(forms.Form):
    day = DayField(label=_("Qué día"), initial=timezone.localdate)
    met = forms.ChoiceField(label=_("Qué pasó"), choices=Met)
    said = forms.CharField(
        label=_("Qué se habló"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Se guarda cifrado con el nombre, y se borra con él."),
    )


class StepForm(forms.Form):
    kind = forms.ChoiceField(label=_("Qué se hará"), choices=Step)
    due_date = DayField(label=_("Hasta cuándo"))


class ReturnForm(forms.Form):
    day = DayField(label=_("Qué día volvió"), initial=timezone.localdate)


class FollowForm(forms.Form):
    """A week of somebody who came back."""

    monday = DayField(label=_("Un día de esa semana"))
    attended = forms.IntegerField(label=_("Días que asistió"), min_value=0, max_value=7)
    days = forms.IntegerField(label=_("Días de clase"), min_value=1, max_value=7, initial=5)


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Cómo terminó"),
        choices=Outcome,
        widget=forms.RadioSelect,
        help_text=_("Si se abrió por error, los nombres se borran en el acto y el caso no se cuenta."),
    )


class GiveForm(forms.Form):
    user = forms.ModelChoiceField(User.objects.none(), label=_("A quién"))

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = selectors.may_work_on(case)


class ForgetForm(forms.Form):
    """Why names go before their time; while a case runs only because the family asks."""

    why = forms.ChoiceField(label=_("Motivo"), widget=forms.RadioSelect)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        is_over = case.state == CaseState.CLOSED
        reasons = [Forgotten.ASKED, Forgotten.NEEDLESS] if is_over else [Forgotten.ASKED]
        self.fields["why"].choices = [(one.value, one.label) for one in reasons]
