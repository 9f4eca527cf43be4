import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import commitments.models.feeds
import core.tenancy.constraints
import core.tenancy.scope


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0004_links"),
        ("tenancy", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "salt",
                    models.CharField(default=commitments.models.feeds.new_feed_salt, editable=False, max_length=32),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revoked_at", models.DateTimeField(null=True)),
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
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=core.tenancy.constraints.RowSecurity(name="commitments_calendarfeed_rls", region=False),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.UniqueConstraint(fields=("ugel", "id"), name="commitments_calendarfeed_tenant_key"),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at", None)), fields=("ugel", "user"), name="commitments_feed_one_open"
            ),
        ),
        migrations.RemoveIndex(
            model_name="commitment",
            name="commitments_by_state",
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                fields=["ugel", "state", "next_due_date", "number"], name="commitments_by_state_and_date"
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=models.Q(("ended_at", None)),
                fields=["ugel", "partner", "next_due_date", "number"],
                name="commitments_open_by_partner",
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                models.F("ugel"),
                models.OrderBy(models.F("ended_at"), nulls_first=True),
                models.F("next_due_date"),
                models.F("number"),
                name="commitments_open_first",
            ),
        ),
    ]
