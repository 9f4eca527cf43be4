from django.db import migrations

# An income with a known net is shared out to the cent at the end of every transaction, whoever writes; a loss is
# shared out to nothing. The tenant is named anew, because the door may have closed before the transaction ends.
BALANCE = """
CREATE FUNCTION livelihoods_check_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed jsonb := to_jsonb(coalesce(NEW, OLD));
    entry bigint := (changed ->> TG_ARGV[0])::bigint;
    outer_tenant text := current_setting('comuset.ugel', true);
    told livelihoods_income;
    given numeric;
    has_unknown boolean;
BEGIN
    PERFORM set_config('comuset.ugel', changed ->> 'ugel_id', true);
    SELECT * INTO told FROM livelihoods_income WHERE ugel_id = (changed ->> 'ugel_id')::bigint AND id = entry;
    SELECT coalesce(sum(amount), 0), coalesce(bool_or(amount IS NULL), false) INTO given, has_unknown
        FROM livelihoods_allocation WHERE ugel_id = (changed ->> 'ugel_id')::bigint AND income_id = entry;
    PERFORM set_config('comuset.ugel', coalesce(outer_tenant, ''), true);
    IF told.net IS NOT NULL AND (has_unknown OR given <> greatest(told.net, 0)) THEN
        RAISE EXCEPTION 'income % does not balance: net %, allocated %', entry, told.net, given
            USING ERRCODE = 'check_violation', CONSTRAINT = 'livelihoods_ledger_balances';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balances AFTER INSERT OR UPDATE ON livelihoods_income
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION livelihoods_check_ledger('id');
CREATE CONSTRAINT TRIGGER balances AFTER INSERT OR UPDATE OR DELETE ON livelihoods_allocation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION livelihoods_check_ledger('income_id');
"""
UNBALANCE = """
DROP TRIGGER balances ON livelihoods_income;
DROP TRIGGER balances ON livelihoods_allocation;
DROP FUNCTION livelihoods_check_ledger();
"""
# What was said is struck once, and otherwise stays as it was said; the owner may purge a tenant that left.
WORDS = ("grant", "familiescount", "income", "support", "watch")
STRICT = ("allocation", "enterprisechange")
FUNCTION = """
CREATE FUNCTION livelihoods_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    open_columns text[] := TG_ARGV[0]::text[];
BEGIN
    IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) ->> 'struck_at' IS NULL
        AND (to_jsonb(NEW) - open_columns) = (to_jsonb(OLD) - open_columns) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was said stays: % on % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""
KEPT = """
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON livelihoods_{table}
    FOR EACH ROW EXECUTE FUNCTION livelihoods_refuse_change('{columns}');
"""
STRIKE = "{struck_at,struck_by_id,struck_because}"
KEEP = FUNCTION + "".join(
    [KEPT.format(table=table, columns=STRIKE) for table in WORDS]
    + [KEPT.format(table=table, columns="{}") for table in STRICT]
)
LOSE = "".join(f"DROP TRIGGER kept ON livelihoods_{table};\n" for table in (*WORDS, *STRICT))
LOSE += "DROP FUNCTION livelihoods_refuse_change();"


class Migration(migrations.Migration):
    dependencies = [("livelihoods", "0001_initial")]
    operations = [migrations.RunSQL(BALANCE, UNBALANCE), migrations.RunSQL(KEEP, LOSE)]
