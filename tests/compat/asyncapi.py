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
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77
ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "../shared/corpora/catalogs"
PACKAGES = ["@asyncapi/parser@3.6.6", "@asyncapi/avro-schema-parser@3.0.24", "@asyncapi/openapi-schema-parser@3.1.0"]


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def install(folder):
    """The folder of the parser's modules, installed when they are not there."""
    modules = folder / "node_modules"
    if not shutil.which("node"):
        skip("there is no node")
    if (modules / "@asyncapi/parser/package.json").exists():
        return modules
    if not shutil.which("npm"):
        skip("there is no npm to install the parser with")
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts",
                           "--no-save", *PACKAGES], capture_output=True, text=True)
    if done.returncode != 0:
        skip("the parser could not be installed: " + (done.stderr.strip().splitlines() or ["npm failed"])[-1])
    return modules


def corpus():
    """The corpus's documents that the parser calls valid: name -> file."""
    answers = CORPUS / "expected.json"
    if not answers.exists():
        print("the public corpus is not here: only the examples are tried")
        return {}
    documents = json.loads(answers.read_text())["documents"]
    return {path: CORPUS / path for path, said in documents.items() if said["valid"]}


def exported(weir, folder):
    """Exports everything into \a folder: file -> where it comes from."""
    files = {}
    for example in sorted((ROOT / "resources/examples").iterdir()):
        if example.is_dir():
            files[folder / f"example-{example.name}.json"] = (example, example.name)
    for number, (name, document) in enumerate(corpus().items()):
        project = folder / f"project-{number}"
        root = CORPUS.joinpath(*Path(name).parts[:2])
        subprocess.run([weir, "--quiet", "import", document, "-o", project, "--root", root],
                       stdout=subprocess.DEVNULL, check=True)
        files[folder / f"corpus-{number}.json"] = (project, name)
    for file, (project, _) in files.items():
        # What is wrong with the designs themselves is no matter here.
        subprocess.run([weir, "--quiet", "export", project, "--to", "asyncapi", "-o", file],
                       stderr=subprocess.DEVNULL, check=True)
    return {str(file): name for file, (_, name) in files.items()}


def main():
    weir, build = sys.argv[1], Path(sys.argv[2])
    modules = install(build / "compat")
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
