"""The application as a worker of the web server loads it."""

from __future__ import annotations

import os

from xianfeng.host.following import follow
from xianfeng.host.proxy import believing_loopback
from xianfeng.settings import CHOSEN
from xianfeng.wsgi import application as wsgi

follow(os.getppid())
application = believing_loopback(wsgi, CHOSEN["XIANFENG_BEHIND_PROXY"])
