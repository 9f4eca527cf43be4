from core.files.attachments import ArrivedFile, attaches
from core.files.models import FileKind
from needs import services
from needs.enums import AttachmentKind
from needs.models import Need
from needs.models.attachments import OWNER, REPORT_FORM, RESUBMIT_FORM

FIELDS = {"photos": FileKind.IMAGE, "voice": FileKind.AUDIO}
KINDS = {"photos": AttachmentKind.PHOTO, "voice": AttachmentKind.VOICE}


@attaches(REPORT_FORM, owner=OWNER, fields=FIELDS)
@attaches(RESUBMIT_FORM, owner=OWNER, fields=FIELDS)
def attach_arrived_file(file: ArrivedFile) -> None:
    """What came with a need, or after it; a need joined to another meanwhile passes it on."""
    told = Need.objects.select_related("duplicate_of").get(pk=file.made_id)
    need = told.duplicate_of or told
    services.attach_file(need=need, stored=file.keep(school_id=need.school_id), kind=KINDS[file.field])
