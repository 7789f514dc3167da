#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outbox and its relay on PostgreSQL beside the job queues pg-boss and graphile-worker of npm.

usage: postgres.py BENCH_RELAY BUILD_FOLDER [ROUNDS [EVENTS]]

Starts a server on a free port, with its data in a temporary folder, and ends it. Each round runs every side in a database of
its own, with the server's usual durability; prints medians of events a second. Weir takes as many events at a time as the peer
beside it: pg-boss is asked for 100, graphile-worker fetches 500.
"""
import json
import os
import pwd
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "compat"))
from common import install, skip  # noqa: E402

PACKAGES = ["pg-boss@10.3.2", "graphile-worker@0.17.3"]
SCRIPT = Path(__file__).with_name("postgres.cjs")


class Cluster:
    """A server of its own. It does not run as root: then it is given to another account."""

    def __init__(self, folder):
        versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
        if not versions:
            skip("PostgreSQL is not installed")
        self.programs, self.number = versions[-1].parent, 0
        self.account = ["setpriv", "--pdeathsig", "TERM"]
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
            self.account += ["--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.run("initdb", "-D", folder, "-U", "weir", "-A", "trust", "-E", "UTF8", "--no-instructions")
        self.process = subprocess.Popen([*self.account, self.programs / "postgres", "-D", folder, "-p", str(self.port), "-k",
                                         folder, "-h", "127.0.0.1"], stderr=subprocess.DEVNULL)
        while subprocess.run([self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]).returncode:
            time.sleep(0.1)

    def run(self, program, *arguments):
        subprocess.run([*self.account, self.programs / program, *arguments], stdout=subprocess.DEVNULL, check=True)

    def database(self):
        """The URL of a new database."""
        self.number += 1
        name = f"bench{self.number}"
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "weir", name)
        return f"postgres://weir@127.0.0.1:{self.port}/{name}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def main():
    bench, build = sys.argv[1], Path(sys.argv[2])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    events = sys.argv[4] if len(sys.argv) > 4 else "20000"
    modules = install(build / "bench-postgres", PACKAGES, "graphile-worker")
    sides = {"weir, 100": ([bench], ["100"]), "weir, 500": ([bench], ["500"]), "pg-boss": (["node", SCRIPT, "pg-boss"], []),
             "graphile-worker": (["node", SCRIPT, "graphile-worker"], [])}
    told = {side: [] for side in sides}
    with tempfile.TemporaryDirectory() as folder, Cluster(folder) as cluster:
        for number in range(rounds + 1):
            for side, (command, more) in sides.items():
                done = subprocess.run([*map(str, command), cluster.database(), events, *more], capture_output=True, text=True,
                                      check=True, env=dict(os.environ, NODE_PATH=str(modules)))
                if number > 0:  # The first round only warms.
                    told[side].append(json.loads(done.stdout))
    print(f"events a second on PostgreSQL, medians of {rounds} rounds of {events}")
    for work, goals in (("write", {}), ("relay", {"pg-boss": 5, "graphile-worker": 2.5})):
        speed = {side: statistics.median(each[work] for each in rows) for side, rows in told.items()}
        ratios = "  ".join(f"{speed[own] / speed[side]:.1f} times {side}" + (f" (goal: {goals[side]})" if side in goals else "")
                           for own, side in (("weir, 100", "pg-boss"), ("weir, 500", "graphile-worker")))
        print(f"{work}: " + "  ".join(f"{side}: {each:,.0f}" for side, each in speed.items()) + f"  |  weir is {ratios}")


main()
