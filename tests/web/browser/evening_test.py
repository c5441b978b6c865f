#!/usr/bin/python3
"""evening_test.py PROGRAMS [POSTGRES]: an organizer's evening and a guest's, in Chromium, against a real hub and a real
kiosk. With POSTGRES (hub/postgres.sh) against two hubs on one PostgreSQL behind HAProxy, request by request.

The steps build on each other. When one fails, pictures of the pages and the kiosk's trace are left in
$PETTAN_ARTIFACTS.
"""
import csv
import datetime
import io
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import time
import traceback
import xml.etree.ElementTree
import zipfile

from machines import Browser, Hub, Kiosk, TwoHubs, eventually, folder_for_tests

EVENT = "第12回 地域テック交流会"
CONNPASS_HEADER = ("参加枠名,ユーザー名,表示名,利用開始日,コメント,参加ステータス,出欠ステータス,PayPal取引ID,請求書ID,"
                   "更新日時,受付番号")
CONNPASS_ROWS = [
    "一般参加,sakura_t,髙橋 さくら,2024/11/02,楽しみです！,参加,出席,,,7/18 22:41,3862017",
    "一般参加,sho_yamasaki,山﨑 翔,2024/11/02,,参加,出席,,,7/18 22:41,3862018",
    "一般参加,take_no_ko,たけ,2024/11/02,,キャンセル,,,,7/18 22:41,3862019",
    "一般参加,mayu2026,まゆ,2024/11/02,,参加,出席,,,7/18 22:41,3862020",
]


class Evening:
    def __init__(self, programs, folder, postgres=None):
        self.folder = folder
        self.hub = TwoHubs(programs, folder / "hub", postgres) if postgres else Hub(programs, folder / "hub")
        self.kiosk = Kiosk(programs, folder / "kiosk", self.hub.phones_url)
        self.desk = Browser(folder / "downloads")
        self.phone = Browser(folder / "phone", lang="ja")
        self.phone.resize(390, 844)
        self.event = ""  # its page
        self.unknown_tap = None

    def end(self):
        for one in (self.desk, self.phone):
            one.end()
        if self.kiosk.process:
            assert self.kiosk.process.end() == 0, "the kiosk did not end well"
        self.hub.end()

    def keep_pictures(self, step):
        place = pathlib.Path(os.environ.get("PETTAN_ARTIFACTS", "."))
        place.mkdir(parents=True, exist_ok=True)
        for name, browser in (("desk", self.desk), ("phone", self.phone)):
            browser.driver.save_screenshot(str(place / f"{step}-{name}.png"))
            (place / f"{step}-{name}.html").write_text(browser.driver.page_source)
        for file in (self.kiosk.trace, self.kiosk.folder / "kiosk.out"):
            if file.exists():
                shutil.copy(file, place / f"{step}-{file.name}.txt")

    # Small things that several steps do.
    def arrived(self):
        return int(self.desk.text(".counts .big b"))

    def open_person(self, name, reading=""):
        self.desk.go("/people")
        self.desk.fill(q=reading or name)
        self.desk.press_found(f"{name} is found while typing", lambda: next(
            (hit for hit in self.desk.all("#hits a") if name in hit.text and reading in hit.text), None))
        self.desk.says(name, ".person")

    # The steps, in their order.
    def a_wrong_password_is_refused_and_the_right_one_opens_the_pages(self):
        self.desk.base = self.hub.url
        self.desk.go("/events")
        self.desk.fill(name=self.hub.account, password="not this one")
        self.desk.press("Sign in")
        self.desk.says("Name or password is wrong")
        self.desk.fill(password=self.hub.password)
        self.desk.press("Sign in")
        assert self.desk.path == "/events", "the sign-in leads to where one wanted to go"

    def an_event_is_created_in_one_form(self):
        self.desk.press("New event")
        now = datetime.datetime.now()
        self.desk.fill(title=EVENT, venue="まちの図書館 2階",
                       starts=f"{now - datetime.timedelta(hours=1):%Y-%m-%dT%H:%M}",
                       ends=f"{now + datetime.timedelta(hours=3):%Y-%m-%dT%H:%M}")
        self.desk.press("Create the event")
        self.desk.says(EVENT, "h1")
        self.event = self.desk.path
        assert self.arrived() == 0

    def people_are_written_down_by_hand(self):
        for reading in ("ヨシノ マユ", "ヤマザキ マユ"):
            self.desk.go("/people/new")
            self.desk.fill(name="まゆ", reading=reading)
            self.desk.press("Save")
            self.desk.says(reading, ".person")

    def a_connpass_list_is_previewed_decided_and_imported(self):
        file = self.folder / "event_386201_participants.csv"
        file.write_bytes("\r\n".join([CONNPASS_HEADER, *CONNPASS_ROWS, ""]).encode("cp932"))
        self.desk.go("/import")
        self.desk.fill(file=file)
        self.desk.press("Look inside")
        self.desk.says("Shift_JIS")
        self.desk.says("髙橋 さくら")
        self.desk.says("2 people have this name.")
        preview = self.desk.path
        button = self.desk.one(".decide button.primary")
        button.click()
        assert self.desk.path == preview, "the button waits until all rows are decided"
        self.desk.one('.doubt label:first-of-type input').click()
        self.desk.press_element(button)
        self.desk.says("Imported")
        self.desk.press("To the event")
        self.desk.says("髙橋 さくら", ".no-shows")
        self.desk.says_not("たけ")
        assert len(self.desk.all(".no-shows li")) == 3

    def a_kiosk_is_enrolled_with_the_code_that_the_page_shows(self):
        self.desk.go("/kiosks")
        self.desk.press("Connect a kiosk")
        code = self.desk.text(".code")
        command = shlex.split(self.desk.text(".enrol pre"))
        pin = re.search(r"sha256//\S+", self.desk.text(".enrol"))[0]
        assert command[:2] == ["pettan-kiosk", "enrol"] and command[3] == code, command
        assert pin == self.hub.pin
        self.kiosk.command(*command[1:], "--pin", pin, "--name", "受付1")
        self.desk.go("/kiosks")
        self.desk.says("受付1")
        self.kiosk.start()
        eventually("the kiosk is in step with the hub", self.kiosk.link_is_up)
        eventually("the event came down", lambda: EVENT in self.kiosk.command("event", "list"))

    def a_tap_arrives_on_the_page_while_somebody_looks_at_it(self):
        self.desk.go(self.event)
        self.desk.driver.execute_script("window.untouched = true")
        self.unknown_tap = self.kiosk.tap("suica")
        assert self.unknown_tap["result"] == "unknown", self.unknown_tap
        eventually("the page says 1", lambda: self.arrived() == 1)
        self.desk.says("Whose card?", ".arrivals")
        self.desk.says("受付1", ".kiosks")
        assert self.desk.driver.execute_script("return window.untouched"), "the page was loaded anew"

    def a_phone_follows_the_code_on_the_kiosks_screen_and_gives_a_nickname(self):
        picture = eventually("a picture of the unknown card's screen",
                             lambda: next(iter(self.kiosk.pictures.glob("*-new_card.png")), None))
        address = eventually("a QR code on it", lambda: subprocess.run(
            ["zbarimg", "-q", "--raw", picture], capture_output=True, text=True, check=False).stdout.strip())
        assert address.startswith(self.hub.phones_url + "/r/"), address
        self.phone.go(address)
        self.phone.says("スタンプは押してあります")
        self.phone.fill(nickname="なつ")
        self.phone.press("この名前ではじめる")
        self.phone.says("なつ", "h1")
        assert len(self.phone.all(".stamp-card .stamp")) + int(self.phone.text(".big b")) >= 1
        self.desk.says("なつ", ".arrivals")

    def the_kiosk_greets_by_that_nickname_at_the_next_tap(self):
        eventually("the kiosk knows the nickname", lambda: "なつ" in self.kiosk.command("person", "list"))
        again = self.kiosk.tap("suica")
        assert again["card"] == self.unknown_tap["card"]
        assert again["result"] == "repeat" and again["person"], again
        line = next(line for line in self.kiosk.command("person", "list").splitlines() if "なつ" in line)
        assert again["person"] in line, (again, line)
        eventually("the greeting stands on the screen", lambda: self.kiosk.shows("repeat", again["seq"]))
        assert self.arrived() == 1

    def an_unknown_card_is_given_to_somebody_of_the_list(self):
        self.kiosk.tap("sakura")
        eventually("the page says 2", lambda: self.arrived() == 2)
        self.desk.press("Whose card?")
        self.desk.fill(q="髙橋")
        self.desk.one("[name=q]").submit()
        self.desk.press("It's theirs")
        self.desk.says("This name card is 髙橋 さくら's now", "#said")
        self.desk.go(self.event)
        self.desk.says("髙橋 さくら", ".arrivals")
        assert len(self.desk.all(".no-shows li")) == 2

    def somebody_without_a_card_is_stamped_by_hand(self):
        self.desk.press("Stamp by hand")
        self.desk.fill(q="山﨑")
        self.desk.one("[name=q]").submit()
        self.desk.press("Stamp")
        self.desk.says("Stamped: 山﨑 翔", "#said")
        self.desk.press("To the event")
        self.desk.says("山﨑 翔", ".arrivals")
        assert self.arrived() == 3

    def a_stamp_is_taken_back_and_put_back(self):
        self.desk.press_found("the row's button", lambda: next(
            (row.find_element("css selector", "button") for row in self.desk.all(".arrivals tbody tr")
             if "山﨑 翔" in row.text), None))
        self.desk.says("Stamp taken back: 山﨑 翔", "#said")
        self.desk.says("山﨑 翔", ".voided")
        assert self.arrived() == 2
        self.desk.press("Put back", ".voided")
        eventually("the stamp is back", lambda: self.arrived() == 3)
        assert not self.desk.all(".voided")

    def two_who_are_one_are_merged_and_separated_again(self):
        self.open_person("まゆ", "ヨシノ")
        self.desk.press("Merge…")
        choice = next(one for one in self.desk.all(".choices li") if "ヤマザキ" in one.text)
        self.desk.press_element(choice.find_element("css selector", "button"))
        self.desk.says("Merged", ".person")
        self.desk.says("まゆ", ".person .names")
        assert not any("ヤマザキ" in hit.text for hit in self.desk.all("#hits a"))
        self.desk.press("Separate")
        assert any("ヤマザキ" in hit.text for hit in self.desk.all("#hits a"))

    def the_exported_files_hold_what_the_page_said(self):
        self.desk.go(self.event)
        names, arrived = {row.text for row in self.desk.all(".arrivals td.who")}, self.arrived()
        self.desk.press("Export")
        content = self.desk.download("CSV")
        assert content.startswith(b"\xef\xbb\xbf"), "Excel needs the mark"
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        valid = [row for row in rows if row["status"] == "valid"]
        assert {row["name"] for row in valid} == names and len(valid) == arrived, rows
        assert {row["event_title"] for row in rows} == {EVENT}
        book = zipfile.ZipFile(io.BytesIO(self.desk.download("XLSX (for Excel)")))
        people = xml.etree.ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        assert names <= set(people.itertext()), "the sheet for people"
        sheet = xml.etree.ElementTree.fromstring(book.read("xl/worksheets/sheet2.xml"))
        assert len(sheet.findall(".//{*}row")) == len(rows) + 1
        texts = set(sheet.itertext())
        assert names <= texts, names - texts

    def somebody_is_erased_everywhere_and_their_stamp_still_counts(self):
        self.open_person("髙橋 さくら")
        self.desk.press("Erase this person…")
        self.desk.press("Erase")
        assert self.desk.path.startswith("/people")
        self.desk.fill(q="髙橋")
        self.desk.says("Nobody found")
        self.desk.go(self.event)
        self.desk.says("(erased)", ".arrivals")
        assert self.arrived() == 3
        self.desk.press("Export")
        assert "髙橋".encode() not in self.desk.download("CSV")
        eventually("the kiosk forgot the name", lambda: "髙橋" not in self.kiosk.command("person", "list"))

    def a_guest_erases_themselves_on_their_phone(self):
        self.phone.press("データを見る・消す")
        self.phone.one("[name=sure]").click()
        self.phone.press("全部消す")
        self.phone.says("消しました")
        eventually("the kiosk forgot the nickname", lambda: "なつ" not in self.kiosk.command("person", "list"))

    def signing_out_closes_the_pages(self):
        self.desk.press("Sign out")
        self.desk.go(self.event)
        assert self.desk.path.startswith("/sign-in")

    def the_browser_had_nothing_to_complain_about(self):
        # 403 was the wrong password.
        complaints = [line for line in self.desk.complaints() + self.phone.complaints() if " 403 " not in line]
        assert not complaints, complaints


STEPS = [
    Evening.a_wrong_password_is_refused_and_the_right_one_opens_the_pages,
    Evening.an_event_is_created_in_one_form,
    Evening.people_are_written_down_by_hand,
    Evening.a_connpass_list_is_previewed_decided_and_imported,
    Evening.a_kiosk_is_enrolled_with_the_code_that_the_page_shows,
    Evening.a_tap_arrives_on_the_page_while_somebody_looks_at_it,
    Evening.a_phone_follows_the_code_on_the_kiosks_screen_and_gives_a_nickname,
    Evening.the_kiosk_greets_by_that_nickname_at_the_next_tap,
    Evening.an_unknown_card_is_given_to_somebody_of_the_list,
    Evening.somebody_without_a_card_is_stamped_by_hand,
    Evening.a_stamp_is_taken_back_and_put_back,
    Evening.two_who_are_one_are_merged_and_separated_again,
    Evening.the_exported_files_hold_what_the_page_said,
    Evening.somebody_is_erased_everywhere_and_their_stamp_still_counts,
    Evening.a_guest_erases_themselves_on_their_phone,
    Evening.signing_out_closes_the_pages,
    Evening.the_browser_had_nothing_to_complain_about,
]


def main():
    with folder_for_tests() as folder:
        evening = Evening(pathlib.Path(sys.argv[1]), folder, *sys.argv[2:])
        failed = 0
        for step in STEPS:
            name = step.__name__.replace("_", " ")
            start = time.monotonic()
            try:
                step(evening)
            except Exception:  # whatever it was, it is shown
                traceback.print_exc()
                print(f"FAILED: {name}")
                evening.keep_pictures(step.__name__[:40])
                failed = 1
                break
            print(f"{time.monotonic() - start:5.1f} s  {name}", flush=True)
        evening.end()
    return failed


if __name__ == "__main__":
    sys.exit(main())
