#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cost of importing AsyncAPI documents, beside the official parser on the same documents.

usage: import.py BENCH_IMPORT BUILD_FOLDER [ROUNDS]

BENCH_IMPORT is the program bench_import of the release preset; the parser is the one that tests/compat/asyncapi.py installed
into BUILD_FOLDER/compat. Both read every document of the public corpus that the parser calls valid, in one process each, in
interleaved rounds; start-up is not counted. Prints CPU seconds, their ratio and writes BUILD_FOLDER/bench/import.json.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = (ROOT / "../shared/corpora/catalogs").resolve()
GOAL = 50


def documents():
    answers = CORPUS / "expected.json"
    if not answers.exists():
        sys.exit("import.py: the public corpus is not here; nothing to measure")
    said = json.loads(answers.read_text())["documents"]
    return [str(CORPUS / path) for path, each in said.items() if each["valid"]]


def seconds(command, paths, environment=None):
    done = subprocess.run(command, input="\n".join(paths), capture_output=True, text=True, check=True, env=environment)
    return float(done.stdout.strip().splitlines()[-1])


def main():
    program, build = sys.argv[1], Path(sys.argv[2])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    modules = build / "compat/node_modules"
    if not shutil.which("node") or not (modules / "@asyncapi/parser").exists():
        sys.exit("import.py: run tests/compat/asyncapi.py first; it installs the official parser")
    paths = documents()
    theirs_command = ["node", str(Path(__file__).with_name("parse.cjs"))]
    environment = dict(os.environ, NODE_PATH=str(modules))
    mine, theirs = [], []
    for _ in range(rounds):
        mine.append(seconds([program, str(CORPUS)], paths))
        theirs.append(seconds(theirs_command, paths, environment))
    ratio = statistics.median(t / m for m, t in zip(mine, theirs))
    result = {"documents": len(paths), "rounds": rounds, "weir": statistics.median(mine),
              "parser": statistics.median(theirs), "ratio": ratio, "goal": GOAL}
    (build / "bench").mkdir(parents=True, exist_ok=True)
    (build / "bench/import.json").write_text(json.dumps(result, indent=2) + "\n")
    print(f"{len(paths)} documents: weir {result['weir']:.3f} s, parser {result['parser']:.3f} s of CPU, "
          f"{ratio:.0f} times as much (goal: {GOAL})")
    sys.exit(0 if ratio >= GOAL else 1)


main()
