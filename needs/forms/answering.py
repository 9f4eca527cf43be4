from django import forms
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from needs.enums import OPEN_STATES, NeedState
from needs.models import Need


class AnswerForm(forms.Form):
    """One answer of the UGEL; which ones are offered depends on how the need stands."""

    ANSWERS = {
        NeedState.ACCEPTED: _("Aceptar"),
        NeedState.PRIORITISED: _("Priorizar"),
        NeedState.STATE_PROGRAMME: _("La atiende un programa del Estado"),
        NeedState.RETURNED: _("Devolver a la escuela: falta un dato"),
        NeedState.SOLVED_OTHERWISE: _("Cerrar: se resolvió por otro medio"),
        NeedState.CLOSED_UNSOLVED: _("Cerrar sin resolver"),
    }
    answer = forms.ChoiceField(label=_("Respuesta"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Motivo, dato que falta o programa"),
        required=False,
        max_length=140,
        help_text=_("La escuela lo leerá tal como lo escribe."),
    )

    def __init__(self, *args, allowed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [(state, label) for state, label in self.ANSWERS.items() if state in allowed]


class ManyForm(AnswerForm):
    """One answer to several needs at once; each refuses by itself what it cannot take."""

    MOST = 50

    needs = forms.ModelMultipleChoiceField(
        Need.objects.none(), error_messages={"required": _("Marque al menos una necesidad de la lista.")}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, allowed=self.ANSWERS, **kwargs)
        self.fields["answer"].widget = forms.Select(choices=[("", _("Elija una respuesta")), *self.ANSWERS.items()])
        self.fields["needs"].queryset = Need.objects.select_related("school")

    def clean_needs(self):
        return self.cleaned_data["needs"][: self.MOST]


class TextForm(forms.Form):
    text = forms.CharField(label=_("Qué vio"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class DuplicateForm(forms.Form):
    """Which need of the same school already tells this; the likely ones come first."""

    MOST = 12

    of = forms.ModelChoiceField(Need.objects.none(), label=_("Es la misma que"))

    def __init__(self, *args, need, **kwargs):
        super().__init__(*args, **kwargs)
        others = Need.objects.filter(school_id=need.school_id).exclude(pk=need.pk).exclude(state=NeedState.DUPLICATE)
        self.fields["of"].queryset = others
        is_like = Case(When(category=need.category, state__in=OPEN_STATES, then=0), default=1)
        ordered = others.annotate(is_other=is_like).order_by("is_other", "-reported_at", "-pk")
        self.candidates = list(ordered.prefetch_related("attachments__file")[: self.MOST])
