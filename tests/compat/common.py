# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests share that ask other programs about what Weir writes."""
import json
import shutil
import subprocess
import sys
from pathlib import Path

SKIPPED = 77
ROOT = Path(__file__).resolve().parents[2]
CORPUS = (ROOT / "../shared/corpora/catalogs").resolve()


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def install(folder, packages, witness):
    """The modules of the npm packages in the folder, installed when the witness is not among them."""
    modules = folder / "node_modules"
    if not shutil.which("node"):
        skip("there is no node")
    if (modules / witness / "package.json").exists():
        return modules
    if not shutil.which("npm"):
        skip("there is no npm to install with")
    folder.mkdir(parents=True, exist_ok=True)
    run_npm(["install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", *packages])
    return modules


def run_npm(arguments, folder=None):
    """Runs npm; without a network the test is skipped."""
    done = subprocess.run(["npm", *arguments], capture_output=True, text=True, cwd=folder)
    if done.returncode != 0:
        skip("npm could not install: " + (done.stderr.strip().splitlines() or ["it failed"])[-1])


def examples():
    """The shipped examples: name -> folder."""
    folders = sorted((ROOT / "resources/examples").iterdir())
    return {f"example {each.name}": each for each in folders if (each / "catalog.weir").exists()}


def valid_documents():
    """The corpus's AsyncAPI documents that the official parser calls valid: name -> file."""
    answers = CORPUS / "expected.json"
    if not answers.exists():
        print("the public corpus is not here: only the examples are tried")
        return {}
    documents = json.loads(answers.read_text())["documents"]
    return {path: CORPUS / path for path, said in documents.items() if said["valid"]}


def imported(weir, folder):
    """Imports every valid AsyncAPI document of the corpus into the folder: name -> project."""
    projects = {}
    for number, (name, document) in enumerate(valid_documents().items()):
        project = folder / f"project-{number}"
        root = CORPUS.joinpath(*Path(name).parts[:2])
        subprocess.run([weir, "--quiet", "import", document, "-o", project, "--root", root],
                       stdout=subprocess.DEVNULL, check=True)
        projects[name] = project
    return projects
