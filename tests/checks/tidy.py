#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs clang-tidy on the source files named on standard input, one a line, and remembers which were clean.

A file is looked at again only when it, a project header that it includes on any path, or `.clang-tidy` changed: a look
costs 8 to 13 s, and a whole tree takes longer than a coffee. What was clean stands in build/lint/tidy, one empty file
for each digest; delete the folder to start over (after a new version of clang-tidy, for example).

usage: tidy.py [JOBS] < list          exits 1 when there is a finding
"""
import hashlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CLEAN = ROOT / "build/lint/tidy"
INCLUDE = re.compile(rb'^\s*#\s*include\s+"([^"]+)"', re.M)


@lru_cache(maxsize=None)
def read(path):
    """Content digest of a file and the project headers it includes itself."""
    content = path.read_bytes()
    included = (ROOT / name.decode() for name in INCLUDE.findall(content))
    return hashlib.sha256(content).digest(), [header for header in included if header.is_file()]


def digest(source):
    """Digest of everything in the project that a look at the source depends on."""
    seen, waiting = {}, [source]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen[path], headers = read(path)
            waiting += headers
    whole = hashlib.sha256(read(ROOT / ".clang-tidy")[0])
    for path in sorted(seen):
        whole.update(str(path.relative_to(ROOT)).encode() + b"\0" + seen[path])
    return whole.hexdigest()


def look(source):
    run = subprocess.run(["clang-tidy", "--quiet", "-p", "build/lint", str(source)], cwd=ROOT,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if run.returncode == 0:
        (CLEAN / digest(source)).touch()
    else:
        print(run.stdout.strip() or run.stderr.strip(), flush=True)
    return run.returncode == 0


def main():
    jobs = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    CLEAN.mkdir(parents=True, exist_ok=True)
    sources = [ROOT / line.strip() for line in sys.stdin if line.strip()]
    waiting = [source for source in sources if not (CLEAN / digest(source)).exists()]
    print(f"clang-tidy: {len(sources)} files, {len(waiting)} to look at", flush=True)
    with ThreadPoolExecutor(jobs) as pool:
        results = list(pool.map(look, waiting))
    found = results.count(False)
    if found:
        print(f"clang-tidy: findings in {found} files")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
