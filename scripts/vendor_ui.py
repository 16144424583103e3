"""Brings the design system's style sheets and fonts into the package (development time only; needs npm).

    python scripts/vendor_ui.py

Takes the chosen component styles, the example theme and the fonts at the versions
below, leaves out tokens that nothing uses and source maps, and records name,
version, licence and hash of every package in `vendored.json`. The result is
committed, so running or installing Rondkomen needs no node.

Utrecht's own tokens and the Rijkshuisstijl (tokens, fonts, logos) are not open
and never belong here.
"""

import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

UI = Path(__file__).resolve().parent.parent / "src/rondkomen/web/ui/static/ui"
OPEN_LICENCES = {"EUPL-1.2", "OFL-1.1"}

THEME = ("@nl-design-system-unstable/voorbeeld-design-tokens", "7.4.1")
COMPONENTS = {
    "root": "4.1.1",
    "document": "3.0.1",
    "link": "3.0.1",
    "breadcrumb-nav": "3.0.1",
    "button": "4.0.1",
    "textbox": "4.0.1",
    "textarea": "4.0.1",
    "select": "3.0.1",
    "checkbox": "3.0.1",
    "radio-button": "3.0.1",
    "alert": "4.0.2",
    "table": "3.0.1",
}
FONTS = {
    ("@fontsource/noto-sans", "5.3.0"): ("Noto Sans", "noto-sans", (400, 600, 700)),
    ("@fontsource/noto-serif", "5.3.0"): ("Noto Serif", "noto-serif", (600,)),
}
_LATIN = "U+0000-00FF, U+2000-206F, U+20AC, U+2122, U+2190-2193, U+2212"
_LATIN_EXT = "U+0100-02BA, U+02BD-02DD, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0"


@dataclass(frozen=True)
class Vendored:
    """What came in: one line of `vendored.json`."""

    name: str
    version: str
    licence: str
    sha256: str


def fetch(name: str, version: str, into: Path) -> tuple[Path, Vendored]:
    """The unpacked package folder and its record; refuses a licence that is not open."""
    packed = subprocess.run(
        ["npm", "pack", "--silent", f"{name}@{version}"],
        cwd=into,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()[-1]
    archive = into / packed
    folder = into / packed.removesuffix(".tgz")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    package = folder / "package"
    facts = json.loads((package / "package.json").read_text())
    if facts["license"] not in OPEN_LICENCES:
        raise SystemExit(f"{name} has licence {facts['license']}, which may not be shipped.")
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    return package, Vendored(name, facts["version"], facts["license"], digest)


def plain(css: str) -> str:
    """The style sheet without source map, comments or blank lines."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return "\n".join(line.rstrip() for line in css.splitlines() if line.strip())


def used_tokens(theme: str, users: str) -> list[str]:
    """The theme's declarations that `users` reach, directly or through another token, in the theme's order."""
    declared = dict(re.findall(r"^\s*(--[\w-]+):\s*(.+?);", theme, flags=re.MULTILINE))
    reached: set[str] = set()
    waiting = re.findall(r"--[\w-]+", users)
    while waiting:
        token = waiting.pop()
        if token in declared and token not in reached:
            reached.add(token)
            waiting.extend(re.findall(r"--[\w-]+", declared[token]))
    return [f"  {token}: {value};" for token, value in declared.items() if token in reached]


def font_faces(package: Path, family: str, stem: str, weights: tuple[int, ...]) -> str:
    """Copies the font files and returns their @font-face rules (Latin, and Latin extended only where needed)."""
    rules = []
    for weight in weights:
        for subset, covers in (("latin-ext", _LATIN_EXT), ("latin", _LATIN)):
            file = f"{stem}-{subset}-{weight}-normal.woff2"
            (UI / "fonts" / file).write_bytes((package / "files" / file).read_bytes())
            rules.append(
                f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: swap; '
                f'src: url("fonts/{file}") format("woff2"); unicode-range: {covers}; }}'
            )
    return "\n".join(rules)


def main() -> None:
    """Writes vendored.css, the fonts and vendored.json."""
    (UI / "fonts").mkdir(parents=True, exist_ok=True)
    records, faces, styles = [], [], []
    with tempfile.TemporaryDirectory() as place:
        for (name, version), (family, stem, weights) in FONTS.items():
            package, record = fetch(name, version, Path(place))
            records.append(record)
            faces.append(font_faces(package, family, stem, weights))
            (UI / "fonts" / f"{stem}-LICENSE.txt").write_bytes((package / "LICENSE").read_bytes())
        for name, version in COMPONENTS.items():
            package, record = fetch(f"@utrecht/{name}-css", version, Path(place))
            records.append(record)
            styles.append(plain((package / "dist/index.css").read_text()))
        package, record = fetch(*THEME, Path(place))
        records.append(record)
        theme = (package / "dist/theme.css").read_text()
    components = "\n".join(styles)
    own = (UI / "rondkomen.css").read_text()
    tokens = "\n".join(used_tokens(theme, components + own))
    head = "/* Brought in by scripts/vendor_ui.py; see vendored.json for names, versions and licences. */"
    faces_text = "\n".join(faces)
    sheet = f"{head}\n{faces_text}\n@layer vendored {{\n.voorbeeld-theme {{\n{tokens}\n}}\n{components}\n}}\n"
    (UI / "vendored.css").write_text(sheet)
    (UI / "vendored.json").write_text(
        json.dumps([asdict(record) for record in records], indent=2) + "\n"
    )
    print(f"{len(records)} packages, vendored.css {len(sheet) // 1024} kB")


if __name__ == "__main__":
    main()
