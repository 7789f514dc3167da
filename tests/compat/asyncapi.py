#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Weir exports as AsyncAPI is valid for the official parser (npm @asyncapi/parser).

usage: asyncapi.py WEIR BUILD_FOLDER

Every shipped example, and every document of the public corpus that the parser itself calls valid, is imported, exported and
shown to the parser, which is installed into BUILD_FOLDER/compat. Exits 77 (skipped) when there is no node or no npm, or the
parser cannot be installed.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from common import examples, imported, install

PACKAGES = ["@asyncapi/parser@3.6.6", "@asyncapi/avro-schema-parser@3.0.24", "@asyncapi/openapi-schema-parser@3.1.0"]


def exported(weir, folder):
    """Exports everything into the folder: file -> where it comes from."""
    names = {}
    for number, (name, project) in enumerate({**examples(), **imported(weir, folder)}.items()):
        file = folder / f"document-{number}.json"
        # What is wrong with the designs themselves is no matter here.
        subprocess.run([weir, "--quiet", "export", project, "--to", "asyncapi", "-o", file],
                       stderr=subprocess.DEVNULL, check=True)
        names[str(file)] = name
    return names


def main():
    weir, build = sys.argv[1], Path(sys.argv[2])
    modules = install(build / "compat", PACKAGES, "@asyncapi/parser")
    with tempfile.TemporaryDirectory() as folder:
        names = exported(weir, Path(folder))
        answer = subprocess.run(["node", str(Path(__file__).with_name("validate.cjs"))], input="\n".join(names),
                                capture_output=True, text=True, env=dict(os.environ, NODE_PATH=str(modules)))
    if answer.returncode != 0:
        sys.exit(f"the parser could not be run: {answer.stderr.strip()}")
    wrong = 0
    for line in answer.stdout.splitlines():
        said = json.loads(line)
        if not said["valid"]:
            wrong += 1
            print(f"{names[said['path']]}:")
            for error in said["errors"]:
                print(f"    {error}")
    print(f"{len(names) - wrong} of {len(names)} exported documents are valid for the parser")
    if wrong or len(answer.stdout.splitlines()) != len(names):
        sys.exit(1)


main()
