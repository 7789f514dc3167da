#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs clang-tidy on the source files named on standard input, one a line, and remembers which were clean.

Most of a look goes into the headers of Qt and the standard library, so that files with the same compile flags are looked
at together, in one translation unit that includes them (the analyzer knows such units). Where names of two files
collide, the unit is split. A file is looked at again only when it, a project header that it includes on any path, or
`.clang-tidy` changed. What was clean stands in build/lint/tidy, one empty file for each digest; delete the folder to
start over (after a new version of clang-tidy, for example).

usage: tidy.py [JOBS] < list          exits 1 when there is a finding
"""
import hashlib
import json
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CLEAN = ROOT / "build/lint/tidy"
TOGETHER = 10
ONLY_GCC = ("-fno-tree-pre",)
INCLUDE = re.compile(rb'^\s*#\s*include\s+"([^"]+)"', re.M)
# A unit that includes source files is our own doing.
ADDED = ["--checks=-bugprone-suspicious-include", "--header-filter=/(core|ui|app)/.*"]


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


def flags_of_sources():
    flags = {}
    for entry in json.loads((ROOT / "build/lint/compile_commands.json").read_text()):
        words = [word for word in shlex.split(entry["command"]) if word not in ONLY_GCC]
        first = next(i for i, word in enumerate(words) if word.startswith("-D") or word.startswith("-I"))
        flags.setdefault(Path(entry["file"]), tuple(words[first:words.index("-o")]))
    return flags


def look(sources, flags):
    """The number of files with findings, which are printed."""
    name = hashlib.sha256(" ".join(map(str, sources)).encode()).hexdigest()[:16]
    unit = CLEAN / f"unit-{name}.cpp"
    unit.write_text("".join(f'#include "{source}"\n' for source in sources))
    run = subprocess.run(["clang-tidy", "--quiet", *ADDED, str(unit), "--", *flags], cwd=ROOT,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    unit.unlink()
    if run.returncode == 0:
        for source in sources:
            (CLEAN / digest(source)).touch()
        return 0
    if len(sources) > 1:
        middle = len(sources) // 2
        return look(sources[:middle], flags) + look(sources[middle:], flags)
    print(run.stdout.strip() or run.stderr.strip(), flush=True)
    return 1


def main():
    jobs = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    CLEAN.mkdir(parents=True, exist_ok=True)
    flags = flags_of_sources()
    sources = [ROOT / line.strip() for line in sys.stdin if line.strip()]
    waiting = [source for source in sources if not (CLEAN / digest(source)).exists()]
    print(f"clang-tidy: {len(sources)} files, {len(waiting)} to look at", flush=True)
    groups = {}
    for source in waiting:
        groups.setdefault(flags[source], []).append(source)
    units = [(group[i:i + TOGETHER], key) for key, group in groups.items() for i in range(0, len(group), TOGETHER)]
    with ThreadPoolExecutor(jobs) as pool:
        found = sum(pool.map(lambda unit: look(*unit), units))
    if found:
        print(f"clang-tidy: findings in {found} files")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
