#!/usr/bin/env python3
"""check_screen_words.py TOP: what the organizer's handbook quotes from a screen (in bold) is what a screen says: it is a text
of the message files of that language, of the kiosk or of the hub's pages."""
import pathlib
import re
import sys
import tomllib

top = pathlib.Path(sys.argv[1])
problems = []


def texts_of(node):
    if isinstance(node, dict):
        for value in node.values():
            yield from texts_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts_of(value)
    else:
        yield node


def plain(text, lang):
    """As it is read: without the places where a line may break, and in Japanese without blanks. A word that is put in
    ({name}) is no part of it."""
    text = re.sub(r"\|", "", text).replace("\n", " ")
    text = re.sub(r"\s+", "" if lang == "ja" else " ", text)
    return text.strip()


def said_in(lang):
    said = set()
    for folder, names in (("ui/messages", (f"{lang}.toml", f"staff_{lang}.toml")),
                          ("sync/web/messages", (f"{lang}.toml", f"phone_{lang}.toml"))):
        for name in names:
            messages = tomllib.loads((top / folder / name).read_text())
            for text in texts_of(messages):
                said.add(plain(text, lang))
                # One of several forms of a sentence.
                said.update(plain(form, lang) for form in re.findall(r"\{([^{}]+)\}", text))
    return said


for lang in ("ja", "en"):
    page = top / "firmware" / "handbook" / f"organizer.{lang}.md"
    said = said_in(lang)
    quoted = 0
    for number, line in enumerate(page.read_text().splitlines(), 1):
        for quote in re.findall(r"\*\*(.+?)\*\*", line):
            if quote in ("太い字", "bold"):
                continue
            quoted += 1
            if plain(quote, lang) not in said:
                problems.append(f"{page.relative_to(top)}:{number}: no screen says “{quote}”")
    if quoted < 40:
        problems.append(f"{page.relative_to(top)}: only {quoted} quotes were found")

print("\n".join(problems) or "every quote is a screen's")
sys.exit(1 if problems else 0)
