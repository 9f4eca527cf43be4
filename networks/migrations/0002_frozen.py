from django.db import migrations

# An acta's row names the paper the meeting became, and stays; the words are frozen with the paper.
FREEZE = """
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON networks_acta
    FOR EACH ROW EXECUTE FUNCTION documents_refuse_part_change('{}');
"""


class Migration(migrations.Migration):
    dependencies = [("networks", "0001_initial"), ("documents", "0004_frozen_papers")]
    operations = [migrations.RunSQL(FREEZE, "DROP TRIGGER frozen ON networks_acta")]
