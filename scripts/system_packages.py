"""Finds what `make test` needs outside Python, and installs it on Debian when run by root.

PostgreSQL for the wall between municipalities, Chromium for the journeys.
"""

import os
import shutil
import subprocess
import sys

from postgres import NoPostgres, find_binaries


def chromium() -> str | None:
    """The path of a Chromium on this machine."""
    chosen = os.environ.get("CHROMIUM")
    return chosen or shutil.which("chromium") or shutil.which("chromium-browser")


def missing() -> list[str]:
    """The Debian packages that are needed and absent."""
    absent = [] if chromium() else ["chromium"]
    try:
        find_binaries()
    except NoPostgres:
        absent.append("postgresql")
    return absent


def main() -> int:
    """0 when all is there, possibly after installing it; 2 with one sentence otherwise."""
    absent = missing()
    if not absent:
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Op deze machine ontbreekt: {', '.join(absent)}. Installeren...", file=sys.stderr)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *absent]
        for command in (["apt-get", "update", "--quiet"], install):
            subprocess.run(command, env=environment, check=False, stdout=sys.stderr)
        absent = missing()
    if not absent:
        return 0
    print(
        f"Op deze machine ontbreekt: {', '.join(absent)}. "
        f"Installeer het met: sudo apt-get install {' '.join(absent)}",
        file=sys.stderr,
    )
    return 2


if __name__ == "__main__":
    sys.exit(main())
