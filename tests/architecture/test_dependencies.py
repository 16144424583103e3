"""Every runtime dependency is accounted for, under a licence that fits."""

import re
import tomllib
from importlib.metadata import metadata, packages_distributions

import pytest

from tests.architecture.source import ROOT

OPEN = {
    "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "EUPL-1.2", "LGPL-3.0-only", "MIT", "MPL-2.0",
    "PSF-2.0", "Unlicense",
}  # fmt: skip

# Django loads the first two by a setting, under another name than theirs; zoneinfo finds the third.
FOUND_BY_ANOTHER_NAME = {"argon2-cffi", "psycopg", "tzdata"}


def wanted():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {re.split(r"[\[<>=~!; ]", item)[0] for item in project["dependencies"]}


def accounted():
    """The rows of the first table: package to its why, licence and replacement."""
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return {row[0]: row[1:] for row in rows if row[0] != "Package"}


def test_the_table_names_each_dependency_and_no_other():
    assert set(accounted()) == wanted()


def test_each_dependency_is_used():
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "src").rglob("*.py")
        if "tests" not in path.parts
    )
    modules = packages_distributions()
    unused = {
        name
        for name in wanted()
        if not any(
            re.search(rf"(?:import|from) {module}\b|[\"']{module}[.\"':]", code)
            for module, packages in modules.items()
            if name in {package.lower().replace("_", "-") for package in packages}
        )
    }
    assert unused == FOUND_BY_ANOTHER_NAME


@pytest.mark.parametrize("name", sorted(accounted()))
def test_each_line_is_complete_and_its_licence_open(name):
    why, licence, replaces = accounted()[name]
    assert min(len(why.split()), len(replaces.split())) >= 2
    assert set(re.findall(r"[A-Za-z]+-?[\w.-]*", licence)) - {"AND", "OR"} <= OPEN
    declared = metadata(name).get("License-Expression")
    assert licence == (declared or licence)


def test_the_licence_of_the_product_is_there_whole():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in text
    assert all(f"## {number}. " in text for number in range(1, 16))
