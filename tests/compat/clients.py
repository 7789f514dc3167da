#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients that nobody here wrote talk to an emulated design.

usage: clients.py WEIR BUILD_FOLDER

curl and the event streams of npm's `eventsource` and of Chromium hear what is published, also what came while the emulator was
away; the libraries of Standard Webhooks and of Stripe believe what Weir signs, and Weir believes what they sign. The npm
packages are installed into BUILD_FOLDER/compat-clients. Exits 77 (skipped) when there is no node or they cannot be
installed; curl and Chromium are left out, with a word, where they are not installed.
"""
import json
import os
import queue
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from common import install

PACKAGES = ["eventsource@2.0.2", "standardwebhooks@1.0.0", "stripe@17.7.0"]
SCRIPT = Path(__file__).with_name("clients.cjs")
SECRETS = {"STANDARD_SECRET": "whsec_c3RhbmRhcmQtd2ViaG9va3Mtc2VjcmV0LW9m", "STRIPE_SECRET": "whsec_of_a_test"}
PATIENCE = 30  # seconds
DESIGN = {
    "weir": 1, "title": "Shop",
    "services": [
        {"id": "billing", "receives": [{"id": "bill", "channel": "orders", "events": ["order.placed"]}]},
        {"id": "shop", "sends": [{"event": "order.placed", "channel": "orders", "via": "direct"}]}],
    "events": [{"id": "order.placed", "versions": [{"version": 1, "schema": {"type": "object"}}]}],
    "channels": [{"id": "orders", "kind": "topic"}],
    "webhooks": [
        {"id": f"{way}-{profile}", "direction": way, "service": "billing", "profile": profile, "active": True,
         "secrets": [f"env:{profile.upper()}_SECRET"], "events": ["order.placed"],
         **({"path": f"/in/{profile}", "channel": "orders"} if way == "incoming" else
            {"url": "https://example.com/", "allowPrivate": True})}
        for way in ("incoming", "outgoing") for profile in ("standard", "stripe")]}


class Program:
    """A program that runs beside this one; its lines are read as they come."""

    def __init__(self, *command, **environment):
        self.process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        text=True, env=dict(os.environ, **SECRETS, **environment))
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def line(self, wanted):
        """The next line for which `wanted` gives something, as that."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                found = wanted(self.lines.get(timeout=max(0.01, end - time.monotonic())))
            except queue.Empty:
                break
            if found:
                return found
        sys.exit(f"{self.process.args[0]} {self.process.args[1]} did not say what it should within {PATIENCE} s")

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(PATIENCE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.end(signal.SIGKILL)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def order(name):
    return {"id": name, "type": "order.placed", "timestamp": "2026-01-01T00:00:00.000Z", "version": 1, "source": "test",
            "data": {"total": 1}}


def ask(url, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return json.loads(answer.read() or "null")


def of_event(name):
    """Reads a line of clients.cjs that tells of the event."""
    return lambda line: (lambda told: told if told.get("data", {}).get("id") == name else None)(json.loads(line))


class Emulation:
    """The design, emulated on one port; it can be killed and started again."""

    def __init__(self, weir, folder):
        self.weir, self.folder, self.port = weir, folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.program = None

    def start(self, *options):
        self.program = Program(self.weir, "emulate", self.folder / "shop.weir.json", "--listen", f"127.0.0.1:{self.port}",
                               "--database", self.folder / "bus.db", "--producer", "none", *options)
        self.program.line(lambda line: line.startswith("Listening on"))

    def stop(self, how=signal.SIGTERM):
        self.program.end(how)


def try_curl(emulation):
    if not shutil.which("curl"):
        return "curl is not installed: not tried"
    with Program("curl", "-sSN", emulation.url + "/events") as stream:
        time.sleep(0.5)
        posted = subprocess.run(["curl", "-sS", "-d", json.dumps(order("curl-1")), "-H", "Content-Type: application/json",
                                 emulation.url + "/events"], capture_output=True, text=True, check=True)
        assert json.loads(posted.stdout)["accepted"][0]["id"] == "curl-1", posted.stdout
        stream.line(lambda line: line.startswith("data:") and "curl-1" in line)
    return "curl hears what it publishes"


def try_eventsource(emulation, modules):
    with Program("node", SCRIPT, "listen", emulation.url + "/events", NODE_PATH=str(modules)) as client:
        client.line(lambda line: json.loads(line).get("open"))
        ask(emulation.url + "/events", order("npm-1"))
        client.line(of_event("npm-1"))
        emulation.stop(signal.SIGKILL)
        emulation.start()
        # Published before the client is back: it asks for what follows the last id that it has seen.
        ask(emulation.url + "/events", order("npm-2"))
        client.line(of_event("npm-2"))
    return "npm eventsource hears events, and after a kill of the emulator those that it missed"


class Browser:
    """Chromium, driven by the WebDriver protocol."""

    def __init__(self, profile):
        self.driver = Program("chromedriver", "--port=0")
        port = self.driver.line(lambda line: re.search(r"successfully on port (\d+)", line)).group(1)
        self.place = f"http://127.0.0.1:{port}/session"
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                     "--disable-background-networking", "--disable-component-update", "--disable-sync",
                     f"--user-data-dir={profile}"]
        options = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": arguments}}}}
        self.place += "/" + ask(self.place, options)["value"]["sessionId"]

    def open(self, url):
        ask(self.place + "/url", {"url": url})

    def run(self, script):
        return ask(self.place + "/execute/sync", {"script": script, "args": []})["value"]

    def wait(self, script):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.run(script):
                return
            time.sleep(0.1)
        sys.exit(f"in Chromium this never became true: {script}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        urllib.request.urlopen(urllib.request.Request(self.place, method="DELETE"), timeout=PATIENCE).close()
        self.driver.end()


def try_chromium(emulation, folder):
    if not shutil.which("chromium") or not shutil.which("chromedriver"):
        return "Chromium or its driver is not installed: not tried"
    with Browser(folder / "profile") as browser:
        browser.open(emulation.url + "/health")
        browser.run("window.heard = []; window.source = new EventSource('/events');"
                    "source.onmessage = (event) => heard.push(JSON.parse(event.data).id);")
        browser.wait("return source.readyState === EventSource.OPEN")
        ask(emulation.url + "/events", order("web-1"))
        browser.wait("return heard.includes('web-1')")
        emulation.stop(signal.SIGKILL)
        emulation.start()
        ask(emulation.url + "/events", order("web-2"))
        browser.wait("return heard.includes('web-2')")
        heard = browser.run("return heard")
    assert heard == ["web-1", "web-2"], heard
    return "Chromium's EventSource hears events, and after a kill of the emulator those that it missed"


def try_webhooks(emulation, modules):
    with Program("node", SCRIPT, "receive", NODE_PATH=str(modules)) as receiver:
        port = receiver.line(lambda line: json.loads(line).get("port"))
        emulation.stop()
        options = [word for profile in ("standard", "stripe")
                   for word in ("--webhook", f"outgoing-{profile}=http://127.0.0.1:{port}/{profile}")]
        emulation.start(*options)
        ask(emulation.url + "/events", order("hook-1"))
        seen = {}
        while len(seen) < 2:
            told = receiver.line(json.loads)
            assert told["believed"], told
            if told["event"]["id"] == "hook-1":
                seen[told["path"]] = told["event"]
    for profile in ("standard", "stripe"):
        body = json.dumps(order(f"{profile}-in"), separators=(",", ":"))
        answers = subprocess.run(["node", SCRIPT, "send", f"{emulation.url}/in/{profile}", profile], input=body, text=True,
                                 capture_output=True, check=True, env=dict(os.environ, **SECRETS, NODE_PATH=str(modules)))
        right, changed = [json.loads(line) for line in answers.stdout.splitlines()]
        assert right == {"status": 200, "body": '{"received":true}'}, right
        assert changed == {"status": 400, "body": '{"error":"Invalid signature"}'}, changed
    return "the libraries of Standard Webhooks and Stripe believe Weir's signatures, and Weir theirs"


def main():
    weir, build = sys.argv[1], Path(sys.argv[2])
    modules = install(build / "compat-clients", PACKAGES, "stripe")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "shop.weir.json").write_text(json.dumps(DESIGN))
        emulation = Emulation(weir, folder)
        emulation.start()
        try:
            for told in (try_curl(emulation), try_eventsource(emulation, modules), try_chromium(emulation, folder),
                         try_webhooks(emulation, modules)):
                print(told)
        finally:
            emulation.stop(signal.SIGKILL)


main()
