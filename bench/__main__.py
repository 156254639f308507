"""Run every bench; with --smoke only those that list themselves in bench/smoke.txt, small."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def names(*, smoke: bool) -> list[str]:
    if smoke:
        lines = (ROOT / "smoke.txt").read_text(encoding="utf-8").split("\n")
        return [line.split("#")[0].strip() for line in lines if line.split("#")[0].strip()]
    return sorted(path.parent.name for path in ROOT.glob("*/__main__.py"))


def main() -> None:
    smoke = "--smoke" in sys.argv
    failed = []
    for name in names(smoke=smoke):
        print(f"== {name}", flush=True)
        options = ["--small"] if smoke else []
        done = subprocess.run([sys.executable, "-m", f"bench.{name}", *options], check=False)
        if done.returncode:
            failed.append(name)
    if failed:
        sys.exit(f"missed floors: {', '.join(failed)}")


if __name__ == "__main__":
    main()
