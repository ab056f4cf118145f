"""Files that a proposer may add. What they are is found out from their content; pictures are written anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from xianfeng.facts.models import EVIDENCE, Evidence, Proposal
from xianfeng.facts.operations import propose
from xianfeng.people.audit.operations import Actor
from xianfeng.people.audit.operations import record as write_audit
from xianfeng.people.identity.operations import STRAY_AFTER
from xianfeng.people.identity.photos import BOMB, BROKEN, MOST_PIXELS, TOO_MANY
from xianfeng.people.organizations.scope import operation
from xianfeng.people.privacy.purging import Purger

MOST_BYTES = 5 * 1024 * 1024
SIDE = 2400
CONTENT_TYPES = {".jpg": "image/jpeg", ".pdf": "application/pdf"}
UNREADABLE = _("This is no file we can read. Choose a JPEG, PNG or PDF file, or leave it out.")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a file that was sent."""

    content: bytes
    suffix: str


def kept_of(file: IO[bytes], size: int) -> Kept:
    """Return what to keep of a file: a PDF as it is, a picture without everything that is not the picture.

    Raises ValidationError for what is too large, or no JPEG, PNG or PDF.
    """
    if size > MOST_BYTES:
        raise ValidationError(_("At most 5 MB; please choose a smaller file."))
    head = file.read(5)
    file.seek(0)
    if head == b"%PDF-":
        return _document(file.read())
    try:
        return _picture(file)
    except BOMB:
        raise ValidationError(TOO_MANY) from None
    except BROKEN:
        raise ValidationError(UNREADABLE) from None


def _document(content: bytes) -> Kept:
    if b"%%EOF" not in content[-2048:]:
        raise ValidationError(UNREADABLE)
    return Kept(content, ".pdf")


def _picture(file: IO[bytes]) -> Kept:
    with Image.open(file, formats=("JPEG", "PNG")) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValidationError(TOO_MANY)
        picture.draft("RGB", (SIDE, SIDE))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    paper = Image.new("RGB", upright.size, "white")  # see-through parts become white
    paper.paste(upright, mask=upright.getchannel("A"))
    out = BytesIO()
    paper.save(out, "JPEG", quality=85, optimize=True)
    return Kept(out.getvalue(), ".jpg")


@operation
def claim(actor: Actor, *, kept: Kept | None = None, **values: Any) -> Proposal:
    """Propose, with a file or without. Raises what `propose` raises."""
    proposal = propose(actor, **values)
    if kept is not None:
        attach(actor, proposal, kept)
    return proposal


@operation
def attach(actor: Actor, proposal: Proposal, kept: Kept) -> Evidence:
    """Keep a file with a proposal; the same file a second time is the first one."""
    digest = sha256(kept.content).hexdigest()
    before: Evidence | None = proposal.evidence.filter(digest=digest).first()
    if before is not None:
        return before
    made = Evidence(proposal=proposal, suffix=kept.suffix, size=len(kept.content), digest=digest)
    made.file.save("evidence", ContentFile(kept.content), save=False)
    made.save()
    write_audit(actor, "facts.attach", proposal, proposal.unit_id, size=made.size, suffix=made.suffix)
    return made


def list_stray_files() -> list[str]:
    """Return the files that no row names, a day old: what is left where a transaction did not end well."""
    return list(_stray()) if default_storage.exists(EVIDENCE) else []


def _stray() -> Iterator[str]:
    named = set(Evidence.objects.values_list("file", flat=True))
    for file in default_storage.listdir(EVIDENCE)[1]:
        name = f"{EVIDENCE}/{file}"
        if name not in named and default_storage.get_modified_time(name) < timezone.now() - STRAY_AFTER:
            yield name


def remove_stray_files() -> int:
    """Delete these files; return how many."""
    stray = list_stray_files()
    for name in stray:
        default_storage.delete(name)
    return len(stray)


PURGERS = (
    Purger(
        "evidence_files", "displays", _("files of claims that belong to nobody"),
        lambda before: len(list_stray_files()), lambda actor, before: remove_stray_files(),
    ),
)  # fmt: skip
