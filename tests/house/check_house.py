#!/usr/bin/env python3
"""House rules that no compiler checks (usage: check_house.py TOP). Prints each breach; fails if there is one.
`check_house.py --examples FOLDER` tries rules 8 to 13 on RULE.example: lines that end in "wrong" must be found, no others.

1. A room includes from itself and from the rooms that it links (pettan_room in CMake, the one place that says them), as
   "room/file.h"; it links none from which it includes nothing; README.md's table says the same.
2. No source file is orphaned: each .cpp is named in a CMake file, each header is included by somebody.
3. No function is longer than a screen, but for those with a reason (LONG_FUNCTIONS).
4. Nothing but the seven fixed names is visible at the top.
5. A document that a source names (name.md) is in the repository.
6. What names std::int64_t or the like includes <cstdint>, itself or by a header of ours: the library of g++ 12 happens to
   bring it along, that of g++ 14 does not.
7. Every decision stands in the index of firmware/decisions/README.md, once.
8. SQL names kinds of entries (attendance/kind_sql.h): no number stands beside `kind`.
9. A room's lists of sources are sorted, in lines of at most 120 columns, and name every .cpp of the room.
10. A message key that the code names has its text, in every language.
11. A header begins with a comment: what it is for and what it promises.
12. A test's name is one that CTest and Catch2 run: no semicolon in it, no hyphen before it.
13. A row of more than five columns is read one column after the other (base/columns.h), not by their numbers.
"""
import pathlib
import re
import subprocess
import sys
import tomllib

ROOMS = {}  # name -> (folder, rooms that it links), as read_rooms finds them
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


def read_rooms(texts):
    """What pettan_room declares in CMake files (path -> text)."""
    rooms = {}
    for text in texts.values():
        for call in re.finditer(r"\bpettan_room\s*\(([^)]*)\)", re.sub(r"#[^\n]*", "", text)):
            name, folder, *words = call.group(1).split()
            keyword = None
            rooms[name] = (folder, set())
            for word in words:
                if word in ("SOURCES", "LINKS", "USES", "ALONE"):
                    keyword = word
                elif keyword in ("LINKS", "USES"):
                    rooms[name][1].add(word)
    return {name: (folder, links & rooms.keys()) for name, (folder, links) in rooms.items()}


def check_includes(path, text):
    """Returns the rooms from which it includes."""
    room = room_of(path)
    heads = set()
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r'\s*#include "([^"]+)"', line)
        if not match:
            continue
        head, _, rest = match.group(1).partition("/")
        if head not in ROOMS or room_of(f"{ROOMS[head][0]}/{rest}") != head:
            problems.append(f'{path}:{number}: includes "{match.group(1)}": write it as "room/file.h"')
        elif head != room and head not in ROOMS[room][1]:
            problems.append(f"{path}:{number}: {room} does not link {head}")
        heads.add(head)
    return heads


def check_readme(text):
    """The table of rooms: folder, what it is, what it links."""
    rows = {folder: set(re.findall(r"[a-z_]+", links)) & ROOMS.keys()
            for folder, links in re.findall(r"^\| `([\w/]+)` \|.*\| ([^|]*) \|$", text, re.M)}
    for room, (folder, links) in ROOMS.items():
        if rows.get(folder) != links:
            problems.append(f"README.md:1: {folder} links {', '.join(sorted(links))}: the table of rooms says something else")


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
    gap = r"(?:\s|//[^\n]*)*"
    name = rf'^TEST_CASE(?:_METHOD\({gap}\w+,|\(){gap}"(-|(?:[^"\\]|"\s*"|\\.)*;)'
    for found in re.finditer(name, text, re.M):
        number = text.count("\n", 0, found.start()) + 1
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


LITERAL = re.compile(r'R"(\w*)\((?P<raw>.*?)\)\1"|"(?P<plain>(?:[^"\\\n]|\\.)*)"|//[^\n]*|\'(?:[^\'\\\n]|\\.)\'', re.S)


def literals(text):
    """Lists of (line, text): the parts of each string; adjacent literals and the macros between them are one."""
    parts, end = [], 0
    for match in LITERAL.finditer(text):
        found = match.group("raw") or match.group("plain")
        if found is None:
            continue
        between = re.sub(r"//[^\n]*", "", text[end:match.start()])
        if parts and not re.fullmatch(r"(?:_sql)?(?:\s|\\\n|PETTAN_\w+(?:\([^)]*\))?)*", between):
            yield parts
            parts = []
        first = text.count("\n", 0, match.start(match.lastgroup)) + 1
        parts += [(first + n, line) for n, line in enumerate(found.split("\n"))]
        end = match.end()
    yield parts


def check_kind_numbers(path, text):
    for parts in literals(text):
        joined = "\n".join(line for _, line in parts)
        for match in re.finditer(r"\bkind\s*(?:=|<>|!=|<=|>=|<|>|(?:NOT\s+)?IN\s*\(|BETWEEN\b)\s*\d", joined):
            line = parts[joined.count("\n", 0, match.start())][0]
            problems.append(f"{path}:{line}: SQL names a kind by its number: write #name and the suffix _sql")


def check_column_numbers(path, text):
    for number, line in enumerate(text.split("\n"), 1):
        if re.search(r"\b(?:integer|text|is_null|maybe_integer)\((?:\w+ \+ )?(?:[5-9]|\d\d+)\)", line):
            problems.append(f"{path}:{number}: a column by its number: read the row by Columns, in the statement's order")


def room_lists(text):
    """(line, name of the room, its folder, keyword, names) of each list of sources in a CMake file."""
    text = re.sub(r"#[^\n]*", "", text)
    for call in re.finditer(r"\b(pettan_room|target_sources)\s*\(([^)]*)\)", text):
        words = [(m.group(), text[:call.start(2) + m.start()].count("\n") + 1) for m in re.finditer(r"\S+", call.group(2))]
        name = words[0][0]
        folder = words[1][0] if call.group(1) == "pettan_room" else None
        lists = {}
        keyword = None
        for word, line in words[1:]:
            if word in ("SOURCES", "ALONE", "PRIVATE", "LINKS", "USES"):
                keyword = word
            elif keyword in ("SOURCES", "ALONE", "PRIVATE"):
                lists.setdefault(keyword, []).append((line, word.replace("${CMAKE_CURRENT_SOURCE_DIR}/", "")))
        for keyword, names in lists.items():
            yield name, folder, keyword, [(line, n) for line, n in names if "${" not in n]


def check_lists(path, text, sources):
    """`sources`: the .cpp files of the repository. Returns those that this file names for its rooms."""
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > 120 and any(room_lists(text)):
            problems.append(f"{path}:{number}: {len(line)} columns; 120 are enough")
    named = set()
    for room, folder, keyword, names in room_lists(text):
        for (_, before), (line, name) in zip(names, names[1:]):
            if name <= before:
                problems.append(f"{path}:{line}: {name} stands behind {before}: sort the {keyword} of {room}")
        for line, name in names:
            whole = f"{folder or ROOMS[room][0]}/{name}"
            if name.endswith("*.cpp"):  # all of a folder
                fitting = {s for s in sources if re.fullmatch(re.escape(whole).replace(r"\*", "[^/]*"), s)}
                if not fitting:
                    problems.append(f"{path}:{line}: nothing is {whole}")
                named |= fitting
                continue
            if name.endswith(".cpp") and whole not in sources:
                problems.append(f"{path}:{line}: there is no {whole}")
            if keyword != "ALONE":
                named.add(whole)
    # Programs: their main.cpp belongs to no room's library.
    for match in re.finditer(r"add_executable\s*\(\s*[\w-]+\s+(?:\$\{CMAKE_SOURCE_DIR\}/)?(\S+\.cpp)", text):
        name = match.group(1)
        named.add(name if name in sources else f"{pathlib.PurePath(path).parent}/{name}")
    return named


def keys_of(table, before=""):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from keys_of(value, f"{before}{key}.")
        else:
            yield before + key


# Where keys are named -> the folder of message files, LANGUAGE.toml and GROUP_LANGUAGE.toml. Other languages are read in
# English where they have no text.
MESSAGES = {"ui": "ui/messages", "firmware/desk": "ui/messages", "sync/web": "sync/web/messages",
            "firmware/attendance": "sync/web/messages"}
WHOLE_LANGUAGES = ("ja", "en")


def check_keys(path, text, languages):
    """`languages`: name -> the keys that it has. What ends in "_" or "." is the beginning of a key."""
    groups = {key.split(".")[0] for keys in languages.values() for key in keys}
    for number, line in enumerate(text.splitlines(), 1):
        for key in re.findall(r'"([a-z_]+\.[a-z0-9_.]*)"', line.split("//")[0]):
            if key.split(".")[0] not in groups or re.search(r"\.(csv|toml|xlsx|so|html|css|js)\b", key):
                continue
            for language, keys in languages.items():
                known = key in keys or (key.endswith((".", "_")) and any(k.startswith(key) for k in keys))
                if not known and not re.fullmatch(r"[\w.]+\.\d+", key):
                    problems.append(f"{path}:{number}: {key} has no text in {language}")


def check_contract(path, text):
    if not re.match(r"//[^\n]{20,}", text):
        problems.append(f"{path}:1: a header begins with a comment that says what it is for and what it promises")


def message_keys(top, folder):
    """language -> its keys"""
    return {language: {key for file in sorted((top / folder).glob("*.toml"))
                       if file.stem == language or file.stem.endswith("_" + language)
                       for key in keys_of(tomllib.loads(file.read_text()))}
            for language in WHOLE_LANGUAGES}


def check_examples(folder):
    """Each example holds lines that its rule finds and lines that it leaves alone."""
    sources = {"firmware/shelf/apple.cpp", "firmware/shelf/pear.cpp", "firmware/shelf/plum.cpp"}
    rules = {
        "kind_number": check_kind_numbers,
        "column_number": check_column_numbers,
        "unsorted_source": lambda path, text: check_lists(path, text, sources),
        "missing_source": lambda path, text: [problems.append(f"{path}:1: {s} is in no list")
                                              for s in sources - check_lists(path, text, sources)],
        "message_key": lambda path, text: check_keys(path, text, {"ja": {"door.open", "door.hint_early"},
                                                                  "en": {"door.open", "door.hint_early", "door.only_en"}}),
        "header": check_contract,
        "test_name": check_test_names,
    }
    failed = False
    for name, rule in rules.items():
        text = (folder / f"{name}.example").read_text()
        wanted = sorted(n for n, line in enumerate(text.splitlines(), 1) if line.endswith("wrong"))
        problems.clear()
        rule(name, text)
        found = sorted({int(problem.split(":")[1]) for problem in problems})
        print(f"{name}: wanted lines {wanted}, found {found}")
        failed = failed or not wanted or found != wanted
    return 1 if failed else 0


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
    ROOMS.update(read_rooms({f: t for f, t in texts.items() if f.endswith((".cmake", "CMakeLists.txt"))}))
    check_readme((top / "README.md").read_text())
    included_rooms = {}
    messages = {folder: message_keys(top, files) for folder, files in MESSAGES.items()}
    listed = set()
    cpp = {f for f in sources if f.endswith(".cpp")}
    for path in (f for f in texts if f.endswith((".cmake", "CMakeLists.txt")) and not f.startswith("tests/")):
        listed |= check_lists(path, texts[path], cpp)
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
        included_rooms.setdefault(room_of(path), set()).update(check_includes(path, texts[path]))
        check_functions(path, texts[path])
        if re.search(r"std::u?int(8|16|32|64|ptr)_t", texts[path]) and not reaches_cstdint(path, texts, set()):
            problems.append(f"{path}: names std::int64_t or the like and does not include <cstdint>")
        name = pathlib.PurePath(path).name
        if path.endswith(".cpp") and path not in listed:
            problems.append(f"{path}: no list of its room names it")
        check_kind_numbers(path, texts[path])
        check_column_numbers(path, texts[path])
        for folder, languages in messages.items():
            if path.startswith(folder + "/"):
                check_keys(path, texts[path], languages)
        if path.endswith(".h"):
            check_contract(path, texts[path])
        if path.endswith(".h") and f'{name}"' not in included:
            problems.append(f"{path}: nobody includes it")
    for room, (folder, links) in ROOMS.items():
        for unused in links - included_rooms.get(room, set()):
            problems.append(f"{folder}: {room} links {unused} and includes nothing from it")
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


if sys.argv[1:2] == ["--examples"]:
    sys.exit(check_examples(pathlib.Path(sys.argv[2])))
sys.exit(main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
