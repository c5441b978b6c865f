#!/usr/bin/env python3
"""check_documents.py BIN TOP: in every document each command that is shown is one that the program takes, with options
that it has, and each link to a file leads to one."""
import functools
import pathlib
import re
import shlex
import subprocess
import sys

programs, top = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
problems = []
commands_seen = links_seen = 0


@functools.cache
def help_of(program, *command):
    """What --help prints of a command; None where there is no such command."""
    ran = subprocess.run([programs / program, *command, "--help"], capture_output=True, text=True)
    return ran.stdout if ran.returncode == 0 else None


def commands_in(text):
    """Pairs of line number and command, of blocks (a line that ends in a backslash goes on) and of spans."""
    in_block, begun = False, ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("```"):
            in_block = not in_block
        elif in_block:
            line = (begun + line.strip()).strip()
            begun = line[:-1] if line.endswith("\\") else ""
            if not begun and re.match(r"pettan-\w+ ", line):
                yield number, line
        else:
            yield from ((number, span) for span in re.findall(r"`(pettan-\w+ [^`]*)`", line))


def check_command(place, shown):
    words = [word for word in shlex.split(shown.replace("\\|", " "), comments=True) if not re.fullmatch(r"[|>&].*", word)]
    program, words = words[0], words[1:]
    if not (programs / program).exists():
        problems.append(f"{place}: there is no program {program}")
        return
    name = []
    while words and re.fullmatch(r"[a-z][a-z-]*", words[0]) and len(name) < 2:
        if len(name) == 1 and help_of(program, *name, words[0]) in (None, help_of(program, *name)):
            break
        name.append(words.pop(0))
    if words[:1] == ["COMMAND"]:
        return
    text = help_of(program, *name)
    if text is None or (name and name != ["run"] and text == help_of(program)):
        problems.append(f"{place}: {program} has no command {' '.join(name)}")
        return
    text += help_of(program)  # of the options that every command takes
    for word in words:
        option = re.match(r"-{1,2}[A-Za-z][a-z-]*", word)
        if option and not re.search(rf"(?<![\w-]){re.escape(option[0])}(?![\w-])", text):
            problems.append(f"{place}: {program} {' '.join(name)} has no option {option[0]}")


for document in subprocess.run(["git", "-C", top, "ls-files", "*.md"], capture_output=True, text=True).stdout.split():
    path = top / document
    text = path.read_text()
    if path.name != "CHANGELOG.md":  # tells of what was, too
        for number, shown in commands_in(text):
            commands_seen += 1
            check_command(f"{document}:{number}", shown)
    for number, line in enumerate(text.splitlines(), 1):
        for target in re.findall(r"\]\(([^)#\s]+)", line):
            if ":" in target or target.startswith("<"):
                continue
            links_seen += 1
            if not (path.parent / target).exists():
                problems.append(f"{document}:{number}: {target} does not exist")

if commands_seen < 20 or links_seen < 50:
    problems.append(f"only {commands_seen} commands and {links_seen} links were found: are documents read at all?")
print("\n".join(problems) or f"{commands_seen} commands, {links_seen} links")
sys.exit(1 if problems else 0)
