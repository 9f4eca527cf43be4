"""Which language a request asks for, while nobody knows who reads."""

from django.conf import settings
from django.utils.translation.trans_real import parse_accept_lang_header


def language_asked(request) -> str:
    """What the browser prefers of the languages there are, else the UGEL's, else the house's."""
    offered = dict(settings.LANGUAGES)
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if code.partition("-")[0] in offered:
            return code.partition("-")[0]
    return request.ugel.language if request.ugel else settings.LANGUAGE_CODE
