#!/usr/bin/env python3
"""check_man_pages.py BIN PAGES: every option and command that a program's --help names stands in its man page, and no
other; and each program says its version."""
import pathlib
import re
import subprocess
import sys

COMMANDS = {
    "pettan-kiosk": ["event add", "event list", "event open", "event edit", "person add", "person bind",
                     "person unbind", "person edit", "person merge", "person part", "person erase", "person list", "import",
                     "export", "backup", "restore", "doctor", "gallery", "enrol", "pin set"],
    "pettan-hub": ["serve", "enrol-code", "user add", "device list", "device revoke", "backup", "restore", "doctor",
                   "import", "export"],
    "pettan-reader": [],
    "pettan-sim": [],
}
EVERYWHERE = {"help", "version"}

problems = []


def options_of(text):
    return {name for name in re.findall(r"(?<![\w-])--([a-z][a-z-]+)", text)}


def help_of(program, command):
    ran = subprocess.run([program, *command.split(), "--help"], capture_output=True, text=True)
    return ran.stdout if ran.returncode == 0 else ""


for name, commands in COMMANDS.items():
    program = pathlib.Path(sys.argv[1]) / name
    page = (pathlib.Path(sys.argv[2]) / f"{name}.1").read_text()
    version = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    if not re.fullmatch(rf"{name} \d+\.\d+\.\d+( \([0-9a-f]+\+?\))?\n", version):
        problems.append(f"{name} --version prints {version!r}")
    overview = help_of(program, "")
    helped = options_of(overview)
    for command in commands:
        text = help_of(program, command)
        if text in ("", overview):
            continue  # not built here
        helped |= options_of(text)
        if not re.search(rf"Cm (\S.* )?{re.escape(command)}\b", page):
            problems.append(f"{name}.1 does not name the command {command}")
    written = {option.replace("\\-", "-") for option in re.findall(r"Fl -([a-z][a-z-]+)", page)}
    problems += [f"{name}.1 does not name --{option}" for option in sorted(helped - written - EVERYWHERE)]
    problems += [f"{name}.1 names --{option}, which --help does not" for option in sorted(written - helped - EVERYWHERE)]

print("\n".join(problems))
sys.exit(1 if problems else 0)
