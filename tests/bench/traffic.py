#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""CPU time of event streams and webhooks over real sockets, beside limits and peers in the same rounds.

usage: traffic.py BENCH_TRAFFIC BUILD_FOLDER [ROUNDS]

This program is the other side of each connection and is not measured. Peers: nginx (`return 200`, the limit of a webhook),
Node.js and npm's eventsource; what is not installed is left out. Prints medians for one event, delivery or request.
"""
import base64
import hashlib
import hmac
import json
import os
import selectors
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "compat"))
from common import install  # noqa: E402

SECRET = b"standard-webhooks-secret-of-the-bench"
ENVIRONMENT = dict(os.environ, STANDARD_SECRET="whsec_" + base64.b64encode(SECRET).decode())
SCRIPT = Path(__file__).with_name("traffic.cjs")
EVENT_BYTES, BODY_BYTES = 200, 500
SSE_HEADER = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"


class Server:
    """A server that obeys orders on its standard input."""

    def __init__(self, command, modules):
        self.process = subprocess.Popen([str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, env=dict(ENVIRONMENT, NODE_PATH=str(modules)))
        self.port = int(self.process.stdout.readline())

    def order(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def cpu(self):
        self.order("cpu")
        return int(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


class Nginx:
    """nginx that answers everything with 200; CPU time is that of its only worker."""

    def __init__(self, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        configuration = Path(folder) / "nginx.conf"
        temporary = "".join(f"{name}_temp_path {folder}/{name};" for name in
                            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        configuration.write_text(
            f"daemon off; worker_processes 1; pid {folder}/pid; error_log stderr error; events {{}}"
            f" http {{ access_log off; keepalive_requests 1000000; {temporary}"
            f" server {{ listen 127.0.0.1:{self.port}; location / {{ return 200 '{{\"received\":true}}'; }} }} }}")
        self.process = subprocess.Popen(["nginx", "-c", str(configuration), "-p", folder], stderr=subprocess.DEVNULL)
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                break
            except OSError:
                time.sleep(0.05)
        self.worker = int(subprocess.check_output(["pgrep", "-P", str(self.process.pid)], text=True).split()[0])

    def cpu(self):
        """In nanoseconds, from the scheduler's own count."""
        return int(Path(f"/proc/{self.worker}/schedstat").read_text().split()[0])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def request(number):
    body = json.dumps({"id": f"{number:036}", "type": "order.placed", "timestamp": "2026-01-01T00:00:00.000Z", "version": 1,
                       "source": "bench", "data": {"note": ""}})
    body = body.replace('"note": ""', '"note": "' + "x" * (BODY_BYTES - len(body)) + '"').encode()
    now = str(int(time.time())).encode()
    name = f"msg_{number}".encode()
    mac = base64.b64encode(hmac.new(SECRET, name + b"." + now + b"." + body, hashlib.sha256).digest())
    return (b"POST /hook HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nwebhook-id: " + name
            + b"\r\nwebhook-timestamp: " + now + b"\r\nwebhook-signature: v1," + mac + b"\r\nContent-Length: "
            + str(len(body)).encode() + b"\r\n\r\n" + body)


def post_all(port, requests, connections=8):
    """Sends the requests over kept connections, each as soon as the answer to the one before is there."""
    selector = selectors.DefaultSelector()
    waiting = iter(requests)
    for _ in range(connections):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(next(waiting))
        selector.register(connection, selectors.EVENT_READ)
    answered = 0
    while answered < len(requests):
        for key, _ in selector.select():
            answer = key.fileobj.recv(65536)
            if not answer.startswith(b"HTTP/1.1 200"):
                sys.exit(f"a webhook was answered with {answer[:200]!r}")
            answered += 1
            following = next(waiting, None)
            if following:
                key.fileobj.sendall(following)
    for key in list(selector.get_map().values()):
        key.fileobj.close()


def webhook_cost(server, count, first):
    requests = [request(first + i) for i in range(count)]
    before = server.cpu()
    post_all(server.port, requests)
    return (server.cpu() - before) / count


def stream_cost(server, clients, events, per_tick):
    """Of one delivery to one client. Events are marked by a blank line."""
    selector = selectors.DefaultSelector()
    for _ in range(clients):
        connection = socket.create_connection(("127.0.0.1", server.port))
        connection.sendall(b"GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        selector.register(connection, selectors.EVENT_READ, [0, b""])
    opened = 0
    while opened < clients:  # The header of each answer.
        for key, _ in selector.select():
            opened += b"\r\n\r\n" in key.fileobj.recv(65536)
    before = server.cpu()
    server.order(f"publish {events} {EVENT_BYTES} {per_tick}")
    left = clients * events
    while left > 0:
        for key, _ in selector.select(30):
            part = key.fileobj.recv(1 << 20)
            if not part:
                sys.exit("a client of the stream was dropped")
            text = key.data[1] + part
            left -= text.count(b"}\n\n")
            key.data[1] = text[-2:] if not text.endswith(b"}\n\n") else b""
    spent = server.cpu() - before
    for key in list(selector.get_map().values()):
        key.fileobj.close()
    return spent / (clients * events)


def stream_of(count, is_chunked):
    """The bytes of a stream's answer with so many events."""
    events = []
    for number in range(count):
        head = f'id: {1000000 + number}\ndata: {{"type":"user.created","data":"'
        event = (head + "x" * (EVENT_BYTES - len(head) - 4) + '"}\n\n').encode()
        events.append(b"%x\r\n%s\r\n" % (len(event), event) if is_chunked else event)
    return SSE_HEADER + (b"Transfer-Encoding: chunked\r\n" if is_chunked else b"") + b"\r\n" + b"".join(events)


def read_cost(command, count, answer, modules):
    """Of one event for a program that reads a stream; command gets the port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        def serve():
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(answer)
                connection.recv(1)  # Until the reader goes.
        threading.Thread(target=serve, daemon=True).start()
        done = subprocess.run([str(word) for word in command(server.getsockname()[1])], capture_output=True, text=True,
                              check=True, env=dict(ENVIRONMENT, NODE_PATH=str(modules)))
    return int(done.stdout) / count


def print_row(name, goal, rounds, measures):
    """Measures every side in each round, after one round that only warms."""
    costs = {side: [] for side in measures}
    for number in range(rounds + 1):
        for side, measure in measures.items():
            cost = measure(number)
            if number > 0:
                costs[side].append(cost)
    medians = "  ".join(f"{side} {statistics.median(each):,.0f}" for side, each in costs.items())
    ratios = "  ".join(f"{statistics.median(w / o for w, o in zip(costs['weir'], each)):.2f} of {side}"
                       for side, each in costs.items() if side != "weir")
    print(f"{name:36} {medians}  |  weir is {ratios}  (goal: {goal})", flush=True)


def measure_webhooks(bench, modules, rounds, has_node):
    count = 20000
    with tempfile.TemporaryDirectory() as folder, Server([bench, "webhook"], modules) as weir:
        sides, open_servers = {"weir": weir}, []
        if shutil.which("nginx"):
            sides["nginx"] = Nginx(folder)
        if has_node:
            sides["node"] = Server(["node", SCRIPT, "webhook"], modules)
        open_servers = [server for name, server in sides.items() if name != "weir"]
        print_row("webhook in, 500 B, signature checked", "1.6 of nginx", rounds,
                  {name: lambda number, server=server: webhook_cost(server, count, number * count)
                   for name, server in sides.items()})
        for server in open_servers:
            server.__exit__()


def measure_streams_out(bench, modules, rounds, has_node):
    for clients, events, per_tick, goal in ((100, 2000, 20, "1,000 ns"), (1000, 100, 1, "7,000 ns")):
        commands = {"weir": [bench, "stream"], **({"node": ["node", SCRIPT, "stream"]} if has_node else {})}

        def cost(command):
            with Server(command, modules) as server:
                return stream_cost(server, clients, events, per_tick)
        print_row(f"stream to {clients:,} clients, {per_tick} a tick", goal, rounds,
                  {name: lambda _, command=command: cost(command) for name, command in commands.items()})


def measure_streams_in(bench, modules, rounds, has_node):
    # Enough that the start of a program does not count: 10 ms here, 100 there, where each event costs ever more.
    count, few = 1000000, 50000
    for is_chunked in (False, True):
        answer, short = stream_of(count, is_chunked), stream_of(few, is_chunked)

        def listen(port, program, events):
            return [*program, "listen", f"http://127.0.0.1:{port}/events", events]
        sides = {"weir": lambda _: read_cost(lambda port: listen(port, [bench], count), count, answer, modules),
                 "recv": lambda _: read_cost(lambda port: [bench, "read", port, len(answer)], count, answer, modules)}
        if has_node:
            sides["npm"] = lambda _: read_cost(lambda port: listen(port, ["node", SCRIPT], few), few, short, modules)
        print_row("stream in, 200 B" + (", one chunk each" if is_chunked else ""), "140 ns", rounds, sides)


def main():
    bench, build = sys.argv[1], Path(sys.argv[2])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    has_node = bool(shutil.which("node"))
    modules = install(build / "bench-npm", ["eventsource@2.0.2"], "eventsource") if has_node else build
    print("CPU nanoseconds for one, medians of", rounds, "rounds")
    for measure in (measure_streams_in, measure_streams_out, measure_webhooks):
        measure(bench, modules, rounds, has_node)


main()
