"""Every number that the documents state is listed, and the schemes carry it as the list says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.schemes.paths import at, parts, source_of, sources_around, written
from xianfeng.engine.amounts import ONE, parse_amount
from xianfeng.schemes import library

LIST = yaml.load(Path(__file__).with_name("numbers.yaml").read_text("utf-8"), Loader=yaml.CBaseLoader)
ENTRIES: list[dict[str, Any]] = LIST["numbers"]
KEYS = {"document", "place", "number", "of", "carried"}
EVERY = {"week", "month", "quarter", "half_year", "year"}
AMOUNT = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
CARRIED = [
    (entry, carrier)
    for entry in ENTRIES
    if entry["carried"] != "none"
    for carrier in (entry["carried"] if isinstance(entry["carried"], list) else [entry["carried"]])
]


def _named(value: Any) -> str:
    """Name a case by where the number stands, or by what carries it."""
    if "of" in value:
        return f"{value['document']}:{value['place']} {value['number']} {value['of']['zh']}"
    return " ".join(value.values())


@pytest.mark.parametrize(("entry", "carrier"), CARRIED, ids=_named)
def test_the_scheme_carries_the_number(entry: Mapping[str, Any], carrier: Mapping[str, str]) -> None:
    number = entry["number"]
    expected = number if number in EVERY else parse_amount(number)
    assert _value(carrier) == expected


@pytest.mark.parametrize(("entry", "carrier"), CARRIED, ids=_named)
def test_the_scheme_names_the_document_and_the_place(
    entry: Mapping[str, Any], carrier: Mapping[str, str]
) -> None:
    citation = re.compile(rf"{entry['document']}:{entry['place']}(?!\d)")
    assert [source for source in _sources(carrier) if citation.match(source)]


def test_no_number_is_listed_twice() -> None:
    for language in ("zh", "en"):
        listed = Counter((each["document"], each["place"], each["of"][language]) for each in ENTRIES)
        assert [key for key, times in listed.items() if times > 1] == []
    carriers = Counter(tuple(sorted(carrier.items())) for _, carrier in CARRIED)
    assert [carrier for carrier, times in carriers.items() if times > 1] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=_named)
def test_an_entry_is_whole(entry: Mapping[str, Any]) -> None:
    carried = entry["carried"] != "none"
    assert set(entry) == (KEYS if carried else KEYS | {"because"})
    assert carried or entry["because"] in LIST["because"]
    assert entry["number"] in EVERY or AMOUNT.fullmatch(entry["number"].removesuffix("+"))
    assert re.fullmatch(r"L[1-9]\d*", entry["place"])
    assert set(entry["of"]) == {"zh", "en"}
    assert all(entry["of"].values())


def test_every_reason_is_explained_and_used() -> None:
    used = {entry["because"] for entry in ENTRIES if "because" in entry}
    assert used == set(LIST["because"])
    for words in LIST["because"].values():
        assert set(words) == {"zh", "en"}
        assert all(words.values())


def test_each_document_has_entries_in_the_order_of_its_lines() -> None:
    documents = [entry["document"] for entry in ENTRIES]
    assert list(dict.fromkeys(documents)) == ["000", "001", "002", "003", "004"]
    places = [(entry["document"], int(entry["place"][1:])) for entry in ENTRIES]
    assert places == sorted(places)


@pytest.mark.parametrize("scheme", library.NAMES)
def test_every_number_a_scheme_takes_from_a_document_is_listed(scheme: str) -> None:
    listed = {_place(carrier) for _, carrier in CARRIED if carrier["scheme"] == scheme}
    taken = {path for path in _numbers(scheme) if re.match(r"\d{3}:L\d", source_of(scheme, path))}
    assert taken - listed == set()


def _value(carrier: Mapping[str, str]) -> int | str:
    """Return what the scheme says there: hundredths, or how often."""
    scheme, tree = library.load(carrier["scheme"]), written(carrier["scheme"])
    match carrier:
        case {"path": path}:
            value: str = at(tree, path)
            return value if value in EVERY else parse_amount(value)
        case {"count": path}:
            return parts(scheme, path) * ONE
        case {"top_of": band}:
            above = int(band.rpartition(".")[2]) - 2
            limit = scheme.bands[above].at_least - 1 if above >= 0 else scheme.at_most
            assert limit is not None
            return limit // ONE * ONE
        case {"steps": rule}:
            cap, step = (parse_amount(at(tree, f"{rule}.{key}")) for key in ("at_most", "points"))
            assert cap % step == 0
            return cap // step * ONE
    raise AssertionError(carrier)


def _sources(carrier: Mapping[str, str]) -> set[str]:
    """Return the source of the value; what is counted has none, so those written around it."""
    if "path" in carrier:
        return {source_of(carrier["scheme"], carrier["path"])}
    return sources_around(carrier["scheme"], _place(carrier).partition(".*")[0])


def _place(carrier: Mapping[str, str]) -> str:
    """Return the path in the file; the lower limit of a band belongs to the highest number in it."""
    (form,) = set(carrier) - {"scheme"}
    return f"{carrier[form]}.at_least" if form == "top_of" else carrier[form]


def _numbers(scheme: str) -> Iterator[str]:
    """Yield the paths of all amounts and frequencies that the file of the scheme gives as values."""
    for path in library.load(scheme).sources.by_path:
        yield from _numbers_in(at(written(scheme), path), path)


def _numbers_in(value: Any, path: str) -> Iterator[str]:
    match value:
        case str() if value in EVERY or AMOUNT.fullmatch(value):
            yield path
        case dict():
            for key, inner in value.items():
                yield from _numbers_in(inner, f"{path}.{key}")
        case list():
            for row, inner in enumerate(value, 1):
                yield from _numbers_in(inner, f"{path}.{row}")
