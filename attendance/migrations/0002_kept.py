from django.db import migrations

# What a week said before stays, and each count of a month; the owner may purge a tenant that left.
KEEP = """
CREATE FUNCTION attendance_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'the history of a week is kept: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON attendance_weekchange
    FOR EACH ROW EXECUTE FUNCTION attendance_refuse_change();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON attendance_chroniccount
    FOR EACH ROW EXECUTE FUNCTION attendance_refuse_change();
"""
LOSE = """
DROP TRIGGER kept ON attendance_chroniccount;
DROP TRIGGER kept ON attendance_weekchange;
DROP FUNCTION attendance_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("attendance", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, LOSE)]
