"""A text that only this installation can read: in the database, its log and its backups stands ciphertext alone."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

from django.db import models
from nacl.exceptions import CryptoError
from nacl.secret import Aead

from xianfeng.merit.followups.keys import key_named, key_to_seal


class Unreadable(str):
    """What stands in the database where the key for it is not here; saved again it stays as it is."""

    __slots__ = ()


def seal(words: str, about: str) -> str:
    """Return the words sealed to the column they are kept in: the name of the key, and the ciphertext."""
    name, key = key_to_seal()
    return f"{name}:{b64encode(Aead(key).encrypt(words.encode(), about.encode())).decode('ascii')}"


def unseal(kept: str, about: str) -> str:
    """Return the words, `Unreadable` without their key or when what is kept was changed."""
    name, _, ciphertext = kept.partition(":")
    key = key_named(name)
    if key is None:
        return Unreadable(kept)
    try:
        return Aead(key).decrypt(b64decode(ciphertext), about.encode()).decode()
    except (CryptoError, ValueError):
        return Unreadable(kept)


class SealedText(models.TextField):  # type: ignore[type-arg]
    """A text field that is sealed when it is saved. It cannot be searched."""

    @property
    def _about(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if not value or isinstance(value, Unreadable):
            return str(value or "")
        return seal(str(value), self._about)

    def from_db_value(self, value: str | None, *_: Any) -> str:
        return unseal(value, self._about) if value else ""
