#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the simulator in several ways and holds the digests of the reports of random designs against each other.

usage: digests.py JOBS DESIGNS

Compilers, optimisation and fused multiply-add must not change a byte of a report. Builds in build/digests/<way>; exits 1
and names the first designs that differ.
"""
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Name -> compiler, flags. Libraries that are optimised in every preset are not in the ways without optimisation.
WAYS = {
    "gcc-O2": ("g++", "-O2"),
    "gcc-O0": ("g++", "-O0"),
    "gcc-O2-fma": ("g++", "-O2 -march=x86-64-v3"),
    "clang-O2": ("clang++", "-O2"),
    "clang-O0": ("clang++", "-O0"),
    "clang-O2-fma": ("clang++", "-O2 -march=x86-64-v3"),
}


def has_fma():
    """Whether this machine runs fused multiply-add."""
    cpuinfo = Path("/proc/cpuinfo")
    return cpuinfo.exists() and " fma " in cpuinfo.read_text()


def build(name, jobs):
    """The path of the program that is built in one way."""
    compiler, flags = WAYS[name]
    folder = ROOT / "build" / "digests" / name
    log = folder / "build.log"
    folder.mkdir(parents=True, exist_ok=True)
    commands = [
        ["cmake", "-G", "Ninja", "-S", str(ROOT), "-B", str(folder), f"-DCMAKE_CXX_COMPILER={compiler}",
         "-DCMAKE_BUILD_TYPE=Release", f"-DCMAKE_CXX_FLAGS_RELEASE={flags}", f"-DWEIR_FAST_FLAGS={flags.split()[0]}",
         "-DWEIR_STUDIO=OFF", "-DWEIR_UNITY=ON"],
        ["cmake", "--build", str(folder), "--parallel", jobs, "--target", "digests"],
    ]
    with open(log, "w") as output:
        for command in commands:
            if subprocess.run(command, stdout=output, stderr=subprocess.STDOUT).returncode:
                output.flush()
                print(*log.read_text().splitlines()[-40:], sep="\n")
                sys.exit(f"{name}: does not build, see {log}")
    return folder / "bin" / "digests"


def main():
    jobs, designs = sys.argv[1:]
    first, expected, wrong = None, None, 0
    for name in WAYS:
        if name.endswith("fma") and not has_fma():
            print(f"{name}: left out, this machine has no fused multiply-add")
            continue
        run = subprocess.run([build(name, jobs), designs], capture_output=True, text=True, check=True)
        lines = run.stdout.splitlines()
        if len(lines) != int(designs):
            sys.exit(f"{name}: {len(lines)} digests instead of {designs}")
        if first is None:
            first, expected = name, lines
        different = [one.split()[0] for one, other in zip(lines, expected) if one != other]
        print(f"{name}: {len(lines)} designs, {len(different)} differ from {first}", flush=True)
        if different:
            print("  designs " + ", ".join(different[:20]))
            wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
