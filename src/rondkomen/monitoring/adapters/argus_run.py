"""One run of the τ-ARGUS engine, in a process of its own: `python -m … FOLDER MINUTES`.

Reads `table.jj` in the folder and writes `chosen.jj`. The engine is native code that does not
promise to share a process, and a process can be given a time limit.
"""

import sys
from pathlib import Path


def main() -> int:
    """The engine's own code: 0 best answer, 1 an answer within the time, more is a failure."""
    # The public interface reads tables in another format, which cannot say what an outsider
    # knows of each cell beforehand; this class is what that interface calls as well.
    from pytauargus._tauargus import HiTaSCtrl  # noqa: PLC0415  only this process loads it

    folder = Path(sys.argv[1])
    return int(
        HiTaSCtrl().full_jj(
            in_file_jj=str(folder / "table.jj"),
            out_file=str(folder / "chosen.jj"),
            max_time=int(sys.argv[2]),
        )
    )


if __name__ == "__main__":
    sys.exit(main())
