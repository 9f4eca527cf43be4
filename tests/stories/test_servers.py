"""The stage itself: a story ends when its last request has been answered, or tables are emptied under it."""

import socket


def test_a_request_on_its_way_is_waited_for(stage):
    with socket.create_connection(("127.0.0.1", stage.port)) as line:
        line.sendall(b"GET /entrar/ HTTP/1.1\r\n")
        assert stage.is_answering()
    stage.settle()
    assert not stage.is_answering()
