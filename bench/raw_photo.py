"""A photo kept as it comes, on the disk before the answer: no id, no resuming, no form."""

import os
import tempfile

from django.http import HttpResponse

from core.access.decorators import access


@access.member
def photo_keep(request):
    with tempfile.TemporaryFile() as kept:
        kept.write(request.body)
        kept.flush()
        os.fsync(kept.fileno())
    return HttpResponse()
