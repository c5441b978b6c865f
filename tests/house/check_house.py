#!/usr/bin/env python3
"""House rules that no compiler checks (usage: check_house.py TOP). Prints each breach; fails if there is one.

1. Rooms include downwards only (README.md's table, here as data), and include their own headers as "room/file.h".
2. No source file is orphaned: each .cpp is named in a CMake file, each header is included by somebody.
3. No function is longer than a screen, but for those with a reason (LONG_FUNCTIONS).
4. Nothing but the seven fixed names is visible at the top.
5. A document that a source names (name.md) is in the repository.
6. What names std::int64_t or the like includes <cstdint>, itself or by a header of ours: the library of g++ 12 happens to
   bring it along, that of g++ 14 does not.
7. Every decision stands in the index of firmware/decisions/README.md, once.
"""
import pathlib
import re
import subprocess
import sys

ROOMS = {
    "attendance": ("firmware/attendance", set()),
    "base": ("firmware/base", set()),
    "words": ("firmware/words", {"base"}),
    "sheet": ("firmware/sheet", {"attendance", "base"}),
    "search": ("firmware/search", {"attendance", "base"}),
    "journal": ("firmware/journal", {"attendance", "base"}),
    "desk": ("firmware/desk", {"attendance", "base", "journal", "search", "words"}),
    "tags": ("drivers/tags", {"attendance", "base"}),
    "sim": ("drivers/sim", {"attendance", "base"}),
    "nfc": ("drivers/nfc", {"attendance", "base", "tags", "drivers"}),
    "reader": ("drivers/reader", {"attendance", "base", "drivers", "nfc"}),
    "drivers": ("drivers", {"attendance", "base", "tags"}),
    "ui": ("ui", {"attendance", "base", "desk", "words"}),
    "wire": ("sync/wire", {"attendance", "base"}),
    "client": ("sync/client", {"attendance", "base", "wire", "journal"}),
    "hub": ("sync/hub", {"attendance", "base", "wire", "sheet", "search"}),
    "web": ("sync/web", {"attendance", "base", "wire", "hub", "sheet", "search", "words"}),
    "hub_main": ("sync/hub/main", {"attendance", "base", "wire", "hub", "sheet", "search", "web"}),
    "kiosk": ("firmware/kiosk", {"attendance", "base", "sheet", "search", "journal", "desk", "tags", "sim", "drivers",
                                 "ui", "wire", "client", "words"}),
}
LINES_MAX = 70
# function name -> why it may be longer
LONG_FUNCTIONS = {
    "known_titles": "a table of words",
    "main": "declares each subcommand of a program once, in the order of its help text",
}
TOP = {"CMakeLists.txt", "firmware", "ui", "drivers", "sync", "tests", "README.md"}

problems = []


def room_of(path):
    """The room with the longest folder that holds the path."""
    found = [(len(folder), name) for name, (folder, _) in ROOMS.items() if path.startswith(folder + "/")]
    return max(found)[1] if found else None


def check_includes(path, text):
    room = room_of(path)
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r'\s*#include "([^"]+)"', line)
        if not match:
            continue
        target = match.group(1)
        head = target.split("/")[0]
        if "/" not in target or head not in ROOMS:
            problems.append(f'{path}:{number}: includes "{target}": write it as "room/file.h"')
        elif head != room and head not in ROOMS[room][1]:
            problems.append(f"{path}:{number}: {room} may not include from {head}")


def check_functions(path, text):
    """Counts the lines between a line that opens a block at most one level deep and the line that closes it."""
    lines = text.splitlines()
    for start, line in enumerate(lines):
        match = re.match(r"^( {0,4})\S.*\)[^;]*\{$", line)
        if not match or re.match(r"\s*(if|for|while|switch|else|namespace|class|struct|\}|//)", line):
            continue
        indent = match.group(1)
        for end in range(start + 1, len(lines)):
            if lines[end].rstrip().startswith(indent + "}") and lines[end].strip() in ("}", "};", "});", "}));", "}();"):
                length = end - start + 1
                name = re.search(r"([\w~]+)\(", line)
                if length > LINES_MAX and (name is None or name.group(1) not in LONG_FUNCTIONS):
                    problems.append(f"{path}:{start + 1}: {length} lines; a function fits on a screen ({LINES_MAX})")
                break


def check_documents(path, text, documents):
    for number, line in enumerate(text.splitlines(), 1):
        for name in re.findall(r"\b([\w-]+\.md)\b", line):
            if name not in documents:
                problems.append(f"{path}:{number}: {name} is not in the repository")


def check_test_names(path, text):
    """CTest splits a name at a semicolon and then runs neither half; Catch2 takes a leading hyphen for an option."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r'TEST_CASE\("(-|[^"]*;)', line):
            problems.append(f"{path}:{number}: a test's name begins with a hyphen or holds a semicolon: it would not run")


def reaches_cstdint(path, texts, seen):
    """Whether the file includes <cstdint>, perhaps by headers of ours."""
    if path in seen or path not in texts:
        return False
    seen.add(path)
    if re.search(r"#include <cstdint>", texts[path]):
        return True
    for target in re.findall(r'#include "([^"]+)"', texts[path]):
        head, _, rest = target.partition("/")
        if head in ROOMS and reaches_cstdint(f"{ROOMS[head][0]}/{rest}", texts, seen):
            return True
    return False


def main(top):
    listed = subprocess.run(["git", "-C", str(top), "ls-files", "--cached", "--others", "--exclude-standard"],
                            capture_output=True, text=True, check=True).stdout.split("\n")
    files = [f for f in listed if f and (top / f).is_file()]
    texts = {f: (top / f).read_text(errors="replace") for f in files if f.endswith((".h", ".cpp", ".cmake", ".txt", ".in"))}
    cmake = "".join(t for f, t in texts.items() if f.endswith((".cmake", ".txt")))
    included = "".join(t for f, t in texts.items() if f.endswith((".h", ".cpp", ".in")))
    sources = [f for f in texts if f.endswith((".h", ".cpp")) and not f.startswith("tests/")]
    index = (top / "firmware/decisions/README.md").read_text() if (top / "firmware/decisions/README.md").is_file() else ""
    for path in files:
        name = pathlib.PurePath(path).name
        if re.match(r"firmware/decisions/\d", path) and index.count(f"({name})") != 1:
            problems.append(f"{path}: stands {index.count(f'({name})')} times in the index of the decisions")
    documents = {pathlib.PurePath(f).name for f in files if f.endswith(".md")}
    for path in texts:
        if path.endswith((".h", ".cpp")):
            check_documents(path, texts[path], documents)
            check_test_names(path, texts[path])
    if len(sources) < 20:
        problems.append("hardly any source found: is this the right folder?")
    for path in sources:
        if room_of(path) is None:
            problems.append(f"{path}: belongs to no room")
            continue
        check_includes(path, texts[path])
        check_functions(path, texts[path])
        if re.search(r"std::u?int(8|16|32|64|ptr)_t", texts[path]) and not reaches_cstdint(path, texts, set()):
            problems.append(f"{path}: names std::int64_t or the like and does not include <cstdint>")
        name = pathlib.PurePath(path).name
        if path.endswith(".cpp") and name not in cmake:
            problems.append(f"{path}: no CMake file names it")
        if path.endswith(".h") and f'{name}"' not in included:
            problems.append(f"{path}: nobody includes it")
    for path in (f for f in texts if f.startswith("tests/") and f.endswith(".cpp")):
        if pathlib.PurePath(path).name not in cmake:
            problems.append(f"{path}: no CMake file names it")
    for name in {f.split("/")[0] for f in files} - TOP:
        if not name.startswith("."):
            problems.append(f"{name}: only {', '.join(sorted(TOP))} are visible at the top")
    for problem in sorted(problems):
        print(problem)
    print(f"{len(sources)} source files, {len(problems)} problems")
    return 1 if problems else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
