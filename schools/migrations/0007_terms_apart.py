from django.db import migrations

# As ranges, so that PostgreSQL's own index does and no extension has to be installed.
APART = """
ALTER TABLE schools_schoolterm ADD CONSTRAINT schools_schoolterm_apart EXCLUDE USING gist (
    int8range(ugel_id, ugel_id, '[]') WITH &&,
    daterange(from_date, to_date, '[]') WITH &&
);
"""


class Migration(migrations.Migration):
    dependencies = [("schools", "0006_calendar")]
    operations = [migrations.RunSQL(APART, "ALTER TABLE schools_schoolterm DROP CONSTRAINT schools_schoolterm_apart")]
