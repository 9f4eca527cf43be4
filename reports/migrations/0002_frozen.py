from django.db import migrations

# An issued report never changes; its printed files arrive once, afterwards. The owner may purge a tenant that left.
FREEZE = """
CREATE FUNCTION reports_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'issued'
        OR current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)
    THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'report % is issued: % refused', OLD.id, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION reports_refuse_part_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole bigint := CASE TG_OP WHEN 'INSERT' THEN NEW.report_id ELSE OLD.report_id END;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM reports_report WHERE id = whole AND state = 'issued')
        OR current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)
    THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'report % is issued: % on % refused', whole, TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON reports_report
    FOR EACH ROW EXECUTE FUNCTION reports_refuse_change();
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON reports_reporttext
    FOR EACH ROW EXECUTE FUNCTION reports_refuse_part_change();
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON reports_indicatorresult
    FOR EACH ROW EXECUTE FUNCTION reports_refuse_part_change();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON reports_reportfile
    FOR EACH ROW EXECUTE FUNCTION reports_refuse_part_change();
"""
THAW = """
DROP TRIGGER frozen ON reports_report;
DROP TRIGGER frozen ON reports_reporttext;
DROP TRIGGER frozen ON reports_indicatorresult;
DROP TRIGGER frozen ON reports_reportfile;
DROP FUNCTION reports_refuse_change();
DROP FUNCTION reports_refuse_part_change();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunSQL(FREEZE, THAW)]
