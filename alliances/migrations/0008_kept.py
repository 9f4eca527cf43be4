from django.db import migrations

# What was said and answered stays: an answered offer does not move, nothing of it goes, and what was put on the table
# is struck with a reason, never deleted. The owner may purge a tenant that left.
KEEP = """
CREATE FUNCTION alliances_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'what partners and the UGEL told each other stays: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER kept_answer BEFORE UPDATE ON alliances_offered
    FOR EACH ROW WHEN (OLD.state <> 'offered') EXECUTE FUNCTION alliances_refuse_change();
CREATE TRIGGER kept BEFORE DELETE ON alliances_offered
    FOR EACH ROW EXECUTE FUNCTION alliances_refuse_change();
CREATE TRIGGER kept_answer BEFORE UPDATE ON alliances_openoffer
    FOR EACH ROW WHEN (OLD.state <> 'waiting') EXECUTE FUNCTION alliances_refuse_change();
CREATE TRIGGER kept BEFORE DELETE ON alliances_openoffer
    FOR EACH ROW EXECUTE FUNCTION alliances_refuse_change();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON alliances_offeredcommitment
    FOR EACH ROW EXECUTE FUNCTION alliances_refuse_change();
CREATE TRIGGER kept BEFORE DELETE ON alliances_resource
    FOR EACH ROW EXECUTE FUNCTION alliances_refuse_change();
CREATE TRIGGER kept BEFORE DELETE ON alliances_alliancepaper
    FOR EACH ROW EXECUTE FUNCTION alliances_refuse_change();
"""
LET_GO = """
DROP TRIGGER kept_answer ON alliances_offered;
DROP TRIGGER kept ON alliances_offered;
DROP TRIGGER kept_answer ON alliances_openoffer;
DROP TRIGGER kept ON alliances_openoffer;
DROP TRIGGER kept ON alliances_offeredcommitment;
DROP TRIGGER kept ON alliances_resource;
DROP TRIGGER kept ON alliances_alliancepaper;
DROP FUNCTION alliances_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("alliances", "0007_renewals_and_papers")]
    operations = [migrations.RunSQL(KEEP, LET_GO)]
