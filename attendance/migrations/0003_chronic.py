import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import core.tenancy.constraints
import core.tenancy.fields
import core.tenancy.scope

# No page wrote the counts of a whole school, so none are carried over.
KEEP = """
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON attendance_chroniccount
    FOR EACH ROW EXECUTE FUNCTION attendance_refuse_change();
"""
LOSE = "DROP TRIGGER kept ON attendance_chroniccount;"


def _reference(to, **more):
    return core.tenancy.fields.TenantForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=to,
        **more,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("attendance", "0002_kept"),
        ("schools", "0007_terms_apart"),
        ("tenancy", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name="ChronicCount"),
        migrations.CreateModel(
            name="ChronicCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="mes")),
                ("pupils", models.PositiveIntegerField(verbose_name="matriculados")),
                ("chronic", models.PositiveIntegerField(verbose_name="faltaron 10 % de los días o más")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("service", _reference("schools.service")),
                (
                    "ugel",
                    models.ForeignKey(
                        db_index=False,
                        default=core.tenancy.scope.current_ugel_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.ugel",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.AddIndex(
            model_name="chroniccount",
            index=models.Index(fields=["ugel", "service", "month", "recorded_at"], name="attendance_chronic_of"),
        ),
        migrations.AddConstraint(
            model_name="chroniccount",
            constraint=core.tenancy.constraints.RowSecurity(name="attendance_chroniccount_rls"),
        ),
        migrations.AddConstraint(
            model_name="chroniccount",
            constraint=models.UniqueConstraint(fields=("ugel", "id"), name="attendance_chroniccount_tenant_key"),
        ),
        migrations.AddConstraint(
            model_name="chroniccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("chronic__lte", models.F("pupils"))), name="attendance_chronic_of_pupils"
            ),
        ),
        migrations.AddConstraint(
            model_name="chroniccount",
            constraint=models.CheckConstraint(condition=models.Q(("month__day", 1)), name="attendance_chronic_month"),
        ),
        migrations.AddConstraint(
            model_name="chroniccount",
            constraint=core.tenancy.constraints.CompositeReference(
                field="service", name="attendance_chroniccount_service_fk"
            ),
        ),
        migrations.RunSQL(KEEP, LOSE),
    ]
