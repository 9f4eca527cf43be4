from django import forms
from django.utils.translation import gettext_lazy as _

from core.files.forms import UploadField
from needs.enums import SheetField
from needs.readers import plain
from needs.readers.words import CHOICES
from needs.selectors import Schools, unclear_schools, words_met

EXAMPLES = 3
LEAVE_OUT, OTHER = "0", "other"


class SheetForm(forms.Form):
    """Any sheet of needs, XLSX or CSV."""

    sheet = UploadField(
        label=_("Planilla"),
        help_text=_("Su propio Excel (.xlsx) o CSV, con los títulos que tenga. Hasta 5 MB y 5 000 filas."),
    )


class ColumnsForm(forms.Form):
    """What each column of the sheet holds; cleans to {index: field or ""}."""

    ALONE = tuple(field for field in SheetField if field != SheetField.DETAIL)

    def __init__(self, *args, sheet, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        for at, title in enumerate(sheet.headers):
            examples = list(dict.fromkeys(cells[at] for _number, cells in sheet.rows[:60] if cells[at]))[:EXAMPLES]
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=title,
                required=False,
                choices=[("", _("No se usa")), *SheetField.choices],
                initial=sheet.columns.get(str(at), ""),
                help_text=" · ".join(example[:60] for example in examples),
            )

    def clean(self):
        columns = {name.removeprefix("column_"): value for name, value in super().clean().items()}
        chosen = [field for field in columns.values() if field]
        for field in self.ALONE:
            if chosen.count(field) > 1:
                words = _("Dos columnas dicen «%(field)s»: deje una y marque la otra como «No se usa».")
                raise forms.ValidationError(words % {"field": field.label})
        if not {SheetField.CODLOCAL, SheetField.CODIGO_MODULAR, SheetField.SCHOOL} & set(chosen):
            raise forms.ValidationError(_("Elija la columna que dice la escuela: un código o el nombre."))
        if not {SheetField.WHAT, SheetField.DETAIL} & set(chosen):
            raise forms.ValidationError(_("Elija la columna que dice qué falta."))
        return {"columns": columns}


class WordsForm(forms.Form):
    """What the sheet's own words mean, and which school an unclear name is; cleans to arguments of choose_words."""

    MOST_SCHOOLS = 30
    MOST_WORDS = 40
    DEFAULTS = (SheetField.CATEGORY, SheetField.SEVERITY)

    def __init__(self, *args, sheet, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.words, self.named = [], []
        met = words_met(sheet)
        for field in self.DEFAULTS:
            self._ask_default(field)
        for field, words in met.items():
            for text, value in sorted(words, key=lambda pair: bool(pair[1]))[: self.MOST_WORDS]:
                self._ask_word(SheetField(field), text, value)
        unclear = unclear_schools(sheet)
        self.more_schools = max(0, len(unclear) - self.MOST_SCHOOLS)
        for at, (named, likely, count) in enumerate(unclear[: self.MOST_SCHOOLS]):
            self._ask_school(at, named, likely, count)

    @property
    def school_fields(self):
        """Each unclear school with the field for another one's code."""
        return [(self[name], self[f"{name}_code"]) for name, _key in self.named]

    @property
    def word_fields(self):
        return [self[name] for name, _field, _text in self.words]

    @property
    def default_fields(self):
        return [self[f"default_{field}"] for field in self.DEFAULTS]

    def _ask_default(self, field):
        label = {
            SheetField.CATEGORY: _("Si una fila no dice el tipo de necesidad"),
            SheetField.SEVERITY: _("Si una fila no dice qué tan grave es"),
        }[field]
        choices = [("", _("No registrar esa fila")), *CHOICES[field][0].choices]
        self.fields[f"default_{field}"] = forms.ChoiceField(
            label=label, required=False, choices=choices, initial=self.sheet.defaults.get(field, "")
        )

    def _ask_word(self, field, text, value):
        name = f"word_{len(self.words)}"
        self.words.append((name, field, plain(text)))
        self.fields[name] = forms.ChoiceField(
            label=f"«{text[:80]}»",
            required=False,
            choices=[("", _("No lo sé todavía")), *CHOICES[field][0].choices],
            initial=value,
            help_text=field.label,
        )

    def _ask_school(self, at, named, likely, count):
        name = f"school_{at}"
        self.named.append((name, named.key))
        chosen = self.sheet.schools.get(named.key)
        self.fields[name] = forms.ChoiceField(
            label=named.words,
            required=False,
            help_text=_("Filas: %(count)s") % {"count": count},
            initial="" if chosen is None else str(chosen),
            choices=[
                ("", _("No lo sé todavía")),
                *((str(place.pk), str(place)) for place in likely),
                (OTHER, _("Otra: escribo su código")),
                (LEAVE_OUT, _("Dejar fuera estas filas")),
            ],
        )
        self.fields[f"{name}_code"] = forms.CharField(
            label=_("Si es otra: código de local o modular"), required=False, max_length=10
        )

    def clean(self):
        said = super().clean()
        words: dict[str, dict[str, str]] = {}
        for name, field, text in self.words:
            words.setdefault(str(field), {})[text] = said.get(name, "")
        defaults = {str(field): said.get(f"default_{field}", "") for field in self.DEFAULTS}
        return {"words": words, "defaults": defaults, "schools": self._clean_schools(said)}

    def _clean_schools(self, said) -> dict[str, int]:
        known = Schools.read() if self.named else None
        chosen = {}
        for name, key in self.named:
            choice = said.get(name, "")
            if choice == OTHER:
                code = plain(said.get(f"{name}_code", ""))
                found = known.by_service.get(code.zfill(7)) or next(
                    iter(known.by_codlocal.get(code.zfill(6), ())), None
                )
                if found is None:
                    self.add_error(f"{name}_code", _("Ninguna escuela de la UGEL tiene ese código."))
                    continue
                chosen[key] = found
            elif choice:
                chosen[key] = int(choice)
        return chosen
