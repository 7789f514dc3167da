#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a publication takes (POST /events to its 202) beside watchers that do not read, and without any.

usage: watchers.py WEIR [ROUNDS]

Events of 1 KB at a steady 1,000 a second over 16 connections, 5 s for each setting, settings in turn in each round. The database
lies in memory where that is possible, so that the disk is not what is measured. Prints the medians over the rounds of p50 and
p99, the median of how many times those of the same round without watchers they are, and how many watchers were dropped.
"""
import json
import os
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

RATE, SECONDS, CONNECTIONS = 1000, 5, 16
DESIGN = {"weir": 1, "title": "Watched",
          "events": [{"id": "order.placed", "versions": [{"version": 1, "schema": {"type": "object"}}]}],
          "channels": [{"id": "orders", "kind": "topic"}],
          "services": [{"id": "shop", "sends": [{"event": "order.placed", "channel": "orders"}]}],
          "streams": [{"id": "users", "path": "/users", "channel": "orders", "events": ["user.{user}.*"],
                       "key": "user.{data.user}.{type}"}]}


def watch(port, path, buffer=4096, number=0):
    """The watcher of this number; 30 share an address, as the server takes 32 of one."""
    connection = socket.socket()
    connection.bind((f"127.0.0.{2 + number // 30}", 0))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    connection.connect(("127.0.0.1", port))
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    return connection


def read(connection, most, wait, done):
    connection.settimeout(0.2)
    while not done.is_set():
        try:
            if not connection.recv(most):
                return
        except socket.timeout:
            continue
        except OSError:
            return
        if wait:
            done.wait(wait)


def publish(port, number, last):
    """Latencies in ms; each event leaves when it is due, on the next connection that is free."""
    selector = selectors.DefaultSelector()
    free = []
    for _ in range(CONNECTIONS):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(connection, selectors.EVENT_READ, [0.0])
        free.append(connection)
    start, sent, times = time.monotonic(), 0, []
    while len(times) < last:
        now = time.monotonic()
        while free and sent < last and now >= start + sent / RATE:
            body = json.dumps({"id": f"{number + sent}", "type": "order.placed", "timestamp": "2026-03-01T12:00:00.000Z",
                               "version": 1, "source": "shop", "data": {"user": "7", "note": "x" * 800}}).encode()
            connection = free.pop()
            selector.get_key(connection).data[0] = time.monotonic()
            connection.sendall(b"POST /events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                               b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body)
            sent += 1
        due = start + sent / RATE if free and sent < last else now + 1
        for key, _ in selector.select(max(0, due - time.monotonic())):
            answer = key.fileobj.recv(65536)
            if not answer.startswith(b"HTTP/1.1 202"):
                sys.exit(f"an event was answered with {answer[:200]!r}")
            times.append(1e3 * (time.monotonic() - key.data[0]))
            free.append(key.fileobj)
    return sorted(times)


def dropped(port):
    connection = watch(port, "/metrics")
    connection.settimeout(1)
    text = b""
    try:
        while part := connection.recv(65536):
            text += part
    except OSError:
        pass
    return sum(float(line.rsplit(b" ", 1)[1]) for line in text.splitlines() if line.startswith(b"weir_stream_dropped_total{"))


def setting(weir, slow, stalled, others):
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        (Path(folder) / "design.json").write_text(json.dumps(DESIGN))
        server = subprocess.Popen([weir, "emulate", "design.json", "--producer", "none", "--database", "bus.db"], cwd=folder,
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        port = int(server.stdout.readline().rsplit(":", 1)[1])
        done, threads = threading.Event(), []

        def start_reading(connection, most, wait):
            threads.append(threading.Thread(target=read, args=(connection, most, wait, done)))
            threads[-1].start()

        try:
            start_reading(watch(port, "/events", 1 << 20), 65536, 0)
            publish(port, 0, RATE)  # Warm.
            for number in range(slow):
                start_reading(watch(port, "/events", number=30 + number), 1024, 1.0)
            kept = [watch(port, "/events", number=60 + i) for i in range(stalled)]
            kept += [watch(port, f"/users?user=u{i}", number=60 + i) for i in range(others)]
            times = publish(port, RATE, RATE * SECONDS)
            return times[len(times) // 2], times[len(times) * 99 // 100], dropped(port)
        finally:
            done.set()
            server.kill()
            server.wait()
            for thread in threads:
                thread.join()


def main():
    weir, rounds = Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    settings = {"the fast one alone": (0, 0, 0), "1 slow, 100 that do not read": (1, 100, 0),
                "100 of other users": (0, 0, 100)}
    found = {name: [] for name in settings}
    for _ in range(rounds):
        for name, numbers in settings.items():
            found[name].append(setting(weir, *numbers))
    alone = found["the fast one alone"]
    for name, rows in found.items():
        p50, p99, gone = (statistics.median(column) for column in zip(*rows))
        ratios = [statistics.median(row[i] / same[i] for row, same in zip(rows, alone)) for i in (0, 1)]
        print(f"{name:32} p50 {p50:6.2f} ms ({ratios[0]:.2f})   p99 {p99:6.2f} ms ({ratios[1]:.2f})   dropped {gone:.0f}")


if __name__ == "__main__":
    main()
