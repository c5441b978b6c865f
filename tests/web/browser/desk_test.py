#!/usr/bin/python3
"""desk_test.py PROGRAMS: a page at the desk in a rush, in Chromium against a real hub.

It never shows old news as new, moves no row under a pointer, and undoes what was pressed where it was pressed.
"""
import pathlib
import re
import sys
import time
import traceback
import urllib.parse

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

import community
from machines import Browser, Hub, Process, eventually, folder_for_tests

GUESTS = 8


class Desk:
    def __init__(self, programs, folder):
        self.folder = folder
        self.hub = Hub(programs, folder / "hub")
        community.fill(self.hub, 12, 2, 4)
        guests = folder / "guests.csv"
        guests.write_text(community.guest_list(GUESTS))
        self.hub.command("import", guests, "--event", "e2")
        self.door = community.Door(self.hub, "受付3")
        self.browser = Browser(folder / "downloads")
        self.browser.sign_in(self.hub)
        self.event = "/events/e2"

    def end(self):
        self.browser.end()
        self.hub.process.end()

    def stamp(self, number):
        """Somebody comes through another door."""
        self.door.add(community.STAMP, time.time_ns() // 1000, event="e2", person=f"p{number}")
        self.door.send()

    def came(self):
        return int(self.browser.text(".counts .big b"))

    def restart_hub(self):
        place = urllib.parse.urlsplit(self.hub.url)
        self.hub.process = Process([self.hub.program, "serve", "--data", self.hub.data, "--listen",
                                    f"127.0.0.1:{place.port}"], self.folder / "hub" / "again.out")
        self.hub.process.wait_for(r"^listening (\S+)$")


def an_open_fold_does_not_stop_the_news(desk):
    desk.browser.go(desk.event)
    before = desk.came()
    fold = desk.browser.one(".as-table summary")
    fold.click()  # which leaves the focus there
    desk.stamp(8)
    eventually("one more is counted", lambda: desk.came() == before + 1)
    assert desk.browser.all(".as-table[open]"), "the fold was closed by news"
    focus = desk.browser.driver.execute_script("return document.activeElement.tagName")
    assert focus == "SUMMARY", f"the focus went to {focus}"


def rows_do_not_move_under_a_pointer(desk):
    desk.browser.go(desk.event)
    before = desk.came()
    row = desk.browser.all(".arrivals tbody tr")[1]
    desk.browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", row)
    ActionChains(desk.browser.driver).move_to_element(row).perform()
    name = row.text
    desk.stamp(9)

    def news_wait():  # a hand is never quite still
        ActionChains(desk.browser.driver).move_by_offset(1, 0).move_by_offset(-1, 0).perform()
        return "There is news" in desk.browser.text("#live-state")
    eventually("the page says that there is news", news_wait)
    assert desk.browser.all(".arrivals tbody tr")[1].text == name, "a row moved under the pointer"
    assert desk.came() == before
    desk.browser.one("#live-state button").click()
    eventually("the news are shown", lambda: desk.came() == before + 1)


def what_is_being_typed_is_not_lost_to_news(desk):
    desk.browser.go(desk.event)
    before = desk.came()
    desk.browser.one(".prompts .closed-row summary").click()
    desk.browser.one("[name=words]").send_keys("おかえりなさい")
    desk.stamp(10)
    desk.browser.says("There is news", "#live-state")
    assert desk.browser.one("[name=words]").get_attribute("value") == "おかえりなさい"
    desk.browser.one("[name=words]").clear()
    desk.browser.one("h1").click()
    eventually("the news are shown afterwards", lambda: desk.came() == before + 1)


def a_stamp_is_taken_back_and_put_back_where_it_was_pressed(desk):
    desk.browser.go(desk.event)
    before = desk.came()
    button = desk.browser.all(".arrivals .act button")[2]
    desk.browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", button)
    place = desk.browser.driver.execute_script("return arguments[0].getBoundingClientRect().top", button)
    button.click()
    desk.browser.says("Stamp taken back", "#said")
    said = desk.browser.driver.execute_script("return document.getElementById('said').getBoundingClientRect().top")
    assert abs(said - place) < 40, f"the message is {said - place} px away from the click"
    eventually("one less is counted", lambda: desk.came() == before - 1)
    desk.browser.one("#said button").click()
    desk.browser.says("Put back", "#said")
    eventually("as many as before", lambda: desk.came() == before)


def several_are_stamped_one_after_another_on_one_page(desk):
    desk.browser.go(desk.event)
    before = desk.came()
    desk.browser.go(f"{desk.event}/stamp")
    assert "on the list are still awaited" in desk.browser.text("#hits")
    for query in ("tsuji", "watana"):
        field = desk.browser.one("[data-search]")
        field.send_keys(query)
        eventually(f"{query} is found", lambda: len(desk.browser.all("#hits li")) in range(1, 4))
        desk.browser.one("#hits li button").click()
        desk.browser.says("Stamped:", "#said")
        eventually("the field is ready for the next", lambda: desk.browser.driver.switch_to.active_element == desk.browser.one("[data-search]"))
        assert desk.browser.path == f"{desk.event}/stamp"
    desk.browser.go(f"{desk.event}/stamp?q=tsuji")
    assert "here since" in desk.browser.text("#hits li"), desk.browser.text("#hits")
    assert not desk.browser.all("#hits li button"), "somebody who is there can be stamped again"
    desk.browser.go(desk.event)
    assert desk.came() == before + 2


def whose_card_is_said_one_after_another(desk):
    desk.browser.go(desk.event)
    asked = desk.browser.all(".arrivals a.ask")
    assert len(asked) == 2, len(asked)
    ticket = desk.browser.text(".arrivals .ticket")
    assert re.fullmatch(r"[A-Z]-\d+", ticket), ticket
    asked[0].click()
    eventually("the card's page", lambda: "/people/card/" in desk.browser.path)
    assert ticket in desk.browser.text("main")
    desk.browser.one("[data-search]").send_keys("tsuji" + Keys.ENTER)
    eventually("somebody is found", lambda: desk.browser.all("#hits li button"))
    desk.browser.one("#hits li button").click()
    desk.browser.says("This name card is", "#said")


def a_page_that_lost_the_hub_is_grey_says_since_when_and_renews_itself(desk):
    desk.browser.go(desk.event)
    before = desk.came()
    clock = desk.browser.one("#live").get_attribute("data-clock")
    desk.hub.process.end()
    eventually("the page is grey", lambda: desk.browser.all("body.stale"))
    desk.browser.says(f"Not updated since {clock}", "#live-state")
    desk.restart_hub()
    desk.stamp(11)
    eventually("the page is fresh", lambda: not desk.browser.all("body.stale"))
    eventually("it shows what came", lambda: desk.came() == before + 1)
    assert desk.browser.one("#live-state").get_attribute("hidden") is not None


def a_page_whose_session_ended_says_so_and_renews_itself_after_the_next_sign_in(desk):
    desk.browser.go(desk.event)
    session = desk.browser.driver.get_cookie("pettan")
    desk.browser.driver.delete_cookie("pettan")
    eventually("the page is grey", lambda: desk.browser.all("body.stale"))
    desk.browser.says("You are signed out", "#live-state")
    desk.browser.driver.add_cookie(session)
    eventually("the page is fresh", lambda: not desk.browser.all("body.stale"))


STEPS = [an_open_fold_does_not_stop_the_news, rows_do_not_move_under_a_pointer, what_is_being_typed_is_not_lost_to_news,
         a_stamp_is_taken_back_and_put_back_where_it_was_pressed, several_are_stamped_one_after_another_on_one_page,
         whose_card_is_said_one_after_another, a_page_whose_session_ended_says_so_and_renews_itself_after_the_next_sign_in,
         a_page_that_lost_the_hub_is_grey_says_since_when_and_renews_itself]


def main():
    with folder_for_tests() as folder:
        desk = Desk(pathlib.Path(sys.argv[1]), folder)
        failed = 0
        for step in STEPS:
            try:
                step(desk)
                print("ok", step.__name__)
            except Exception:
                traceback.print_exc()
                print("FAILED", step.__name__)
                failed += 1
        desk.end()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
