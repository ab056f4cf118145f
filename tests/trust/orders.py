"""Every order in which an attacker with the database, its files or a backup sees ballots, and those who cast them."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg

from tests.host.installation import Installation

SAID = "SELECT answers FROM reviews_openedballot WHERE rater_kind = 'mass'"
ON_SQLITE = {"rowid": "rowid", "id": "id"}
ON_POSTGRESQL = {"ctid": "ctid", "xmin": "xmin::text::bigint, ctid", "id": "id"}


def words(answers: Any) -> str:
    """Return answers as one text, however a database gives them."""
    return json.dumps(json.loads(answers) if isinstance(answers, str) else answers, sort_keys=True)


def ordered_ballots(one: Installation) -> dict[str, Sequence[str]]:
    """Return what was said, in each order that the database keeps."""
    orders = ON_POSTGRESQL if one.url else ON_SQLITE
    return {
        name: [words(row[0]) for row in one.ask(f"{SAID} ORDER BY {order}")] for name, order in orders.items()
    }


def in_file(path: Path, every: Sequence[str]) -> list[str]:
    """Return what was said in the order in which it stands in a file, each where it stands last.

    Whatever the file is: pages of a database, a journal, a log, a backup that was unpacked.
    """
    content = path.read_bytes()
    places = {}
    for said in every:
        for form in written(said):
            found = [match.start() for match in re.finditer(re.escape(form), content)]
            if found:
                places[said] = found[-1]
    return sorted(places, key=places.__getitem__)


def written(said: str) -> list[bytes]:
    """Return the ways in which answers may be written in clear."""
    answers = json.loads(said)
    spaced, dense = json.dumps(answers), json.dumps(answers, separators=(",", ":"))
    form = "&".join(f"{item}={grade}" for item, grade in answers.items())
    return [text.encode() for text in {spaced, dense, form, json.dumps(answers, sort_keys=True)}]


# ---- the control: who voted, and what was said, in two tables as is usual

TABLES = (
    "CREATE TABLE voted (id {serial} PRIMARY KEY, rater text UNIQUE)",
    "CREATE TABLE said (id {serial} PRIMARY KEY, answers text)",
)


def two_tables(one: Installation, cast: Sequence[tuple[str, str]]) -> dict[str, Sequence[str]]:
    """Keep the same ballots in two tables without any link, and return what was said in the orders kept."""
    serial = "bigserial" if one.url else "integer"
    mark = "%s" if one.url else "?"
    opened: Any = (
        psycopg.connect(one.url, autocommit=True)
        if one.url
        else sqlite3.connect(one.data / "control.sqlite3")
    )
    with closing(opened) as database:
        for table in TABLES:
            database.execute(table.format(serial=serial))
        for rater, said in cast:
            with database.transaction() if one.url else database:
                database.execute(f"INSERT INTO voted (rater) VALUES ({mark})", (rater,))
                database.execute(f"INSERT INTO said (answers) VALUES ({mark})", (said,))
        orders = {"xmin": "xmin::text::bigint"} if one.url else {"rowid": "rowid"}
        return {
            name: [row[0] for row in database.execute(f"SELECT answers FROM said ORDER BY {order}")]
            for name, order in orders.items()
        }
