from core.documents.permissions import may_see_copy
from core.documents.services.signing import OWNER
from core.files.access import register_owner

register_owner(OWNER, may_see_copy)
