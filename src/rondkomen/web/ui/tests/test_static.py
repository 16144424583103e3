"""What ships to the browser: open licences only, no addresses elsewhere, no inline code in any template."""

import json
import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.template import engines

from rondkomen.config.static_files import NamedByContent

STATIC = Path(settings.PACKAGE) / "web/ui/static/ui"
TEMPLATES = sorted((Path(settings.PACKAGE) / "web").glob("*/templates/**/*.html"))
OPEN = {"EUPL-1.2", "OFL-1.1"}
CLOSED = re.compile(r"@utrecht/design-tokens|rijkshuisstijl|rijksoverheid", re.IGNORECASE)
INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE
)


def test_every_vendored_package_is_open_and_pinned() -> None:
    packages = json.loads((STATIC / "vendored.json").read_text())
    assert {package["licence"] for package in packages} == OPEN
    assert all(re.fullmatch(r"[0-9a-f]{64}", package["sha256"]) for package in packages)
    assert not any(CLOSED.search(package["name"]) for package in packages)


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("*.css")), ids=lambda path: path.name)
def test_a_style_sheet_reaches_nowhere_else(sheet: Path) -> None:
    text = sheet.read_text()
    assert "sourceMappingURL" not in text
    assert not CLOSED.search(text)
    assert not re.search(r"url\(['\"]?(?:https?:)?//", text)
    for place in re.findall(r'url\("(fonts/[^"]+)"\)', text):
        assert (STATIC / place).exists()


def test_our_layer_uses_only_tokens_that_exist() -> None:
    own = (STATIC / "rondkomen.css").read_text()
    known = set(re.findall(r"(--[\w-]+)\s*:", own + (STATIC / "vendored.css").read_text()))
    assert set(re.findall(r"var\((--[\w-]+)", own)) <= known


def test_our_layer_stays_small_enough_to_know() -> None:
    assert len((STATIC / "rondkomen.css").read_text().splitlines()) <= 600


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path).split("/web/")[1])
def test_a_template_holds_no_inline_code_and_compiles(template: Path) -> None:
    text = template.read_text()
    assert not INLINE.search(re.sub(r"{#.*?#}|{%.*?%}", "", text, flags=re.DOTALL))
    engines["django"].from_string(text)


@pytest.mark.parametrize("script", sorted(STATIC.glob("js/*.js")), ids=lambda path: path.name)
def test_a_script_stays_small_enough_to_know(script: Path) -> None:
    assert len(script.read_text().splitlines()) <= 400


def test_a_script_imports_the_other_under_its_lasting_name(tmp_path: Path) -> None:
    shutil.copytree(STATIC / "js", tmp_path / "js")
    storage = NamedByContent(location=tmp_path)
    scripts = [f"js/{path.name}" for path in (tmp_path / "js").iterdir()]
    source = FileSystemStorage(tmp_path)
    assert list(storage.post_process({name: (source, name) for name in scripts}))
    named = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    together = (tmp_path / named["js/together.js"]).read_text()
    assert f'from "./{Path(named["js/sheet_page.js"]).name}"' in together
    assert '"./sheet_page.js"' not in together
