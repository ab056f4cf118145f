"""The job worker's process: python -m xianfeng.host.worker PARENT."""

from __future__ import annotations

import os
import sys
from uuid import uuid4

from xianfeng.host.following import follow


def main(parent: str) -> None:
    """Do the tasks of the queue until asked to stop."""
    follow(int(parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xianfeng.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from xianfeng.host.heart import Heart

    options = {"queue_name": "*", "interval": 1.0, "startup_delay": False, "reload": False}
    worker_id, verbosity = uuid4().hex, 0 if settings.DEMO else 1
    with Heart(worker_id):
        call_command("db_worker", worker_id=worker_id, verbosity=verbosity, **options)


if __name__ == "__main__":
    main(*sys.argv[1:])
