from django import forms
from django.utils.translation import gettext_lazy as _

from attendance.rule import Line
from schools.enums import Sex

MOST = 5000


def _named(service, line: Line) -> str:
    words = [str(service.level_label), line.grade and _("grado %(grade)s") % {"grade": line.grade}]
    if line.sex != Sex.UNKNOWN:
        words.append(str(Sex(line.sex).label))
    return " · ".join(str(one) for one in words if one)


class WeekForm(forms.Form):
    """Enrolled, absences and absences without cause of each line; with `todos` everybody came."""

    def __init__(self, *args, asked: list[tuple], is_told: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = [line for _service, line in asked]
        for at, (service, line) in enumerate(asked):
            name = _named(service, line)
            self._number(f"enrolled_{at}", _("%(line)s: matriculados") % {"line": name}, line.enrolled or None)
            absent, uncaused = (line.absent, line.uncaused) if is_told else (None, None)
            self._number(f"absent_{at}", _("%(line)s: inasistencias de la semana") % {"line": name}, absent)
            self._number(f"uncaused_{at}", _("%(line)s: de ellas, sin causa") % {"line": name}, uncaused)

    def _number(self, name, label, initial):
        self.fields[name] = forms.IntegerField(
            label=label, min_value=0, max_value=MOST, initial=initial, required=name.startswith("enrolled")
        )

    def clean(self):
        cleaned = super().clean()
        for at in range(len(self.asked)):
            for name in (f"absent_{at}", f"uncaused_{at}"):
                if "todos" not in self.data and name not in self.errors and cleaned.get(name) is None:
                    self.add_error(name, _("Escriba un número; 0 si no hubo ninguna."))
        return cleaned

    def lines(self) -> list[Line]:
        said, came = self.cleaned_data, "todos" in self.data
        return [
            Line(
                line.service_id,
                said[f"enrolled_{at}"],
                0 if came else said[f"absent_{at}"],
                0 if came else said[f"uncaused_{at}"],
                line.grade,
                line.sex,
            )
            for at, line in enumerate(self.asked)
        ]
