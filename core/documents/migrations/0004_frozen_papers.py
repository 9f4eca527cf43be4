from django.db import migrations

# An issued paper changes in three ways only: its file is written down once, a later paper supersedes it once, and the
# SGD's expediente is noted. What it said, a letter once issued and a signed copy stay as they are; the owner may purge.
FREEZE = """
CREATE OR REPLACE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    file_columns CONSTANT text[] := ARRAY['file_sha256', 'file_key', 'file_size', 'is_sealed'];
    open_columns CONSTANT text[] := file_columns || ARRAY['state', 'superseded_by_id', 'sgd_expediente'];
BEGIN
    IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE'
        AND (to_jsonb(NEW) - open_columns) = (to_jsonb(OLD) - open_columns)
        AND (OLD.file_sha256 = '' OR (NEW.file_sha256, NEW.file_key, NEW.file_size, NEW.is_sealed)
            = (OLD.file_sha256, OLD.file_key, OLD.file_size, OLD.is_sealed))
        AND (OLD.state = 'issued' OR (NEW.state, NEW.superseded_by_id) = (OLD.state, OLD.superseded_by_id))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'document % is issued: % refused', OLD.id, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION documents_refuse_part_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    open_columns text[] := TG_ARGV[0]::text[];
BEGIN
    IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)
        OR (TG_OP = 'UPDATE' AND (to_jsonb(NEW) - open_columns) = (to_jsonb(OLD) - open_columns))
    THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'document % is issued: % on % refused', OLD.document_id, TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON documents_papercontent
    FOR EACH ROW EXECUTE FUNCTION documents_refuse_part_change('{job_id}');
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON documents_letter
    FOR EACH ROW WHEN (OLD.document_id IS NOT NULL) EXECUTE FUNCTION documents_refuse_part_change('{}');
CREATE TRIGGER frozen BEFORE DELETE ON documents_signedcopy
    FOR EACH ROW EXECUTE FUNCTION documents_refuse_part_change('{}');
CREATE TRIGGER frozen_update BEFORE UPDATE ON documents_signedcopy
    FOR EACH ROW WHEN (OLD.withdrawn_at IS NULL)
    EXECUTE FUNCTION documents_refuse_part_change('{withdrawn_at,withdrawn_by_id,withdrawn_because}');
CREATE TRIGGER frozen_withdrawn BEFORE UPDATE ON documents_signedcopy
    FOR EACH ROW WHEN (OLD.withdrawn_at IS NOT NULL) EXECUTE FUNCTION documents_refuse_part_change('{}');
"""
THAW = """
DROP TRIGGER frozen ON documents_papercontent;
DROP TRIGGER frozen ON documents_letter;
DROP TRIGGER frozen ON documents_signedcopy;
DROP TRIGGER frozen_update ON documents_signedcopy;
DROP TRIGGER frozen_withdrawn ON documents_signedcopy;
DROP FUNCTION documents_refuse_part_change();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_papers")]
    operations = [migrations.RunSQL(FREEZE, THAW)]
