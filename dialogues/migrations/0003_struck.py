import core.tenancy.constraints
import phonenumber_field.modelfields
from django.conf import settings
from django.db import migrations, models


# An acta's row names the paper the session became, and stays; the words are frozen with the paper.
FREEZE = """
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON dialogues_acta
    FOR EACH ROW EXECUTE FUNCTION documents_refuse_part_change('{}');
"""
# What the acta had concluded from the list of attendance is written down with each agreement.
CONFIRMED = """
UPDATE dialogues_agreement SET is_confirmed_there = true FROM dialogues_attendance, partners_contact
WHERE dialogues_attendance.ugel_id = dialogues_agreement.ugel_id
    AND dialogues_attendance.session_id = dialogues_agreement.session_id AND dialogues_attendance.has_signed
    AND partners_contact.ugel_id = dialogues_agreement.ugel_id
    AND partners_contact.id = dialogues_attendance.contact_id
    AND partners_contact.partner_id = dialogues_agreement.partner_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0002_actas"),
        ("partners", "0001_initial"),
        ("tenancy", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="attendance",
            name="dialogues_contact_came_once",
        ),
        migrations.RemoveConstraint(
            model_name="reading",
            name="dialogues_reading_rls",
        ),
        migrations.AddField(
            model_name="agreement",
            name="is_confirmed_there",
            field=models.BooleanField(db_default=False, default=False, verbose_name="confirmado en la mesa"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="struck_because",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=300, verbose_name="por qué se tachó"
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="struck_because",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=300, verbose_name="por qué se tachó"
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="struck_because",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=300, verbose_name="por qué se tachó"
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="email",
            field=models.EmailField(
                blank=True, db_default="", default="", max_length=254, verbose_name="correo electrónico"
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="phone",
            field=phonenumber_field.modelfields.PhoneNumberField(
                blank=True, default="", max_length=128, region=None, verbose_name="celular"
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="told_sha256",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("struck_because", "")),
                fields=("ugel", "session", "contact"),
                name="dialogues_contact_came_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=core.tenancy.constraints.RowSecurity(name="dialogues_reading_rls", region=False),
        ),
        migrations.RunSQL(CONFIRMED, migrations.RunSQL.noop),
        migrations.RunSQL(FREEZE, "DROP TRIGGER frozen ON dialogues_acta"),
    ]
