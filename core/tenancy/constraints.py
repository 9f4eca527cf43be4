"""The wall, carried by plain migrations: row-level security and composite references as Django constraints."""

from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint

OF_TENANT = "ugel_id = NULLIF(current_setting('comuset.ugel', true), '')::int"
OF_REGION = "ugel_id = ANY (NULLIF(current_setting('comuset.ugels', true), '')::int[])"

# The policy text stays inline: wrapped in a sub-select or a function the planner loses the tenant's row count.
CREATE_WALL = f"""
ALTER TABLE %(table)s ENABLE ROW LEVEL SECURITY;
ALTER TABLE %(table)s FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON %(table)s TO comuset_app USING ({OF_TENANT}) WITH CHECK ({OF_TENANT});
CREATE POLICY owner_all ON %(table)s TO comuset_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON %(table)s TO comuset_app
"""
REGION_READS = f""";
CREATE POLICY region_read ON %(table)s FOR SELECT TO comuset_region USING ({OF_REGION});
GRANT SELECT ON %(table)s TO comuset_region
"""
DROP_WALL = """
DROP POLICY IF EXISTS tenant ON %(table)s;
DROP POLICY IF EXISTS owner_all ON %(table)s;
DROP POLICY IF EXISTS region_read ON %(table)s;
REVOKE ALL ON %(table)s FROM comuset_app, comuset_region;
ALTER TABLE %(table)s NO FORCE ROW LEVEL SECURITY;
ALTER TABLE %(table)s DISABLE ROW LEVEL SECURITY
"""


class _SchemaConstraint(BaseConstraint):
    """A rule only the database checks: nothing to validate in Python, made after the tables exist."""

    def _statement(self, model, schema_editor):
        raise NotImplementedError

    def constraint_sql(self, model, schema_editor):
        schema_editor.deferred_sql.append(self._statement(model, schema_editor))

    def create_sql(self, model, schema_editor):
        schema_editor.deferred_sql.append(self._statement(model, schema_editor))

    def validate(self, model, instance, exclude=None, using=None):
        return None

    def __eq__(self, other):
        return isinstance(other, type(self)) and self.deconstruct() == other.deconstruct()

    __hash__ = None  # type: ignore[assignment]


class RowSecurity(_SchemaConstraint):
    """Row-level security of one tenant table; `region=False` keeps regional readers out (cases, tokens)."""

    def __init__(self, *, name, region=True, **kwargs):
        super().__init__(name=name, **kwargs)
        self.region = region

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, **({} if self.region else {"region": False})}

    def _statement(self, model, schema_editor):
        table = Table(model._meta.db_table, schema_editor.quote_name)
        return Statement(CREATE_WALL + (REGION_READS if self.region else ""), table=table)

    def remove_sql(self, model, schema_editor):
        return Statement(DROP_WALL, table=Table(model._meta.db_table, schema_editor.quote_name))


class PeopleWall(_SchemaConstraint):
    """A second wall inside a tenant: rows open only to the persons whom the SQL `function(column)` lets in.

    The function is made by the app's own migration; it reads who asks from `core.tenancy.scope.reading_as`.
    """

    def __init__(self, *, name, function, column, **kwargs):
        super().__init__(name=name, **kwargs)
        self.function, self.column = function, column

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "function": self.function, "column": self.column}

    def _statement(self, model, schema_editor):
        return Statement(
            "CREATE POLICY people ON %(table)s AS RESTRICTIVE TO comuset_app "
            "USING (%(function)s(%(column)s)) WITH CHECK (%(function)s(%(column)s))",
            table=Table(model._meta.db_table, schema_editor.quote_name),
            function=schema_editor.quote_name(self.function),
            column=schema_editor.quote_name(self.column),
        )

    def remove_sql(self, model, schema_editor):
        table = Table(model._meta.db_table, schema_editor.quote_name)
        return Statement("DROP POLICY IF EXISTS people ON %(table)s", table=table)


class CompositeReference(_SchemaConstraint):
    """The foreign key `(ugel_id, x_id)`: a row can only refer to a row of its own tenant."""

    def __init__(self, *, name, field, **kwargs):
        super().__init__(name=name, **kwargs)
        self.field = field

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field}

    def _statement(self, model, schema_editor):
        field = model._meta.get_field(self.field)
        target = field.remote_field.model._meta
        quote = schema_editor.quote_name
        return Statement(
            "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s FOREIGN KEY (ugel_id, %(column)s) "
            "REFERENCES %(target)s (ugel_id, %(target_column)s) DEFERRABLE INITIALLY DEFERRED",
            table=Table(model._meta.db_table, quote),
            name=quote(self.name),
            column=quote(field.column),
            target=quote(target.db_table),
            target_column=quote(target.pk.column),
        )

    def remove_sql(self, model, schema_editor):
        return Statement(
            "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s",
            table=Table(model._meta.db_table, schema_editor.quote_name),
            name=schema_editor.quote_name(self.name),
        )
