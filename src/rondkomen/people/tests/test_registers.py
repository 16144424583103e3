"""Registers from a file, as offices export them."""

from datetime import date
from pathlib import Path

import pytest

from rondkomen.kernel.refusal import Refused
from rondkomen.people.adapters.file_registers import FileAddressRegister, FilePersonRegister

HEAD = "register_key;surname;birth_date;postcode;house_number"


def persons(folder: Path, *lines: str, encoding: str = "utf-8") -> FilePersonRegister:
    path = folder / "brp-9902.csv"
    path.write_text("\n".join(lines), encoding=encoding)
    return FilePersonRegister(path)


def test_an_export_with_the_needed_columns_alone_is_read(tmp_path: Path) -> None:
    register = persons(tmp_path, HEAD, "A1;Vüllings;17-05-1980;1234 ab;12", encoding="utf-8-sig")
    (found,) = register.by_surname_and_birth_date("Vullings", date(1980, 5, 17))
    assert register.by_address("1234AB", 12) == [found]
    assert (found.prefix, found.deceased_on, found.previous_house_number) == ("", None, None)


@pytest.mark.parametrize("known", ["1980-00-00", "19800500", "00000000", ""])
def test_a_birth_date_that_is_known_in_part_is_none(tmp_path: Path, known: str) -> None:
    (found,) = persons(tmp_path, HEAD, f"A1;Jansen;{known};1234AB;12").by_address("1234AB", 12)
    assert found.birth_date is None


@pytest.mark.parametrize(
    ("line", "place"),
    [("A2;Jansen;31-02-1990;1234AB;1", "birth_date"), ("A2;Jansen;;1234AB;12a", "house_number")],
)
def test_a_line_that_cannot_be_read_is_told_with_its_place(
    tmp_path: Path, line: str, place: str
) -> None:
    with pytest.raises(Refused, match=f"brp-9902.csv, rij 3, kolom {place}: ") as told:
        persons(tmp_path, HEAD, "A1;De Wit;;1234AB;1", line)
    assert "Jansen" not in str(told.value)


def test_a_file_that_is_no_register_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bag-9902.csv"
    with pytest.raises(Refused, match="Vraag de technisch beheerder"):
        FileAddressRegister(path)
    path.write_bytes(b"straat\xff;nr\n")
    with pytest.raises(Refused, match="CSV in UTF-8"):
        FileAddressRegister(path)
    path.write_text("straat;nr\n")
    with pytest.raises(Refused, match="house_number, postcode"):
        FileAddressRegister(path)
