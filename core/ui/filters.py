import django_filters


class SpokenFilter(django_filters.FilterSet):
    """A list's filter that says in a few plain words what is active; `q` is what was typed."""

    def chips(self):
        """What is active, in words, each with the address of the list without it."""
        if not self.form.is_valid():
            return []
        chosen = {name: value for name, value in self.form.cleaned_data.items() if value}
        return [
            {"label": self._said(name, value), "url": self._without(name), "removes": True}
            for name, value in chosen.items()
        ]

    def _said(self, name, value):
        field = self.form.fields[name]
        if value is True:
            return str(field.label)
        words = dict(getattr(field, "choices", ())).get(value, value)
        return f"«{words}»" if name == "q" else str(words)

    def _without(self, name):
        rest = self.data.copy() if hasattr(self.data, "copy") else {}
        for gone in (name, "page"):
            rest.pop(gone, None)
        return f"?{rest.urlencode()}" if hasattr(rest, "urlencode") else "?"
