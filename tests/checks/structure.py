#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the tree against the architecture: folder edges, cycles, link lists, lengths, licence lines, compared digests.

The tables below are the project's architecture; README.md prints them for people. Run without arguments from
anywhere; exits 1 and prints one line for each violation.
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE_LINES = 400
FUNCTION_LINES = 70
MAIN_WINDOW_LINES = 250

CORE = {
    "base": "",
    "syntax": "base",
    "expression": "base",
    "model": "base",
    "message": "base syntax expression",
    "schema": "base syntax",
    "statistics": "base",
    "storage": "base syntax model",
    "delivery": "base model",
    "rules": "base model expression schema delivery statistics",
    "comparison": "base model schema statistics delivery rules simulation",
    "simulation": "base model expression delivery statistics",
    "bus": "base model message delivery",
    "transport": "base model message delivery",
    "emulation": "base model message schema statistics delivery simulation bus transport",
    "monitor": "base model expression message schema statistics bus transport",
    "interchange": "base syntax model schema message",
    "layout": "base",
    "document": "base syntax model message schema statistics delivery rules simulation bus layout",
    "rendering": "base model layout document",
    "usecases": "*",
}
FEATURE = "feature editing models charts theme"
UI = {
    "theme": "",
    "feature": "theme",
    "editing": "",
    "models": "theme",
    "canvas": "editing theme",
    "charts": "theme",
    "welcome": FEATURE,
    "panels": FEATURE,
    "simulator": FEATURE,
    "monitor": FEATURE,
    "publishing": FEATURE,
    "shell": "*",
}
LAYERS = {"core": CORE, "ui": UI}
# Layer -> layers it may include from.
BELOW = {"core": {"core"}, "ui": {"ui", "core"}, "app": {"app", "ui", "core"}}
TOP_LEVEL = {
    "CMakeLists.txt", "CMakePresets.json", "app", "core", "ui", "resources", "tests", "translations",
    "README.md", "LICENSE", "CHANGELOG.md", "dev",
}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')
SPDX = "SPDX-License-Identifier: GPL-3.0-or-later"

problems = []


def problem(path, line, text):
    problems.append(f"{path}:{line}: {text}")


def tracked_files():
    """Files that git knows or would add; every file when this is no checkout (a release archive)."""
    try:
        listing = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                                 capture_output=True, check=True)
        names = {name for name in listing.stdout.decode().split("\0") if name}
        return sorted(Path(name) for name in names if (ROOT / name).is_file())
    except (OSError, subprocess.CalledProcessError):
        skipped = {"build", ".git"}
        return sorted(p.relative_to(ROOT) for p in ROOT.rglob("*")
                      if p.is_file() and p.relative_to(ROOT).parts[0] not in skipped)


def allowed_edges(layer, folder):
    names = LAYERS[layer][folder]
    return set(LAYERS[layer]) - {folder} if names == "*" else set(names.split())


def check_include(path, number, target):
    layer, folder = path.parts[0], path.parts[1]
    parts = target.split("/")
    if parts[0] not in BELOW:
        if not (path.name.endswith(".cpp") and target.endswith(".moc")):
            problem(path, number, f'include "{target}" is not written from the root')
        return
    if parts[0] not in BELOW[layer]:
        problem(path, number, f"{layer} may not include from {parts[0]}")
        return
    if parts[0] == layer and layer in LAYERS and parts[1] != folder and parts[1] not in allowed_edges(layer, folder):
        problem(path, number, f"{layer}/{folder} may not include {layer}/{parts[1]}")
    if not (ROOT / target).exists():
        problem(path, number, f'"{target}" does not exist')


DIGIT_BEFORE = re.compile(r"\b[0-9][0-9a-fA-FxX']*$")  # then a quote separates digits


def code_only(line, in_block):
    """The line without comments, strings and characters, so that braces can be counted."""
    out, i = [], 0
    while i < len(line):
        if in_block:
            end = line.find("*/", i)
            if end < 0:
                return "".join(out), True
            i, in_block = end + 2, False
        elif line.startswith("//", i):
            break
        elif line.startswith("/*", i):
            in_block, i = True, i + 2
        elif line[i] == '"' or (line[i] == "'" and not DIGIT_BEFORE.search(line[:i])):
            quote, i = line[i], i + 1
            while i < len(line) and line[i] != quote:
                i += 2 if line[i] == "\\" else 1
            i += 1
        else:
            out.append(line[i])
            i += 1
    return "".join(out), in_block


SCOPE = re.compile(r"\b(namespace|class|struct|enum|union|extern)\b")


def without_raw_strings(lines):
    """Blanks raw string literals, which may hold braces of other languages."""
    text = "\n".join(lines)
    blank = re.sub(r'R"([^\s()\\]{0,16})\((?:.|\n)*?\)\1"', lambda m: '""' + "\n" * m.group(0).count("\n"), text)
    return blank.split("\n")


def check_functions(path, lines):
    """Finds bodies by braces: a block whose head has a parameter list and opens no scope is a function."""
    stack, head, in_block = [], "", False
    for number, raw in enumerate(without_raw_strings(lines), 1):
        line, in_block = code_only(raw, in_block)
        if line.lstrip().startswith("#"):
            continue
        for char in line:
            if char == "{":
                in_function = any(kind == "function" for kind, _ in stack)
                is_function = not in_function and "(" in head and not SCOPE.search(head.split("(")[0])
                stack.append(("function" if is_function else "block", number))
                head = ""
            elif char == "}":
                if stack:
                    kind, start = stack.pop()
                    if kind == "function" and number - start + 1 > FUNCTION_LINES:
                        problem(path, start, f"function of {number - start + 1} lines; {FUNCTION_LINES} at most")
                head = ""
            elif char == ";":
                head = ""
            else:
                head += char
        head += " "


def check_source(path):
    lines = (ROOT / path).read_text(encoding="utf-8").split("\n")
    length = len(lines) - 1
    if length > FILE_LINES:
        problem(path, length, f"{length} lines; {FILE_LINES} at most")
    if path.name in ("mainwindow.h", "mainwindow.cpp") and length > MAIN_WINDOW_LINES:
        problem(path, length, f"the main window has {length} lines; {MAIN_WINDOW_LINES} at most")
    if SPDX not in "\n".join(lines[:2]):
        problem(path, 1, "no SPDX licence line at the top")
    if path.suffix == ".h" and "#pragma once" not in "\n".join(lines[:12]):
        problem(path, 1, "no #pragma once")
    if path.parts[0] in BELOW:
        if path.parts[0] in LAYERS and len(path.parts) > 2 and path.parts[1] not in LAYERS[path.parts[0]]:
            problem(path, 1, f"folder {path.parts[0]}/{path.parts[1]} is not in the architecture")
            return
        for number, line in enumerate(lines, 1):
            found = INCLUDE.match(line)
            if found and len(path.parts) > 2:
                check_include(path, number, found.group(1))
    check_functions(path, lines)


def check_link_lists():
    """The link lists of core and ui draw the same edges as the table."""
    for layer in LAYERS:
        listing = ROOT / layer / "CMakeLists.txt"
        if not listing.exists():
            continue
        text = listing.read_text(encoding="utf-8")
        for block in re.finditer(r"weir_library\((\w+)(.*?)\)\s*(?:\n|$)", text, re.S):
            name = block.group(1)
            if name not in LAYERS[layer]:
                problem(f"{layer}/CMakeLists.txt", 1, f"library {name} is not in the architecture")
                continue
            links = block.group(2).split("LINKS", 1)[-1] if "LINKS" in block.group(2) else ""
            for linked in re.findall(rf"weir_{layer}_(\w+)", links):
                if linked not in allowed_edges(layer, name):
                    problem(f"{layer}/CMakeLists.txt", 1, f"{name} may not link {linked}")
            if layer == "core" and "weir_ui_" in links:
                problem(f"{layer}/CMakeLists.txt", 1, f"{name} links into ui")


def check_cycles():
    for layer, folders in LAYERS.items():
        state = {}

        def visit(folder, trail):
            if state.get(folder) == "done":
                return
            if folder in trail:
                problem("tests/checks/structure.py", 1, f"cycle in {layer}: {' -> '.join(trail + [folder])}")
                return
            for target in sorted(allowed_edges(layer, folder)):
                visit(target, trail + [folder])
            state[folder] = "done"

        for folder in folders:
            visit(folder, [])


# A digest's bytes, one of them, or a text of them; their size is no secret.
DIGEST = r"(?:(?:\.|->)bytes\b(?:\[[^]]*\])?(?!\s*\.)|\b(?:hex|base64)\(\)|\bdigestText\(.*?\))"
DIGEST_COMPARED = [re.compile(pattern) for pattern in (
    rf"{DIGEST}\s*[=!]=",
    rf"[=!]=\s*[\w.:>\[\]-]*{DIGEST}",
    r"\b(?:mem|str|strn)cmp\s*\(",
    r"\bstd::(?:ranges::)?(?:equal|mismatch|lexicographical_compare)\b.*(?:\.|->)bytes\b",
)]


def check_digests(path):
    """Where a signature is checked, how long it takes must not tell how much of it was right."""
    if path == Path("core/transport/hmac.cpp"):
        return  # The one place that compares, with CRYPTO_memcmp.
    in_block = False
    for number, raw in enumerate((ROOT / path).read_text(encoding="utf-8").split("\n"), 1):
        line, in_block = code_only(raw, in_block)
        if any(pattern.search(line) for pattern in DIGEST_COMPARED):
            problem(path, number, "compares a digest in a time that tells of it; use digestsMatch() or bytesMatch()")


def check_digest_comparison():
    """Digests have no ==, and what compares them is CRYPTO_memcmp()."""
    header, source = ROOT / "core/transport/hmac.h", ROOT / "core/transport/hmac.cpp"
    if "bool operator==(const Digest &) const = delete;" not in header.read_text(encoding="utf-8"):
        problem("core/transport/hmac.h", 1, "struct Digest does not delete its operator==")
    text = source.read_text(encoding="utf-8")
    for name in ("digestsMatch", "bytesMatch"):
        body = re.search(rf"^bool {name}\([^)]*\)\n{{\n(.*?)^}}", text, re.S | re.M)
        if not body or "CRYPTO_memcmp(" not in body.group(1):
            problem("core/transport/hmac.cpp", 1, f"{name}() does not compare with CRYPTO_memcmp()")


def check_readme():
    """The README's folder table names each folder that exists."""
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.exists() else ""
    for layer in LAYERS:
        for folder in sorted(p.name for p in (ROOT / layer).glob("*") if p.is_dir()):
            if text and f"`{folder}`" not in text:
                problem("README.md", 1, f"the folder tables do not name {layer}/{folder}")


def check_resources(files):
    """Each file of the shipped examples is in the resource list, and the list names nothing else."""
    listing = ROOT / "resources" / "examples.qrc"
    if not listing.exists():
        return
    listed = set(re.findall(r"<file>([^<]+)</file>", listing.read_text(encoding="utf-8")))
    there = {"/".join(path.parts[1:]) for path in files if path.parts[:2] == ("resources", "examples")}
    for name in sorted(listed ^ there):
        problem("resources/examples.qrc", 1, f"{name} is {'listed but missing' if name in listed else 'not listed'}")


def main():
    files = tracked_files()
    for name in sorted({path.parts[0] for path in files}):
        if not name.startswith(".") and name not in TOP_LEVEL:
            problem(name, 1, "is not part of the fixed top level")
    for path in files:
        if path.suffix in (".h", ".cpp") and path.parts[0] in ("core", "ui", "app", "tests"):
            check_source(path)
            if path.parts[:2] == ("core", "transport"):
                check_digests(path)
    check_digest_comparison()
    check_link_lists()
    check_cycles()
    check_readme()
    check_resources(files)
    for line in problems:
        print(line)
    print(f"structure: {len(files)} files, {len(problems)} violations")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
