from django.db import migrations

# An issued paper changes in two ways only: its file's hash is written once, and a later paper supersedes it once.
FREEZE = """
CREATE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    open_columns CONSTANT text[] := ARRAY['file_sha256', 'state', 'superseded_by_id'];
BEGIN
    IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE'
        AND (to_jsonb(NEW) - open_columns) = (to_jsonb(OLD) - open_columns)
        AND (OLD.file_sha256 = '' OR NEW.file_sha256 = OLD.file_sha256)
        AND (OLD.state = 'issued' OR (NEW.state, NEW.superseded_by_id) = (OLD.state, OLD.superseded_by_id))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'document % is issued: % refused', OLD.id, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON documents_document
    FOR EACH ROW EXECUTE FUNCTION documents_refuse_change();
"""
THAW = """
DROP TRIGGER frozen ON documents_document;
DROP FUNCTION documents_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunSQL(FREEZE, THAW)]
