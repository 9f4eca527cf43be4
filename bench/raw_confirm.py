"""A confirmation as two statements: a row is inserted, a row is updated; no link, no rule, no history, no messages."""

from django.db import connection, transaction
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from core.tenancy.models import Ugel
from core.tenancy.scope import scope

INSERT = """
INSERT INTO commitments_confirmation (ugel_id, version_id, party, person, said_by, said_post, channel, is_on_behalf,
    vouched_by, at)
SELECT ugel_id, id, 'promiser', 'name:raw', 'Juan Díaz', 'Coronel', 'link', false, '', now()
FROM commitments_version WHERE commitment_id = %s
"""
UPDATE = "UPDATE commitments_commitment SET approval_due_date = current_date WHERE id = %s"


@csrf_exempt
@transaction.atomic
def confirm(request, code, pk):
    """The tenant's scope is opened here as the middleware opens it for the house."""
    with scope(Ugel.objects.get(code=code)), connection.cursor() as cursor:
        cursor.execute(INSERT, [pk])
        cursor.execute(UPDATE, [pk])
        return HttpResponse(status=200 if cursor.rowcount == 1 else 404)
