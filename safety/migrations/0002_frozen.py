from django.db import migrations

# A verified check leaves that state only by being returned, and without its result; what it stands on does not move.
# Photos announced before may still arrive over a bad line. The owner may purge a tenant that left.
FREEZE = """
CREATE FUNCTION safety_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    result_columns CONSTANT text[] := ARRAY[
        'state', 'return_reason', 'rules', 'verified_by_id', 'verified_at',
        'water_rung', 'sanitation_rung', 'hygiene_rung', 'sdg_met', 'sdg_unknown'];
BEGIN
    IF OLD.state <> 'verified'
        OR current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)
    THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE'
        AND (NEW IS NOT DISTINCT FROM OLD
            OR NEW.state = 'returned' AND (to_jsonb(NEW) - result_columns) = (to_jsonb(OLD) - result_columns))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'check % is verified: % refused', OLD.id, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION safety_refuse_part_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- A row moved from one check to another changes both.
    wholes bigint[] := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.safety_check_id]
        WHEN 'DELETE' THEN ARRAY[OLD.safety_check_id]
        ELSE ARRAY[OLD.safety_check_id, NEW.safety_check_id] END;
BEGIN
    IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    -- Shared lock: whoever verifies meanwhile waits for this answer, or this answer for them.
    PERFORM 1 FROM safety_check WHERE id = ANY (wholes) ORDER BY id FOR SHARE;
    IF EXISTS (SELECT 1 FROM safety_check WHERE id = ANY (wholes) AND state = 'verified') THEN
        RAISE EXCEPTION 'a check of % is verified: % on % refused', wholes, TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON safety_check
    FOR EACH ROW EXECUTE FUNCTION safety_refuse_change();
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON safety_answer
    FOR EACH ROW EXECUTE FUNCTION safety_refuse_part_change();
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON safety_dimensionscore
    FOR EACH ROW EXECUTE FUNCTION safety_refuse_part_change();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON safety_answerphoto
    FOR EACH ROW EXECUTE FUNCTION safety_refuse_part_change();
"""
THAW = """
DROP TRIGGER frozen ON safety_check;
DROP TRIGGER frozen ON safety_answer;
DROP TRIGGER frozen ON safety_dimensionscore;
DROP TRIGGER frozen ON safety_answerphoto;
DROP FUNCTION safety_refuse_change();
DROP FUNCTION safety_refuse_part_change();
"""


class Migration(migrations.Migration):
    dependencies = [("safety", "0001_initial")]
    operations = [migrations.RunSQL(FREEZE, THAW)]
