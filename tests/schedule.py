"""Which tests stay on one worker: a file's, and a folder's whose fixture costs more than it does."""

import pytest

TOGETHER = ("tests/stories/demo/",)  # the demo tenant is filled once for all of them


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class ByFolder(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return next((folder for folder in TOGETHER if nodeid.startswith(folder)), super()._split_scope(nodeid))

    return ByFolder(config, log)
