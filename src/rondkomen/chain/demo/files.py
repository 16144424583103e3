"""Writes a partner's month in that partner's own layout, as bytes."""

import csv
import io
import json
from collections.abc import Mapping, Sequence

from rondkomen.chain.demo.partners import DemoPartner, Layout
from rondkomen.files import xlsx

Row = Mapping[str, str]  # field of the intake format → published text, dates ISO, amounts 1234.56

_NEW_WORDS = {"vroeg": "arrears", "eindelevering": "contract end", "geactualiseerd": "update"}
_SUFFIX = {
    Layout.SEMICOLON: "csv",
    Layout.COMMA: "csv",
    Layout.EXCEL: "xlsx",
    Layout.JSON_LINES: "jsonl",
    Layout.DDAS: "json",
}


def file_name(partner: DemoPartner, month: str) -> str:
    """The name of the file a partner sends for a month."""
    return f"{partner.slug}-{month}.{_SUFFIX[partner.layout]}"


def written(partner: DemoPartner, rows: Sequence[Row], gemeente_id: str) -> bytes:
    """The file as the partner would send it."""
    if partner.layout is Layout.DDAS:
        return _ddas(rows, gemeente_id)
    if partner.layout is Layout.JSON_LINES:
        lines = (json.dumps(_named(partner, row), ensure_ascii=False) for row in rows)
        return ("\n".join(lines) + "\n").encode()
    if partner.layout is Layout.EXCEL:
        return _excel(partner, rows)
    if partner.layout is Layout.SEMICOLON:
        return _csv(partner, [_dutch(row) for row in rows], ";").encode("cp1252", errors="replace")
    return _csv(partner, [_english(row) for row in rows], ",").encode()


def _named(partner: DemoPartner, row: Row) -> dict[str, str]:
    return {column: row.get(name, "") for name, column in partner.columns.items()}


def _csv(partner: DemoPartner, rows: Sequence[Row], delimiter: str) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(partner.columns.values())
    for row in rows:
        writer.writerow(row.get(name, "") for name in partner.columns)
    return out.getvalue()


def _excel(partner: DemoPartner, rows: Sequence[Row]) -> bytes:
    header = list(partner.columns.values())
    lines = [[_dutch(row).get(name, "") for name in partner.columns] for row in rows]
    return xlsx.write([xlsx.Sheet("Achterstanden", header, lines)])


def _dutch(row: Row) -> dict[str, str]:
    """Dates as 31-12-2026 and amounts as 1234,56."""
    dutch = dict(row)
    for name in ("signal_date", "arrears_since", "supply_end_date", "birth_date"):
        dutch[name] = "-".join(reversed(row.get(name, "").split("-")))
    dutch["amount"] = row["amount"].replace(".", ",")
    return dutch


def _english(row: Row) -> dict[str, str]:
    english = dict(row)
    english["signal_kind"] = _NEW_WORDS.get(row.get("signal_kind", ""), "arrears")
    return english


def _ddas(rows: Sequence[Row], gemeente_id: str) -> bytes:
    """A DDAS 1.2 file: whole euros, postcode and house number, no names."""
    document = {
        "startdatumLevering": min(row["signal_date"] for row in rows),
        "einddatumLevering": max(row["signal_date"] for row in rows),
        "aanleverdatumEnTijd": f"{max(row['signal_date'] for row in rows)}T09:00:00Z",
        "codeGegevensleverancier": "FICTIEF",
        "leveringen": [
            {
                "teller": 1,
                "gemeentecode": gemeente_id,
                "aanleverendeOrganisatie": {"naam": "Drinkwater De Bron (fictief)"},
                "vroegsignalen": [_ddas_signal(row) for row in rows],
            }
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _ddas_signal(row: Row) -> dict[str, object]:
    client = {"postcode": row["postcode"].replace(" ", ""), "huisnummer": row["house_number"]}
    if row.get("house_addition"):
        client["huisnummertoevoeging"] = row["house_addition"]
    if row.get("birth_date"):
        client["geboortedatum"] = row["birth_date"]
    return {
        "ID": row["partner_reference"],
        "crisissignaal": False,
        "warmeOverdracht": False,
        "bedrag": round(float(row["amount"])),
        "ontstaansdatum": row["arrears_since"],
        "signaaldatum": row["signal_date"],
        "status": "Nog niet opgepakt",
        "signaalpartner": {"type": "Water"},
        "client": client,
    }
