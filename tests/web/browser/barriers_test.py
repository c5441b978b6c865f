#!/usr/bin/python3
"""barriers_test.py PROGRAMS AXE: looks with axe-core for what would keep somebody out of a page of the hub.

Every page of the tour, both languages, a desktop's and a phone's width. Fails on a serious or critical finding.
AXE is a folder of the build; axe-core is fetched into it with npm where it is not there yet. Nothing else uses it.
"""
import pathlib
import subprocess
import sys

import tour
from machines import folder_for_tests

AXE = "axe-core@4"
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ["violations"] }).then((found) => done(found.violations.map(
  ({ id, impact, help, nodes }) => ({ id, impact, help, nodes: nodes.map((node) => node.html.slice(0, 200)) }))));
"""


def source(folder):
    file = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--no-save", "--no-package-lock", "--silent", "--prefix", folder, AXE],
                       check=True)
    return file.read_text()


def main():
    programs, axe = pathlib.Path(sys.argv[1]), source(pathlib.Path(sys.argv[2]))
    looked_at = 0
    findings = {}
    for size in ("none", "twelve"):
        with folder_for_tests() as folder:
            site = tour.Community(programs, folder, size)
            for name, language, (width, _) in tour.walk(site, ["ja", "en"], [(1440, 900), (390, 844)]):
                looked_at += 1
                site.browser.driver.execute_script(axe)
                for found in site.browser.driver.execute_async_script(RUN):
                    where = findings.setdefault((found["impact"], found["id"], found["help"]), {})
                    where[f"{size} {name} {language} {width}"] = found["nodes"]
            site.end()
    bad = 0
    for (impact, rule, words), places in sorted(findings.items()):
        bad += impact in ("serious", "critical")
        print(f"{impact}: {rule}: {words} ({len(places)} pages)")
        places_of = {}
        for place, nodes in places.items():
            for node in nodes:
                places_of.setdefault(node, []).append(place)
        for node, where in list(places_of.items())[:12]:
            print(f"    {where[0]} and {len(where) - 1} more: {node}")
    print(f"{looked_at} pages looked at, {bad} serious findings")
    return 1 if bad or looked_at == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
