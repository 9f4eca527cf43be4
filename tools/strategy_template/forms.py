from core.tenancy.forms import TenantForm
from newstrategy.models import Activity
from schools.models import School


class ActivityForm(TenantForm):
    class Meta:
        model = Activity
        fields = ["school", "title", "due_date"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = School.objects.current().order_by("name")
