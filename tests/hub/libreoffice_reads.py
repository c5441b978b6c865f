#!/usr/bin/env python3
"""libreoffice_reads.py FOLDER: opens every NAME.csv and NAME.xlsx of the folder in LibreOffice, without a window, and
compares what it sees with NAME.json, NAME.count and columns.txt. Exit status 1 where something differs."""

import datetime
import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

problems = []


def check(good, *what):
    if not good:
        problems.append(" ".join(str(part) for part in what))


def convert(folder, out, files, options):
    # Flat XML: every cell with its type, value and formula.
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", *options,
         "--convert-to", "fods", "--outdir", str(out), *map(str, files)],
        check=True, stdout=subprocess.DEVNULL, timeout=280)


def text_of(element):
    text = element.text or ""
    for child in element:
        if child.tag == TEXT + "s":
            text += " " * int(child.get(TEXT + "c", "1"))
        elif child.tag == TEXT + "tab":
            text += "\t"
        elif child.tag == TEXT + "line-break":
            text += "\n"
        else:
            text += text_of(child)
        text += child.tail or ""
    return text


class Cell:
    def __init__(self, element):
        self.type = element.get(OFFICE + "value-type", "")
        self.date = element.get(OFFICE + "date-value", "")
        self.value = element.get(OFFICE + "value", "")
        self.formula = element.get(TABLE + "formula")
        self.text = "\n".join(text_of(p) for p in element.findall(TEXT + "p"))


def sheets(file):
    found = {}
    for table in ElementTree.parse(file).getroot().iter(TABLE + "table"):
        rows = []
        for row in table.iter(TABLE + "table-row"):
            cells = []
            for element in row:
                if element.tag != TABLE + "table-cell":
                    continue
                times = int(element.get(TABLE + "number-columns-repeated", "1"))
                cells += [Cell(element)] * min(times, 64)
            times = int(row.get(TABLE + "number-rows-repeated", "1"))
            if any(cell.text for cell in cells):
                rows += [cells] * times
        found[table.get(TABLE + "name")] = rows
    return found


def same_moment(cell, stamped_at):
    seen = datetime.datetime.fromisoformat(cell.date[:26])
    meant = datetime.datetime.fromisoformat(stamped_at).replace(tzinfo=None)
    return abs((seen - meant).total_seconds()) < 1.5


def compare_rows(where, rows, expected, columns, is_xlsx):
    titles = [cell.text for cell in rows[0]]
    wanted = columns + ["utc_offset"] if is_xlsx else columns
    check(titles[:len(wanted)] == wanted, where, "columns are", titles)
    check(len(rows) - 1 == len(expected), where, "has", len(rows) - 1, "rows of", len(expected))
    for number, (cells, row) in enumerate(zip(rows[1:], expected)):
        for column, cell in zip(columns, cells):
            here = f"{where}, row {number + 2}, {column}:"
            meant = row[column]
            check(cell.formula is None, here, "a formula runs:", cell.formula)
            if is_xlsx and column == "stamped_at":
                check(cell.type == "date", here, "is no date but", cell.type)
                if cell.type == "date":
                    check(same_moment(cell, meant), here, cell.date, "is not", meant)
            elif column in ("device", "seq", "epoch"):
                check(cell.type == "float" and int(float(cell.value)) == meant, here, cell.value, "is not", meant)
            elif is_xlsx:
                check(cell.text == meant, here, repr(cell.text), "is not", repr(meant))
            else:
                # A text that looks like a formula is guarded by an apostrophe.
                check(cell.text in (meant, "'" + meant), here, repr(cell.text), "is not", repr(meant))


def main():
    folder = pathlib.Path(sys.argv[1])
    columns = (folder / "columns.txt").read_text().split()
    names = sorted(file.stem for file in folder.glob("*.json"))
    check(len(names) >= 4, "only", names, "were exported")
    for kind, options in (("csv", ["--infilter=CSV:44,34,76,1"]), ("xlsx", [])):
        out = folder / ("read-" + kind)
        convert(folder, out, [folder / f"{name}.{kind}" for name in names], options)
        for name in names:
            expected = json.loads((folder / f"{name}.json").read_text())
            taps = int((folder / f"{name}.count").read_text())
            check(len(expected) == taps, name, "has", len(expected), "rows for", taps, "taps in the journal")
            tables = sheets(out / f"{name}.fods")
            is_xlsx = kind == "xlsx"
            rows = tables["attendance"] if is_xlsx else next(iter(tables.values()))
            compare_rows(f"{name}.{kind}", rows, expected, columns, is_xlsx)
            if is_xlsx:
                summary = tables["summary"]
                events = {row["event_id"] for row in expected}
                check(len(summary) - 1 == len(events), name, "sums up", len(summary) - 1, "events of", len(events))
                for row in summary[1:]:
                    check(row[2].type == "date", name, "summary: starts is no date but", row[2].type)
    for problem in problems[:40]:
        print(problem)
    print(f"{len(names)} exports as CSV and XLSX, {len(problems)} problems")
    sys.exit(1 if problems else 0)


main()
