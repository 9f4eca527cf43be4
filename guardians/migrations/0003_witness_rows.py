from django.db import migrations

# Rows given by a guardian's watches were rows of the team: those that head nothing, of somebody accepted here who has
# no role at a school, become rows of a witness.
MARK = """
UPDATE schools_schoolstaff s SET kind = 'witness'
WHERE NOT s.is_head
    AND EXISTS (SELECT 1 FROM guardians_guardian g WHERE g.ugel_id = s.ugel_id AND g.user_id = s.user_id)
    AND NOT EXISTS (
        SELECT 1 FROM accounts_membership m
        WHERE m.ugel_id = s.ugel_id AND m.user_id = s.user_id AND m.is_active
            AND m.role IN ('school_head', 'school_member')
    )
"""
UNMARK = "UPDATE schools_schoolstaff SET kind = 'team' WHERE kind = 'witness'"
# A tie is ended, never taken away; a tenant that left is purged by the owner.
KEEP_TIES = """
CREATE TRIGGER kept BEFORE DELETE ON guardians_tie FOR EACH ROW EXECUTE FUNCTION guardians_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("guardians", "0002_frozen"), ("schools", "0008_staff_kind")]
    operations = [
        migrations.RunSQL(MARK, UNMARK),
        migrations.RunSQL(KEEP_TIES, "DROP TRIGGER kept ON guardians_tie"),
    ]
