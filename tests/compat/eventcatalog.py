#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Weir exports for EventCatalog is what EventCatalog's own rules accept (npm @eventcatalog/core).

usage: eventcatalog.py WEIR BUILD_FOLDER

Every shipped example, the EventCatalog projects and the valid AsyncAPI documents of the public corpus are imported, exported
and held against the collections that EventCatalog itself defines in `content.config.ts`: each page belongs to one of them,
its frontmatter fits the collection's schema, keys that the schema does not know begin with `x-`, and no two pages have one
id and version. Pages that EventCatalog passes over are errors, unless they were passed over in the project they come from.
Nothing of EventCatalog runs but these definitions.

The corpus holds two of EventCatalog's own examples of a version that is newer than the one on npm: what that one does not know
of the examples themselves is no error of the export. Installs into BUILD_FOLDER/compat/eventcatalog; exits 77
(skipped) when there is no node or no npm, or nothing can be installed.
"""
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from common import CORPUS, examples, imported, install, run_npm

CATALOG = "3.48.4"
NEWER = ["official-default-latest", "official-federation-latest"]
PACKAGES = ["zod@4.3.6", "esbuild@0.25.12", "picomatch@4.0.3", "js-yaml@4.1.1"]


def definitions(folder):
    """The file with EventCatalog's collections, fetched when it is not there. Its dependencies are left alone."""
    sources = folder / f"core-{CATALOG}"
    config = sources / "package/eventcatalog/src/content.config.ts"
    if not config.exists():
        run_npm(["pack", f"@eventcatalog/core@{CATALOG}", "--silent"], folder)
        with tarfile.open(folder / f"eventcatalog-core-{CATALOG}.tgz") as archive:
            wanted = [each for each in archive.getmembers() if each.name.startswith("package/eventcatalog/src/")]
            archive.extractall(sources, members=wanted)
    return config


def originals():
    folder = CORPUS / "eventcatalog"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def catalogs(weir, folder):
    """Imports the corpus's EventCatalog projects into the folder: name -> project."""
    projects = {}
    for original in originals():
        project = folder / f"catalog-{original.name}"
        subprocess.run([weir, "--quiet", "import", original, "--as", "eventcatalog", "-o", project],
                       stdout=subprocess.DEVNULL, check=True)
        projects[original.name] = project
    return projects


def main():
    weir, build = sys.argv[1], Path(sys.argv[2])
    place = build / "compat/eventcatalog"
    modules = install(place, PACKAGES, "zod")
    config = definitions(place)
    with tempfile.TemporaryDirectory() as folder:
        projects = {**examples(), **catalogs(weir, Path(folder)), **imported(weir, Path(folder))}
        names = {}
        for number, (name, project) in enumerate(projects.items()):
            output = Path(folder) / f"export-{number}"
            subprocess.run([weir, "--quiet", "export", project, "--to", "eventcatalog", "-o", output],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            names[str(output)] = name
        sources = {each.name: str(each) for each in originals()}
        lines = [f"{path}\t{sources.get(name, '')}\t{name in NEWER}" for path, name in names.items()]
        answer = subprocess.run(["node", str(Path(__file__).with_name("validatecatalog.cjs")), str(config)],
                                input="\n".join(lines), capture_output=True, text=True,
                                env=dict(os.environ, NODE_PATH=str(modules), PROJECT_DIR=folder))
    if answer.returncode != 0:
        sys.exit(f"EventCatalog's definitions could not be used: {answer.stderr.strip()}")
    wrong = pages = 0
    said = [json.loads(line) for line in answer.stdout.splitlines()]
    for each in said:
        pages += each["pages"]
        if each["errors"]:
            wrong += 1
            print(f"{names[each['path']]}:")
            for error in each["errors"][:20]:
                print(f"    {error}")
    print(f"{len(names) - wrong} of {len(names)} exported catalogs, {pages} pages in all, fit EventCatalog {CATALOG}")
    if wrong or len(said) != len(names) or pages < len(names):
        sys.exit(1)


main()
