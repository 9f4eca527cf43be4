from django.db import migrations

# The counter of seats follows the stops, in the database: by the difference, so that whoever waited for the row adds to
# what the other left. The CHECK on the leg then refuses the seat too many, whoever writes it.
SEATS = """
CREATE FUNCTION transport_count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    route bigint := coalesce(NEW.route_id, OLD.route_id);
    tenant bigint := coalesce(NEW.ugel_id, OLD.ugel_id);
    more_in int := coalesce(NEW.seats_entrada, 0) - coalesce(OLD.seats_entrada, 0);
    more_out int := coalesce(NEW.seats_salida, 0) - coalesce(OLD.seats_salida, 0);
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.route_id <> OLD.route_id THEN
        RAISE EXCEPTION 'stop % stays on its route', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    UPDATE transport_leg SET taken = taken + CASE direction WHEN 'entrada' THEN more_in ELSE more_out END
        WHERE ugel_id = tenant AND route_id = route AND (more_in <> 0 OR more_out <> 0);
    RETURN NULL;
END $$;
CREATE TRIGGER count_seats AFTER INSERT OR UPDATE OR DELETE ON transport_stop
    FOR EACH ROW EXECUTE FUNCTION transport_count_seats();
"""
UNCOUNT = """
DROP TRIGGER count_seats ON transport_stop;
DROP FUNCTION transport_count_seats();
"""
# What was said before a correction stays as it was said. The owner may purge a tenant that left.
KEEP = """
CREATE FUNCTION transport_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'what was said before stays: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON transport_earlierword
    FOR EACH ROW EXECUTE FUNCTION transport_refuse_change();
"""
FORGET = """
DROP TRIGGER kept ON transport_earlierword;
DROP FUNCTION transport_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("transport", "0001_initial")]
    operations = [migrations.RunSQL(SEATS, UNCOUNT), migrations.RunSQL(KEEP, FORGET)]
