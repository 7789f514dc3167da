#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cost of a simulated event, beside the bare loops and the simulators that Debian packages.

usage: simulation.py BENCH_SIMULATION BUILD_FOLDER [ROUNDS [CUSTOMERS]]

BENCH_SIMULATION is the program of the release preset. The peers are ns-3 (libns3-dev), SimGrid (libsimgrid-dev) and SimPy
(python3-simpy3); those that are installed run the same five models, by the programs of the public benchmark folder, which are
built into BUILD_FOLDER/bench. All take turns in each round. Prints CPU nanoseconds for each event (median) and how many times
Weir's they are, and writes BUILD_FOLDER/bench/simulation-peers.json. Ends with 1 if a bound is missed, with 77 if there is no
peer.
"""
import json
import re
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PEERS = (ROOT / "../shared/bench/simulation").resolve()
MODELS = ["M1", "M2", "M3", "M4", "M5"]
MOST_OF_LIMIT = 2.0
LEAST_OF_PEER = 3.0
# Without these the 100,000 actors of M5 meet the kernel's limit of mappings.
SIMGRID_STACKS = ["--cfg=contexts/guard-size:0", "--cfg=contexts/stack-size:16"]
# The default of ns-3 is a map; it is given its best chance.
NS3_SCHEDULERS = ["ns3::MapScheduler", "ns3::HeapScheduler", "ns3::CalendarScheduler", "ns3::PriorityQueueScheduler"]


def built(source, target, standard, library):
    """The compiled peer, or nothing where its library is not installed."""
    if subprocess.run(["pkg-config", "--exists", library]).returncode != 0:
        return None
    # The libraries that ns-3's package says it needs are not among those it depends on.
    command = ["g++", "-O3", "-march=x86-64-v3", f"-std={standard}", str(PEERS / source), "-o", str(target)]
    subprocess.run([*command, f"-l{library}"], check=True, stderr=subprocess.DEVNULL)
    return str(target)


def commands(folder):
    """For each peer: what runs a model, and how many customers it gets of a hundred."""
    found = {}
    if program := built("ns3_bench.cc", folder / "ns3", "c++17", "ns3-core"):
        found["ns-3"] = (lambda model: [[program, model, None, scheduler] for scheduler in NS3_SCHEDULERS], 30)
    if simgrid := built("simgrid_bench.cc", folder / "simgrid", "c++20", "simgrid"):
        found["SimGrid"] = (lambda model: [[simgrid, model, None, *SIMGRID_STACKS]], 10)
    python = shutil.which("python3", path="/usr/bin")
    if python and subprocess.run([python, "-c", "import simpy"], capture_output=True).returncode == 0:
        found["SimPy"] = (lambda model: [[python, str(PEERS / "simpy_bench.py"), model, None]], 5)
    return found


def nanoseconds(command, customers, seed):
    place = command.index(None)
    command = command[:place] + [str(customers), str(seed)] + command[place + 1:]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(re.search(r"ns/ev=([0-9.]+)", said).group(1))


def measured(program, folder, peers, rounds, customers):
    """For each name and model what each round took."""
    times = {name: {model: [] for model in MODELS} for name in ["limit", "weir", *peers]}
    for seed in range(1, rounds + 1):
        out = folder / "simulation-round.json"
        subprocess.run([program, "1", str(customers), str(out)], check=True, stdout=subprocess.DEVNULL)
        for row in json.loads(out.read_text())["rows"]:
            for name in ("limit", "weir"):
                times[name][row["model"][:2]].append(row[name])
        for name, (each, share) in peers.items():
            for model in MODELS:
                # M5 begins with 100,000 pending events, so it needs as many again to show what one costs.
                count = max(customers * share // 100, 300_000 if model == "M5" else 1)
                count //= 3 if model == "M3" else 1
                times[name][model].append(min(nanoseconds(c, count, seed) for c in each(model)))
    return times


def main():
    program, build = sys.argv[1], Path(sys.argv[2])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    customers = int(sys.argv[4]) if len(sys.argv) > 4 else 1_000_000
    folder = build / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    peers = commands(folder) if PEERS.exists() else {}
    if not peers:
        print("simulation.py: no peer is here; nothing to compare with")
        sys.exit(77)
    times = measured(program, folder, peers, rounds, customers)
    middle = {name: {model: statistics.median(each) for model, each in row.items()} for name, row in times.items()}
    print(f"{'ns for each event':<18}" + "".join(f"{model:>16}" for model in MODELS))
    for name, row in middle.items():
        cells = "".join(f"{row[m]:>9.1f} {row[m] / middle['weir'][m]:>5.2f}x" for m in MODELS)
        print(f"{name:<18}{cells}")
    missed = [f"{m}: more than {MOST_OF_LIMIT} times the limit" for m in MODELS
              if statistics.median(w / l for w, l in zip(times["weir"][m], times["limit"][m])) > MOST_OF_LIMIT]
    missed += [f"{m}: {name} is not {LEAST_OF_PEER} times slower" for m in MODELS for name in peers
               if middle[name][m] < LEAST_OF_PEER * middle["weir"][m]]
    (folder / "simulation-peers.json").write_text(json.dumps({"rounds": rounds, "nanoseconds": middle,
                                                              "missed": missed}, indent=2) + "\n")
    for each in missed:
        print("missed:", each)
    sys.exit(1 if missed else 0)


main()
