import re

import django_filters
from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.documents.enums import DocumentType, Validity
from core.documents.models import Document
from core.strategies.searching import every_word

NUMBER = re.compile(r"(?:n\.?\s*[º°]\s*)?0*(\d{1,6})(?:\s*-\s*(\d{4}))?(?:-.*)?", re.IGNORECASE)


class PaperFilter(django_filters.FilterSet):
    """The list's questions in plain words."""

    q = django_filters.CharFilter(label=_("Número, palabra, código o expediente"), method="matching")
    type = django_filters.ChoiceFilter(label=_("Tipo"), choices=DocumentType.choices, empty_label=_("Todos"))
    year = django_filters.NumberFilter(label=_("Año"), widget=forms.NumberInput(attrs={"min": 2000, "max": 2100}))
    standing = django_filters.ChoiceFilter(
        label=_("Estado"), choices=Validity.choices, method="standing_as", empty_label=_("Todos")
    )
    signed = django_filters.ChoiceFilter(
        label=_("Firma"),
        choices=[("yes", _("Con copia firmada")), ("no", _("Sin copia firmada"))],
        method="signed_or_not",
        empty_label=_("Todos"),
    )

    class Meta:
        model = Document
        fields = ("q", "type", "year", "standing", "signed")

    def matching(self, papers, _name, text):
        text = text.replace("\x00", "").strip()[:80]
        papers = papers.alias(addressee=F("letters__addressee"), entity=F("letters__entity"))
        aliases, words = every_word(text, "title", "addressee", "entity")
        words |= Q(sgd_expediente__icontains=text) if text else Q()
        code = "".join(letter for letter in text.upper() if letter.isalnum())
        words |= Q(public_code=code)
        if found := NUMBER.fullmatch(text):
            number = Q(number=int(found[1]))
            words |= number & Q(year=int(found[2])) if found[2] else number
        return papers.alias(**aliases).filter(words)

    def standing_as(self, papers, _name, value):
        if value == Validity.SUPERSEDED:
            return papers.filter(state="superseded")
        return papers.filter(state="issued", has_amendments=value == Validity.AMENDED)

    def signed_or_not(self, papers, _name, value):
        return papers.filter(has_signed_copy=value == "yes")
