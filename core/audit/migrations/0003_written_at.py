import django.db.models.functions.datetime
from django.db import migrations, models

STAMP = """
CREATE FUNCTION audit_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.written_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER stamped BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_stamp();
"""
UNSTAMP = """
DROP TRIGGER stamped ON audit_entry;
DROP FUNCTION audit_stamp();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.AddField(
            model_name="entry",
            name="written_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="anotado el"
            ),
        ),
        # What is there already was written when it happened.
        migrations.RunSQL("UPDATE audit_entry SET written_at = at", migrations.RunSQL.noop),
        migrations.RunSQL(STAMP, UNSTAMP),
    ]
