#!/usr/bin/env python3
"""check_man_pages.py BIN PAGES: every option and command that a program's --help names stands in its man page, and no
other; and each program says its version."""
import pathlib
import re
import subprocess
import sys

PROGRAMS = ["pettan-kiosk", "pettan-hub", "pettan-reader", "pettan-sim"]
EVERYWHERE = {"help", "version"}

problems = []


def options_of(text):
    return {name for name in re.findall(r"(?<![\w-])--([a-z][a-z-]+)", text)}


def help_of(program, command):
    ran = subprocess.run([program, *command.split(), "--help"], capture_output=True, text=True)
    return ran.stdout if ran.returncode == 0 else ""


def commands_of(program, above=""):
    """The commands that --help lists, those of two words too; without "run", which is the program itself."""
    listed = re.search(r"^(?:Subc|C)ommands:\n(.*)", help_of(program, above), re.M | re.S)
    found = []
    for name in re.findall(r"^  ([a-z][a-z-]*(?: [a-z][a-z-]*)*)", listed[1], re.M) if listed else []:
        name = f"{above} {name}".strip()
        below = commands_of(program, name) if " " not in name else []
        found += [one for one in below if one.startswith(name + " ")] or [name]
    return [one for one in found if one != "run"]


for name in PROGRAMS:
    program = pathlib.Path(sys.argv[1]) / name
    commands = commands_of(program)
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

    if name in ("pettan-kiosk", "pettan-hub") and len(commands) < 10:
        problems.append(f"{name} --help lists only {commands}")

print("\n".join(problems))
sys.exit(1 if problems else 0)
