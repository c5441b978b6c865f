#!/usr/bin/env python3
"""readme_commands.py BIN TOP: the commands of the README work as they stand, in their order.

Only what this machine lacks is replaced: the reader by the simulated one, the screen by none, the hub's address by this
machine's.
"""
import contextlib
import os
import pathlib
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time

programs, top = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
REPLACED = [
    (r"run --reader \S+", "run --reader sim --video offscreen --exit-after 2"),
    (r"--listen \S+:\d+", "--listen 127.0.0.1:0 --public-url https://127.0.0.1"),
]


def commands_below(heading):
    """The commands of the blocks of a section, its own subsections' too."""
    section = re.search(rf"^(#+) {re.escape(heading)}\n(.*?)(?=^#{{1,2}} |\Z)", (top / "README.md").read_text(), re.M | re.S)
    blocks = re.findall(r"^```\n(.*?)^```", section[2], re.M | re.S)
    lines = [shlex.split(line, comments=True) for block in blocks for line in block.splitlines()]
    return [line for line in lines if line and line[0] in ("pettan-kiosk", "pettan-hub")]


class Machine:
    """A folder with the data of one hub and one kiosk."""

    def __init__(self, folder):
        self.folder = folder
        self.hub = None
        self.address = self.code = ""

    def run(self, words):
        shown = " ".join(map(shlex.quote, words))
        for pattern, replacement in REPLACED:
            shown = re.sub(pattern, replacement, shown)
        words = shlex.split(shown)
        if words[1] == "enrol":
            words[2:4] = [self.address, self.code]
        data = self.folder / words[0]
        command = [programs / words[0], *words[1:], "--data", data]
        if words[:2] == ["pettan-hub", "serve"]:
            return self.serve(command)
        ran = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, stdin=subprocess.DEVNULL,
                             env=os.environ | {"SDL_AUDIODRIVER": "dummy"}, timeout=300)
        print("$", shown, "\n" + ran.stdout)
        # doctor may find that this machine has no reader, and says so by its status.
        if ran.returncode != 0 and words[1] != "doctor":
            sys.exit(f"status {ran.returncode}: {shown}\n{ran.stderr}")
        if words[1] == "enrol-code":
            self.code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", ran.stdout)[0]
        return None

    def serve(self, command):
        out = self.folder / "hub.out"
        self.hub = subprocess.Popen(command, cwd=self.folder, stdout=out.open("w"), stderr=subprocess.STDOUT,
                                    stdin=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while not (listening := re.search(r"^listening (\S+)$", out.read_text(), re.M)):
            if self.hub.poll() is not None or time.monotonic() > end:
                sys.exit(f"the hub does not serve:\n{out.read_text()}")
            time.sleep(0.05)
        self.address = listening[1]

    def end(self):
        if self.hub is not None:
            self.hub.send_signal(signal.SIGTERM)
            self.hub.wait(60)


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    (folder / "guests.csv").write_text("ユーザー名,表示名,参加ステータス\nsakura,さくら,参加\n")
    machine = Machine(folder)
    with contextlib.closing(contextlib.ExitStack()) as stack:
        stack.callback(machine.end)
        first = commands_below("A first event in five minutes")
        doors = commands_below("Several doors: the hub")
        for command in first + doors:
            machine.run(command)
    if len(first) < 6 or len(doors) < 4:
        sys.exit("hardly any command was found in the README")
    for made in ("attendance.xlsx", "evening.pettan"):
        if not (folder / made).stat().st_size:
            sys.exit(f"{made} is empty")
