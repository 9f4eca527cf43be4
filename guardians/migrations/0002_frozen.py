from django.db import migrations

# What people signed and what was drawn does not move: no row changes or goes, and after a draw none is written to it.
# The owner may purge a tenant that left.
FREEZE = """
CREATE FUNCTION guardians_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'what was signed or drawn stays: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION guardians_refuse_late_candidate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user <> (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)
        AND EXISTS (SELECT 1 FROM guardians_sample WHERE id = NEW.sample_id AND drawn_at IS NOT NULL)
    THEN
        RAISE EXCEPTION 'sample % is drawn: % on % refused', NEW.sample_id, TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON guardians_code
    FOR EACH ROW EXECUTE FUNCTION guardians_refuse_change();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON guardians_sample
    FOR EACH ROW WHEN (OLD.drawn_at IS NOT NULL) EXECUTE FUNCTION guardians_refuse_change();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON guardians_candidate
    FOR EACH ROW EXECUTE FUNCTION guardians_refuse_change();
CREATE TRIGGER frozen_candidates BEFORE INSERT ON guardians_candidate
    FOR EACH ROW EXECUTE FUNCTION guardians_refuse_late_candidate();
"""
THAW = """
DROP TRIGGER frozen ON guardians_code;
DROP TRIGGER frozen ON guardians_sample;
DROP TRIGGER frozen ON guardians_candidate;
DROP TRIGGER frozen_candidates ON guardians_candidate;
DROP FUNCTION guardians_refuse_late_candidate();
DROP FUNCTION guardians_refuse_change();
"""
# A tie and a visit to do to what that partner promised exclude each other, whichever is written first.
KEEP_APART = """
CREATE FUNCTION guardians_refuse_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'guardians_visit' THEN
        IF EXISTS (
            SELECT 1 FROM guardians_tie t
            JOIN commitments_instalment i ON i.ugel_id = t.ugel_id AND i.id = NEW.instalment_id
            JOIN commitments_commitment c ON c.ugel_id = i.ugel_id AND c.id = i.commitment_id
            WHERE t.ugel_id = NEW.ugel_id AND t.guardian_id = NEW.guardian_id AND t.ended_date IS NULL
                AND t.partner_id = c.partner_id
        ) THEN
            RAISE EXCEPTION 'guardian % is tied to who promised', NEW.guardian_id USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF EXISTS (
        SELECT 1 FROM guardians_visit v
        JOIN commitments_instalment i ON i.ugel_id = v.ugel_id AND i.id = v.instalment_id
        JOIN commitments_commitment c ON c.ugel_id = i.ugel_id AND c.id = i.commitment_id
        WHERE v.ugel_id = NEW.ugel_id AND v.guardian_id = NEW.guardian_id AND v.state = 'pending'
            AND c.partner_id = NEW.partner_id
    ) THEN
        RAISE EXCEPTION 'guardian % has a visit to do to that partner', NEW.guardian_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_conflict BEFORE INSERT OR UPDATE OF guardian_id, instalment_id, state ON guardians_visit
    FOR EACH ROW WHEN (NEW.state = 'pending' AND NEW.instalment_id IS NOT NULL)
    EXECUTE FUNCTION guardians_refuse_conflict();
CREATE TRIGGER no_conflict BEFORE INSERT OR UPDATE OF guardian_id, partner_id, ended_date ON guardians_tie
    FOR EACH ROW WHEN (NEW.ended_date IS NULL) EXECUTE FUNCTION guardians_refuse_conflict();
"""
LET_MEET = """
DROP TRIGGER no_conflict ON guardians_visit;
DROP TRIGGER no_conflict ON guardians_tie;
DROP FUNCTION guardians_refuse_conflict();
"""
# Guardians spoke before this app knew them: what they saw counts from then.
WATCHED_BEFORE = """
INSERT INTO guardians_watched (ugel_id, instalment_id, at)
SELECT ugel_id, instalment_id, min(greatest(at, vouched_at)) FROM commitments_attestation
WHERE party = 'guardian' AND (NOT is_on_behalf OR vouched_by <> '')
GROUP BY ugel_id, instalment_id
"""


class Migration(migrations.Migration):
    dependencies = [("guardians", "0001_initial")]
    operations = [
        migrations.RunSQL(FREEZE, THAW),
        migrations.RunSQL(KEEP_APART, LET_MEET),
        migrations.RunSQL(WATCHED_BEFORE, migrations.RunSQL.noop),
    ]
