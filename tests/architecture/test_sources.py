"""Every file keeps the sizes, docstrings and words of the house; each check is proven to work."""

from textwrap import dedent

import pytest

from tests.architecture import docstrings, sizes, words
from tests.architecture.source import ROOT, Code, all_code, exceptions, faults_of

CHECKS = {
    "sizes": sizes.too_big,
    "docstrings": docstrings.missing,
    "grounds": docstrings.without_ground,
    "silenced": words.silenced_without_reason,
    "names": words.vague_names,
}
_TEXT_ENDINGS = {
    ".py", ".html", ".txt", ".md", ".toml", ".yaml", ".yml", ".json", ".ini", ".typ", ".css", ".js",
    ".svg", ".csv", ".jsonl", ".po", ".sql", ".sh", "",
}  # fmt: skip
_SKIPPED_FOLDERS = {
    ".git", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "__pycache__",
    ".import_linter_cache", "data", "build", "screenshots", "node_modules",
}  # fmt: skip


def planted(text, path="src/rondkomen/arrears/core/rules.py"):
    return Code(path, dedent(text))


def texts():
    for file in sorted(ROOT.rglob("*")):
        inside = file.relative_to(ROOT)
        if _SKIPPED_FOLDERS & set(inside.parts) or file.suffix not in _TEXT_ENDINGS:
            continue
        if file.is_file():
            yield str(inside), file.read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_the_code_keeps_the_rules(check):
    faults = faults_of(check, all_code())
    assert not faults, "\n" + "\n".join(map(str, faults))


def test_no_file_holds_open_ends_or_addresses_of_a_machine():
    faults = [str(fault) for path, text in texts() for fault in words.in_text(path, text)]
    assert not faults, "\n" + "\n".join(faults)


def test_every_exception_has_a_reason_and_is_still_needed():
    found = {
        (fault.check, fault.where)
        for check in CHECKS.values()
        for code in all_code()
        for fault in check(code)
    }
    elsewhere = {"look", "trace", "access"}  # see test_traces
    for exception in (entry for entry in exceptions() if entry["check"] not in elsewhere):
        assert len(exception["reason"].split()) >= 4, exception
        assert (exception["check"], exception["where"]) in found, f"not needed: {exception}"


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("def f():\n" + "    x = 1\n" * 40, "function-length"),
        ("x = 1\n" * 401, "file-length"),
        ("def f(a, b, c, d, e, f): ...\n", "arguments"),
        ("class A:\n    def f(self):\n" + "        x = 1\n" * 40, "function-length"),
    ],
)
def test_what_is_too_big_is_seen(text, check):
    assert [fault.check for fault in sizes.too_big(Code("src/a.py", text))] == [check]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/a.py", 'def f():\n    """A.\n' + "\n" * 50 + '    """\n' + "    x = 1\n" * 20),
        ("src/a.py", "def f():\n" + "    x = 1\n" * 39),
        ("src/a.py", "class A:\n    def f(self, a, b, c, d, e, *, g): ...\n"),
        ("tests/test_a.py", "def test_f():\n" + "    x = 1\n" * 29),
    ],
)
def test_what_fits_is_left_alone(path, text):
    assert not list(sizes.too_big(Code(path, text)))


def test_a_long_test_is_seen():
    long_test = Code("tests/test_a.py", "def test_f():\n" + "    x = 1\n" * 30)
    assert [fault.check for fault in sizes.too_big(long_test)] == ["function-length"]


def test_a_missing_docstring_is_seen():
    code = planted("def f(): ...\nclass A:\n    def g(self): ...\n    def _h(self): ...\n")
    assert [fault.where.split("::")[1] for fault in docstrings.missing(code)] == ["f", "A.g"]
    assert not list(docstrings.missing(planted("def f(): ...", "src/rondkomen/web/views.py")))


@pytest.mark.parametrize(
    ("path", "text", "count"),
    [
        ("src/rondkomen/money/core/rules.py", 'def f(): "Return x."', 1),
        ("src/rondkomen/money/core/rules.py", 'def f(): """X.\n\nLaw: Wgs art. 4."""', 0),
        ("src/rondkomen/money/core/rules.py", 'def f(): """X.\n\nPolicy: eigen keuze."""', 0),
        ("src/rondkomen/money/core/rules.py", 'def f(): """X.\n\nLaw:"""', 1),
        ("src/rondkomen/money/core/lawful.py", 'def f() -> Explained[bool]: "X."', 1),
        ("src/rondkomen/money/core/lawful.py", 'def f() -> bool: "X."', 0),
        ("src/rondkomen/money/core/lawful.py", 'def _f() -> Explained[bool]: "X."', 0),
    ],
)
def test_a_rule_without_ground_is_seen(path, text, count):
    assert len(list(docstrings.without_ground(Code(path, text)))) == count


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("x = 1  # no" + "qa", 1),
        ("x = 1  # no" + "qa: E501", 1),
        ("x = 1  # no" + "qa: S506  a subclass of the safe loader", 0),
        ("x = 1  # type: " + "ignore", 1),
        ("x = 1  # type: " + "ignore[arg-type]", 1),
        ("x = 1  # type: " + "ignore[arg-type]  # stubs lag behind", 0),
    ],
)
def test_silence_without_a_reason_is_seen(line, count):
    assert len(list(words.silenced_without_reason(planted(line)))) == count


@pytest.mark.parametrize(
    ("path", "text", "check"),
    [
        ("src/rondkomen/web/ut" + "ils.py", "", "module-name"),
        ("src/rondkomen/com" + "mon/dates.py", "", "module-name"),
        ("src/rondkomen/web/a.py", "class CaseSer" + "vice: ...", "class-name"),
        ("src/rondkomen/web/a.py", "class CaseManager(object): ...", "class-name"),
    ],
)
def test_vague_names_are_seen(path, text, check):
    assert [fault.check for fault in words.vague_names(Code(path, text))] == [check]


def test_a_manager_of_django_keeps_the_name_django_gave_it():
    code = planted("class ScopedManager(models.Manager[Any]): ...")
    assert not list(words.vague_names(code))


@pytest.mark.parametrize(
    ("line", "check"),
    [
        ("# TO" + "DO later", "left-open"),
        ("see https://py" + "pi.org/simple", "registry"),
        ("--index" + "-url x", "registry"),
        ('open("/wo' + 'rk/main/x")', "machine-path"),
        ("@pytest.mark.sk" + "ip", "skipped-check"),
    ],
)
def test_words_out_of_place_are_seen(line, check):
    assert [fault.check for fault in words.in_text("a.md", f"fine\n{line}")] == [check]


@pytest.mark.parametrize(
    "line",
    ["src/work/today.py", "a homework/", "https://example.org/home/page", "{% url 'home' %}"],
)
def test_words_in_place_are_left_alone(line):
    assert not list(words.in_text("a.md", line))
