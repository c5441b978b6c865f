#!/usr/bin/python3
"""pictures.py PROGRAMS --out FOLDER: a picture of every page of the hub, to be looked at.

In Japanese and English (phone pages: --languages zh-Hant ko vi --only phone), at a desktop's and a phone's width, with 0, 4, 58 and 4,000 people.
"""
import argparse
import base64
import pathlib

import tour
from machines import folder_for_tests

DESKTOP, PHONE = (1440, 900), (390, 844)
HEIGHT_MAX = 3000


def take(browser, file, width, height):
    page = browser.driver.execute_script("return document.documentElement.scrollHeight")
    picture = browser.driver.execute_cdp_cmd("Page.captureScreenshot", {
        "captureBeyondViewport": True,
        "clip": {"x": 0, "y": 0, "width": width, "height": max(height, min(page, HEIGHT_MAX)), "scale": 1}})
    file.write_bytes(base64.b64decode(picture["data"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--sizes", nargs="+", choices=tour.SIZES, default=list(tour.SIZES))
    parser.add_argument("--languages", nargs="+", default=["ja", "en"])
    parser.add_argument("--widths", nargs="+", type=int, default=[DESKTOP[0], PHONE[0]])
    parser.add_argument("--only", help="pages whose name has this word")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    widths = [(width, PHONE[1] if width < 600 else DESKTOP[1]) for width in arguments.widths]
    for size in arguments.sizes:
        with folder_for_tests() as folder:
            site = tour.Community(arguments.programs, folder, size)
            for name, language, (width, height) in tour.walk(site, arguments.languages, widths, arguments.only or ""):
                take(site.browser, arguments.out / f"{size}-{name}-{language}-{width}.png", width, height)
            site.end()


if __name__ == "__main__":
    main()
