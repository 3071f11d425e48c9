"""`python -m tests.oracles [FOLDER]`: print what became of every case; exit with 1 when one failed."""

import sys
from pathlib import Path

from tests.oracles.runner import folder_to_run, run_folder, table


def main() -> int:
    """Run the folder named, the one in `LSP_ORACLES`, or the cases the project ships."""
    run = run_folder(Path(sys.argv[1]) if len(sys.argv) > 1 else folder_to_run())
    print(table(run))
    return 1 if run.has_failed else 0


if __name__ == "__main__":
    sys.exit(main())
