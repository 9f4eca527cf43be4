from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from attendance import selectors
from attendance.rule import Line
from schools.enums import Sex

MOST = 5000
PART = "asistencia"
PARTED = "|"


def _named(service, line: Line) -> str:
    words = [str(service.level_label), line.grade and _("grado %(grade)s") % {"grade": line.grade}]
    if line.sex != Sex.UNKNOWN:
        words.append(str(Sex(line.sex).label))
    return " · ".join(str(one) for one in words if one)


def _without_absences(data, prefix) -> dict:
    """Where nobody missed, nobody missed without cause: that blank needs no answer."""
    start = f"{prefix}-absent_"
    none = {name.replace(start, f"{prefix}-uncaused_"): "0" for name in data if data[name] == "0" and start in name}
    return {**data, **{name: value for name, value in none.items() if not data.get(name)}}


class WeekForm(forms.Form):
    """A week's pupils, absences and absences without cause, line by line: attendance's part of «Mi semana».

    What stands as it was read says nothing, so it is never refused; with `usual` what is blank becomes 0: nobody
    missed. `seen` is what the page showed, with the version it had.
    """

    def __init__(self, school, days, data=None, *, prefix=PART, usual=False):
        self.asked = selectors.asked_week(school, selectors.monday_of(days[0])) if days else None
        data = None if data is None else _without_absences(data, prefix)
        super().__init__(data, prefix=prefix, empty_permitted=True, use_required_attribute=False)
        for at, (_service, line) in enumerate(self.lines_asked):
            is_told = self.asked.told is not None
            self._number(f"enrolled_{at}", _("Matriculados"), line.enrolled or None)
            self._number(f"absent_{at}", _("Inasistencias"), line.absent if is_told else None, usual=0)
            self._number(f"uncaused_{at}", _("De ellas, sin causa"), line.uncaused if is_told else None, usual=0)
        if usual:
            self._fill()

    @property
    def lines_asked(self):
        return self.asked.lines if self.asked else ()

    def _number(self, name, label, initial, usual=None):
        attrs = {"inputmode": "numeric"} | ({} if usual is None else {"data-usual": usual})
        self.fields[name] = forms.IntegerField(
            label=label,
            min_value=0,
            max_value=MOST,
            initial=initial,
            widget=forms.NumberInput(attrs=attrs),
            error_messages={"required": _("Escriba cuántos; 0 si no hubo ninguno.")},
        )

    def _fill(self):
        """Nobody missed, where nothing is said; absences of another week are no proposal for this one."""
        for name, field in self.fields.items():
            if "data-usual" not in field.widget.attrs:
                continue
            if self.is_bound and not self.data.get(self.add_prefix(name)):
                self.data[self.add_prefix(name)] = "0"
            elif not self.is_bound and field.initial is None:
                field.initial = 0

    @property
    def seen_name(self) -> str:
        return self.add_prefix("seen")

    @cached_property
    def seen(self) -> str:
        """The version and the numbers the page shows of what is known."""
        shown = [] if self.asked is None else [self.asked.version]
        for _service, line in self.lines_asked:
            absences = (line.absent, line.uncaused) if self.asked.told else ("", "")
            shown += [str(one) for one in (line.enrolled or "", *absences)]
        return PARTED.join(shown)

    def has_changed(self) -> bool:
        """Does it say anything but what its page showed?"""
        if not self.fields:
            return False
        _version, _parted, shown = self.data.get(self.seen_name, self.seen).partition(PARTED)
        typed = [self.data.get(self.add_prefix(name), "").strip() for name in self.fields]
        return shown != PARTED.join(typed)

    @property
    def groups(self) -> list[tuple]:
        """Each line's name with its three fields."""
        return [
            (_named(service, line), [self[f"{name}_{at}"] for name in ("enrolled", "absent", "uncaused")])
            for at, (service, line) in enumerate(self.lines_asked)
        ]

    @property
    def told(self) -> dict:
        """What it says, as the service takes it."""
        return {
            "monday": self.asked.monday,
            "seen": self.data.get(self.seen_name, self.seen).partition(PARTED)[0],
            "lines": [self._line(at, line) for at, (_service, line) in enumerate(self.lines_asked)],
        }

    def _line(self, at, line: Line) -> Line:
        numbers = [self.cleaned_data[f"{name}_{at}"] for name in ("enrolled", "absent", "uncaused")]
        return Line(line.service_id, *numbers, line.grade, line.sex)


class ChronicForm(forms.Form):
    """A month's chronic absence, service by service; what is blank is unknown and says nothing."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, services, told, **kwargs):
        super().__init__(*args, **kwargs)
        self.services, self.told_rows = services, told
        self.fields["seen"].initial = selectors.chronic_version(told)
        for service in services:
            row, of = told.get(service.pk), {"service": service.level_label}
            labels = (_("%(service)s: matriculados") % of, _("%(service)s: faltaron 10 %% de los días o más") % of)
            initial = (row.pupils, row.chronic) if row else (service.pupils, None)
            for name, label, value in zip(("pupils", "chronic"), labels, initial, strict=True):
                self.fields[f"{name}_{service.pk}"] = forms.IntegerField(
                    label=label, min_value=0, max_value=MOST, initial=value, required=False
                )

    @property
    def standing(self) -> list[tuple]:
        """What somebody counted already, by service."""
        rows = [(one.level_label, self.told_rows.get(one.pk)) for one in self.services]
        return [(label, row) for label, row in rows if row]

    def renew_version(self):
        """After somebody was faster: sending again speaks of the month as it is now."""
        self.data = {**self.data.dict(), "seen": selectors.chronic_version(self.told_rows)}

    def clean(self):
        cleaned = super().clean()
        for service in self.services:
            pupils, chronic = (cleaned.get(f"{name}_{service.pk}") for name in ("pupils", "chronic"))
            if chronic is None and service.pk in self.told_rows:
                self.add_error(f"chronic_{service.pk}", _("Ya se dijo un número: corríjalo, no lo borre."))
            elif chronic is not None and pupils is None:
                self.add_error(f"pupils_{service.pk}", _("Escriba cuántos matriculados hay."))
        return cleaned

    def lines(self) -> list[tuple[int, int, int]]:
        """(service, pupils, chronic) of what was said."""
        said = self.cleaned_data
        numbers = [(one.pk, said[f"pupils_{one.pk}"], said[f"chronic_{one.pk}"]) for one in self.services]
        return [one for one in numbers if one[2] is not None]
