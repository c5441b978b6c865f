#!/usr/bin/env python3
"""monitor.py SOCKET COMMAND...: gives QEMU's monitor a command.
monitor.py --drawn PICTURE.ppm: whether a picture has the many colours of a screen of the kiosk; a console has two."""
import socket
import sys
import time


def ask(path, command):
    with socket.socket(socket.AF_UNIX) as monitor:
        monitor.connect(path)
        monitor.sendall(command.encode() + b"\n")
        monitor.settimeout(10)
        said = b""
        while said.count(b"(qemu)") < 2:
            said += monitor.recv(4096)
    time.sleep(1)  # a picture is written after the prompt is back


def is_drawn(path):
    data = open(path, "rb").read()
    assert data.startswith(b"P6"), path
    pixels = data.split(b"\n", 3)[3]
    sample = [pixels[i:i + 3] for i in range(0, len(pixels) - 3, 3 * 97)]
    return len(set(sample)) > 20 and max(map(max, sample)) > 150


if sys.argv[1] == "--drawn":
    sys.exit(0 if is_drawn(sys.argv[2]) else 1)
ask(sys.argv[1], " ".join(sys.argv[2:]))
