"""The import contracts hold, forbid every dependency, and would notice each kind of breach."""

import configparser
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.architecture import purity
from tests.architecture.source import ROOT, SOURCE, Code, all_code, faults_of

CONTRACTS = configparser.ConfigParser()
CONTRACTS.read(ROOT / ".importlinter")


def lines(contract, key):
    return CONTRACTS[f"importlinter:contract:{contract}"][key].split()


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def lint(folder):
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    config = ["--config", str(ROOT / ".importlinter")]
    result = subprocess.run(
        command + config, cwd=folder, check=False, capture_output=True, text=True
    )
    return result.returncode, result.stdout


def test_the_contracts_hold():
    code, report = lint(SOURCE.parent)
    assert code == 0, report


def test_every_dependency_is_forbidden_to_the_rules():
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {normal(re.split(r"[\[<>=~!; ]", item)[0]) for item in wanted["dependencies"]}
    modules = {
        module
        for module, distributions in packages_distributions().items()
        if not module.startswith("_") and names & set(map(normal, distributions))
    }
    assert len(modules) >= len(names)
    assert modules <= {*lines("pure", "forbidden_modules"), "adbc_driver_duckdb"}


def test_kernel_and_rules_import_python_and_the_project_only():
    faults = faults_of(purity.foreign_imports, all_code())
    assert not faults, "\n" + "\n".join(map(str, faults))


def test_a_foreign_import_in_a_rule_is_seen():
    rule = Code("src/rondkomen/money/core/rules.py", "import re\nfrom numpy.linalg import norm\n")
    assert [fault.message for fault in purity.foreign_imports(rule)] == ["imports numpy"]


def test_every_domain_has_a_contract_for_its_inside():
    storeys = CONTRACTS["importlinter:contract:storeys"]["layers"]
    domains = re.split(r"[|\s]+", storeys.split("chain")[1].split("jobs")[0].strip())
    contracts = ("domain", "people", "access")
    assert {f"rondkomen.{domain}" for domain in domains} == {
        container for contract in contracts for container in lines(contract, "containers")
    }


@pytest.fixture
def house(tmp_path):
    """A house of empty rooms that keeps every contract."""
    rooms = {
        *(name.strip("()|") for name in lines("storeys", "layers")),
        *(f"web/{name.strip('()|')}" for name in lines("audiences", "layers")),
        *(f"access/{name.strip('|')}" for name in lines("access", "layers")),
        *(f"people/{name.strip('|')}" for name in lines("people", "layers") if name != "models"),
        *(f"dialogue/core/{name.strip('|')}" for name in lines("conversation", "layers")),
        *("arrears/core", "access/tests", "dialogue/core", "matching/core"),
    }
    for room in sorted(rooms - {"", "web/", "access/", "people/", "dialogue/core/"}):
        folder = tmp_path / "rondkomen" / room
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").touch()
    (tmp_path / "rondkomen" / "__init__.py").touch()
    for table in ("arrears", "people", "matching"):
        (tmp_path / "rondkomen" / table / "models.py").write_text("import django\n")
    wall = tmp_path / "rondkomen" / "access" / "tests" / "test_wall.py"
    wall.write_text("import rondkomen.people.models\n")
    return tmp_path


def test_an_empty_house_keeps_the_contracts(house):
    code, report = lint(house)
    assert code == 0, report


@pytest.mark.parametrize(
    ("module", "text", "contract"),
    [
        ("arrears/checks.py", "import rondkomen.matching", "The storeys"),
        ("kernel/money.py", "import rondkomen.access", "The storeys"),
        ("people/core/a.py", "import rondkomen.chain", "The storeys"),
        ("extras/__init__.py", "", "The storeys"),
        ("arrears/core/rules.py", "import rondkomen.arrears.models", "Inside a domain"),
        ("arrears/flow.py", "", "Inside a domain"),
        (
            "dialogue/core/paper/a.py",
            "import rondkomen.dialogue.core.report",
            "Inside the conversation",
        ),
        ("access/core/roles.py", "import rondkomen.access.tenancy", "Inside access"),
        ("web/worker/views.py", "import rondkomen.web.partner", "The audiences"),
        ("web/ui/screen.py", "import rondkomen.web.worker", "The audiences"),
        ("kernel/money.py", "from numpy import array", "Rules and kernel"),
        ("matching/core/a.py", "import rondkomen.files.yaml", "Rules and kernel"),
        ("cli/match.py", "from rondkomen.matching import models", "Screens, commands"),
        ("web/worker/views.py", "from rondkomen.arrears.models import Row", "Screens, commands"),
    ],
)
def test_a_breach_is_noticed(house, module, text, contract):
    (house / "rondkomen" / "files" / "yaml.py").write_text("import yaml\n")
    breach = house / "rondkomen" / module
    breach.parent.mkdir(exist_ok=True)
    breach.write_text(text)
    code, report = lint(house)
    assert code == 1
    assert re.search(rf"^{contract}.* BROKEN", report, re.MULTILINE), report
