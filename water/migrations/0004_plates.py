from django.db import migrations

# As new plates are stored; one that would meet another of its UGEL stays as it was written, for a person to look at.
NORMALISE = """
UPDATE water_tanker SET plate = upper(replace(plate, ' ', ''))
WHERE plate <> upper(replace(plate, ' ', ''))
    AND NOT EXISTS (
        SELECT FROM water_tanker other
        WHERE other.ugel_id = water_tanker.ugel_id AND other.id <> water_tanker.id
            AND upper(replace(other.plate, ' ', '')) = upper(replace(water_tanker.plate, ' ', ''))
    );
"""


class Migration(migrations.Migration):
    dependencies = [("water", "0003_kept_rows")]
    operations = [migrations.RunSQL(NORMALISE, migrations.RunSQL.noop)]
