#!/usr/bin/env python3
"""No library exception leaves its room (usage: check_throwing.py TOP, or check_throwing.py --example FILE).

Finds the calls that throw by their own, and that have a way which does not:
  std::filesystem without an error_code, and range-for over a directory_iterator (its ++ throws)  -> base/file.h
  nlohmann: dump() without an error handler, parse() with exceptions                              -> wire/json_text.h
  std::stoi and its like                                                                           -> std::from_chars
  toml::parse
A call inside a `try` block of the same function is in order: the edge that calls the library catches.

With --example it must find exactly the lines of FILE that say so in a comment ("// throws").
"""
import pathlib
import re
import subprocess
import sys

# file -> why a call there may throw
ALLOWED = {
    "firmware/words/message_files.cpp": "a text that is part of the program: one that does not parse is a bug",
}
FS = ("exists is_directory is_regular_file is_symlink is_empty file_size create_directory create_directories "
      "create_symlink remove remove_all rename copy copy_file recursive_directory_iterator directory_iterator absolute "
      "canonical weakly_canonical relative space status symlink_status last_write_time read_symlink permissions "
      "resize_file current_path equivalent temp_directory_path hard_link_count").split()
FS_CALL = re.compile(r"\b(?:fs|filesystem)::(" + "|".join(FS) + r")\s*(?:\w+\s*)?\(")
JSON_DUMP = re.compile(r"\.dump\s*\(")
JSON_PARSE = re.compile(r"\b(?:json|Json)::parse\s*\(")
OTHER = re.compile(r"\bstd::sto(?:i|l|ll|ul|ull|f|d|ld)\s*\(|\btoml::parse(?:_file)?\s*\(")


def arguments(text, at):
    """What stands between the parenthesis that opens behind `at` and the one that closes it."""
    start = text.index("(", at)
    depth = 0
    for i in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[i], 0)
        if depth == 0:
            return text[start + 1:i]
    return text[start + 1:]


def without_comments(text):
    """Comments and the insides of texts become blanks: places stay."""
    blank = lambda m: re.sub(r"[^\n]", " ", m.group(0))
    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', blank, text, flags=re.S)


def inside_try(text, at):
    """Whether a `try {` is open there."""
    for match in re.finditer(r"\btry\s*\{", text[:at]):
        depth = 0
        for c in text[match.end() - 1:at]:
            depth += {"{": 1, "}": -1}.get(c, 0)
            if depth == 0:
                break
        if depth > 0:
            return True
    return False


def throwing_lines(raw):
    text = without_comments(raw)
    codes = set(re.findall(r"std::error_code\s*&?\s*(\w+)", text))
    found = set()

    def note(match):
        if not inside_try(text, match.start()):
            found.add(text.count("\n", 0, match.start()) + 1)

    for match in FS_CALL.finditer(text):
        last = arguments(text, match.end() - 1).rsplit(",", 1)[-1].strip()
        line_start = text.rfind("\n", 0, match.start()) + 1
        ranged = "directory_iterator" in match.group(1) and re.search(r"\bfor\s*\([^;]*[^:]:(?!:)", text[line_start:match.start()])
        if last not in codes or ranged:
            note(match)
    for match in JSON_DUMP.finditer(text):
        inside = arguments(text, match.end() - 1)
        # JsonValue::dump() of sync/wire takes none and is made of json_text().
        if "error_handler_t" not in inside and not re.search(r"\b(?:value|item|row)$", text[:match.start()]):
            note(match)
    for match in JSON_PARSE.finditer(text):
        if not arguments(text, match.end() - 1).rstrip().endswith("false"):
            note(match)
    for match in OTHER.finditer(text):
        note(match)
    return sorted(found)


def check_example(path):
    raw = path.read_text()
    wanted = [n for n, line in enumerate(raw.splitlines(), 1) if "// throws" in line]
    found = throwing_lines(raw)
    print(f"wanted lines {wanted}, found {found}")
    return 0 if wanted and found == wanted else 1


def main(top):
    listed = subprocess.run(["git", "-C", str(top), "ls-files", "--cached", "--others", "--exclude-standard", "firmware",
                             "drivers", "sync", "ui"], capture_output=True, text=True, check=True).stdout.split("\n")
    sources = [f for f in listed if f.endswith((".h", ".cpp")) and (top / f).is_file()]
    problems = []
    for path in sources:
        lines = throwing_lines((top / path).read_text(errors="replace"))
        if lines and path in ALLOWED:
            continue
        problems += [f"{path}:{n}: throws; see {pathlib.Path(__file__).name}" for n in lines]
    for problem in problems:
        print(problem)
    print(f"{len(sources)} source files, {len(problems)} problems")
    return 1 if problems or len(sources) < 20 else 0


if sys.argv[1] == "--example":
    sys.exit(check_example(pathlib.Path(sys.argv[2])))
sys.exit(main(pathlib.Path(sys.argv[1])))
