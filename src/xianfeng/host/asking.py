"""Asks the server whether it answers."""

from __future__ import annotations

import http.client
import ssl

from xianfeng.host.place import Place


def answers(place: Place) -> bool:
    """Return whether something that speaks HTTP answers at the place; whatever it says is an answer."""
    connection = _connection(place)
    try:
        connection.request("GET", "/health/live", headers={"Host": "localhost"})
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def _connection(place: Place) -> http.client.HTTPConnection:
    if not place.certificate:
        return http.client.HTTPConnection(place.near, place.port, timeout=5)
    context = ssl.create_default_context()
    # Our own certificate names the host for others; here nothing is sent that matters.
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection(place.near, place.port, timeout=5, context=context)
