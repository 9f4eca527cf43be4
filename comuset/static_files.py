from whitenoise.storage import CompressedManifestStaticFilesStorage

# Django's own rule for modules also reads the comments of foreign scripts, and fails on what they mention.
MODULES = ("js/forms/*.js", ((r"""(?P<matched>from "(?P<url>\./[\w-]+\.js)")""", 'from "%(url)s"'),))


class HouseStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Files by hash, for a year; our modules import each other by hash too."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, MODULES)
