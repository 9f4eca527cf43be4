from django.db import migrations

# A frozen list does not move: no row of it changes or goes, and after the freezing none is written but an addition,
# which stays too. The owner may purge a tenant that left.
FREEZE = """
CREATE FUNCTION adoptions_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'the list of the neediest is frozen: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION adoptions_refuse_late_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user <> (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)
        AND EXISTS (SELECT 1 FROM adoptions_neediestlist WHERE id = NEW.neediest_id AND frozen_at IS NOT NULL)
    THEN
        RAISE EXCEPTION 'list % is frozen: % on % refused', NEW.neediest_id, TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON adoptions_neediestlist
    FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION adoptions_refuse_change();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON adoptions_neediestschool
    FOR EACH ROW EXECUTE FUNCTION adoptions_refuse_change();
CREATE TRIGGER frozen_entries BEFORE INSERT ON adoptions_neediestschool
    FOR EACH ROW EXECUTE FUNCTION adoptions_refuse_late_entry();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON adoptions_addition
    FOR EACH ROW EXECUTE FUNCTION adoptions_refuse_change();
"""
THAW = """
DROP TRIGGER frozen ON adoptions_neediestlist;
DROP TRIGGER frozen ON adoptions_neediestschool;
DROP TRIGGER frozen_entries ON adoptions_neediestschool;
DROP TRIGGER frozen ON adoptions_addition;
DROP FUNCTION adoptions_refuse_late_entry();
DROP FUNCTION adoptions_refuse_change();
"""
# One unit at a time. As ranges, so that PostgreSQL's own index does and no extension has to be installed.
ONE_AT_A_TIME = """
ALTER TABLE adoptions_adoption ADD CONSTRAINT adoptions_adoption_one_at_a_time EXCLUDE USING gist (
    int8range(ugel_id, ugel_id, '[]') WITH &&,
    int8range(school_id, school_id, '[]') WITH &&,
    daterange(from_date, least(to_date + 1, coalesce(ended_date, to_date + 1))) WITH &&
);
"""


class Migration(migrations.Migration):
    dependencies = [("adoptions", "0001_initial")]
    operations = [
        migrations.RunSQL(FREEZE, THAW),
        migrations.RunSQL(
            ONE_AT_A_TIME, "ALTER TABLE adoptions_adoption DROP CONSTRAINT adoptions_adoption_one_at_a_time"
        ),
    ]
