"""A tour of every page of the hub in every state that is worth a look, for pictures.py and barriers_test.py."""
import datetime

import community
from machines import Browser, Hub

DOUBTFUL = """参加枠名,ユーザー名,表示名,利用開始日,コメント,参加ステータス,受付番号
一般参加,sho_yamasaki,山﨑 翔,2024/11/02,楽しみです！,参加,3862017
運営,sakura_t,髙橋 さくら,2024/11/02,,参加,3862018
一般参加,mametaro,まめたろう,2024/11/02,,参加,3862019
一般参加,take_no_ko,たけ,2024/11/02,,キャンセル,3862020
一般参加,huong,Nguy?n Th? H??ng,2024/11/02,,参加,3862021
一般参加,mayu2026,佐藤 花,2024/11/02,,参加,3862022
"""
SIZES = {"none": (0, 0, 0), "four": (4, 2, 4), "twelve": (58, 12, 12), "many": (4000, 100, 300)}


class Community:
    """A hub with so many people, and somebody who is signed in."""

    def __init__(self, programs, folder, size):
        self.folder, self.size, self.ahead = folder, size, ""
        self.hub = Hub(programs, folder / "hub")
        self.count, self.events, arrivals = SIZES[size]
        community.fill(self.hub, self.count, self.events, arrivals)
        if self.count:
            guests = folder / "guests.csv"
            guests.write_text(community.guest_list(min(self.count, arrivals + arrivals // 2)))
            self.hub.command("import", guests, "--event", f"e{self.events}")
        self.browser = Browser(folder / "downloads")
        self.browser.sign_in(self.hub)
        if self.count:
            self._add_seasons()
            self._add_words()
            self._add_sentences()

    def end(self):
        self.browser.end()
        self.hub.process.end()

    def _add_seasons(self):
        today = datetime.date.today()
        for name, first, last in (("第2シーズン", 170, 85), ("第3シーズン", 84, -7)):
            self.browser.go("/seasons/new")
            self.browser.fill(name=name, first=str(today - datetime.timedelta(days=first)),
                              last=str(today - datetime.timedelta(days=last)), squares=6)
            self.browser.press_element(self.browser.one("main .primary"))

    def _add_words(self):
        for page, words, lang in (
                ("/settings", "おかえりなさい。飲み物は奥にあります。", "ja"),
                (self.event, "今日いちばん話したいことは、なんですか。", "ja"),
                (self.event, "What would you like to hear tonight?", "en"),
                (self.event, "ひさしぶり、げんきでしたか。", "")):
            self.browser.go(page)
            self._open_words()
            self.browser.fill(words=words, lang=lang)
            self.browser.press_element(self.browser.one(".prompts .stack button"))
        self.browser.press_element(self.browser.all(".prompts .names button")[-1])

    def _add_sentences(self):
        for fields in (
                dict(words_ja="さむい なかを、ようこそ。", words_en="Welcome out of the cold.", whom="again",
                     term="toji", weight="5"),
                dict(words_ja="はじめての方は、受付のさきさんに声をかけてくださいね。", whom="first",
                     event=f"e{self.events}"),
                dict(words_ja="十回目の人にだけ、ないしょの話があります。", words_any="You know everybody by now.",
                     whom="visit", visit=10, first_day="2026-12-20", last_day="2027-01-05")):
            self.deck_new()
            self.browser.fill(**fields)
            self.browser.press_element(self.browser.one("#new form.stack > button"))

    def _open_words(self):
        self.browser.one(".prompts .closed-row summary").click()

    @property
    def event(self):
        return f"/events/e{self.events}"

    # Places: each brings the browser to a page in a state, and is named after it.
    def today(self):
        self.browser.go("/")

    def events_list(self):
        self.browser.go("/events")

    def people(self):
        self.browser.go("/people")

    def seasons(self):
        self.browser.go("/seasons")

    def kiosks(self):
        self.browser.go("/kiosks")

    def export(self):
        self.browser.go("/export")

    def import_start(self):
        self.browser.go("/import")

    def settings(self):
        self.browser.go("/settings")

    def event_new(self):
        self.browser.go("/events/new")

    def person(self):
        self.browser.go("/people/p0?q=%E3%82%88")

    def person_new(self):
        self.browser.go("/people/new")

    def people_nobody(self):
        self.browser.go("/people?q=qqqq")

    def person_edit(self):
        self.browser.go("/people/p3/edit")

    def merge(self):
        self.browser.go("/people/p0/merge?q=%E3%82%88")

    def erase(self):
        self.browser.go("/people/p3/erase")

    def link(self):
        self.browser.go("/people/p3/link")

    def link_made(self):
        self.link()
        self.browser.press_element(self.browser.one("main .primary"))

    def card(self):
        self.browser.go(f"/people/card/{community.card_of(-1)}?q=%E3%82%88")

    def event_stamp(self):
        self.browser.go(f"{self.event}/stamp?q=%E3%82%88")

    def event_edit(self):
        self.browser.go(f"{self.event}/edit")

    def event_past(self):
        self.browser.go(f"/events/e{self.events - 1}")

    def event_ahead(self):
        if not self.ahead:
            day = datetime.date.today() + datetime.timedelta(days=9)
            self.browser.go("/events/new")
            self.browser.fill(title="第99回 これからの回", starts=f"{day}T19:00", ends=f"{day}T21:00")
            self.browser.press_element(self.browser.one("main .primary"))
            self.ahead = self.browser.path
        self.browser.go(self.ahead)

    def event_list_to_print(self):
        self.browser.go(f"{self.event}/list")

    def event_removed(self):
        self.event_ahead()
        self.browser.go(self.ahead + "/edit")
        self.browser.one(".revoke summary").click()

    def season_edit(self):
        self.seasons()
        self.browser.press_element(self.browser.one(".actions a[href$='/edit']"))

    def event_voided(self):
        self.browser.go(self.event)
        for row in (2, 3):
            self.browser.wait_until_calm()
            if not self.browser.all(f".voided li:nth-child({row - 1})"):
                self.browser.press_element(self.browser.all(".arrivals tbody form button")[row])
        self.browser.one(".voided")

    def event_words(self):
        self.browser.go(self.event)
        self._open_words()
        self.browser.one(".prompts .as-table summary").click()

    def event_words_bad(self):
        self.browser.go(self.event)
        self._open_words()
        self.browser.fill(words="もういちど来てくださって、ほんとうにありがとうございます。今夜もゆっくりしていってください。")
        self.browser.press_element(self.browser.one(".prompts .stack button"))

    def deck(self):
        self.browser.go("/deck")

    def deck_new(self):
        self.browser.go("/deck/new")

    def deck_sentence(self):
        self.deck()
        self.browser.one(".deck details.closed-row:not(#new) summary").click()

    def deck_bad(self):
        self.deck_new()
        self.browser.fill(words_ja="なんどめかの人に", whom="visit")
        self.browser.press_element(self.browser.one("#new form.stack > button"))

    def deck_preview(self):
        self.browser.go(f"/deck/tonight?event=e{self.events - 1}" if self.events else "/deck/tonight")

    def event_bad(self):
        self.event_new()
        self.browser.driver.execute_script(
            "for (const i of document.querySelectorAll('main input')) i.removeAttribute('required')")
        self.browser.fill(title=" ")
        self.browser.press_element(self.browser.one("main .primary"))

    def season_new(self):
        self.browser.go("/seasons/new")

    def season_past(self):
        self.seasons()
        self.browser.press_element(self.browser.one(".actions a"))

    def enrol_code(self):
        self.kiosks()
        self.browser.press_element(self.browser.one(".actions button"))

    def revoke(self):
        self.kiosks()
        for fold in self.browser.all(".revoke summary")[:3]:  # renaming, ending, and a theft
            fold.click()

    def import_preview(self):
        self._upload("list.csv", DOUBTFUL.encode("cp932", "replace"))

    def import_damaged(self):
        self._upload("torn.csv", b'name\n"torn')

    def import_unknown(self):
        self._upload("wer.csv", b"Wer,Woher\nAnn,Berlin\n")

    def import_done(self):
        self.browser.go(f"/import/done?event=e{self.events}&fresh=4&updated=11&unchanged=0&left=2")

    def import_too_large(self):
        self._upload("large.csv", b"name\n" + b"a\n" * 5_000_000, unchecked=True)

    def settings_wrong(self):
        self.browser.go("/settings?problem=settings.password_wrong")

    def settings_token(self):
        self.settings()
        self.browser.one("[action='/settings/tokens'] [name=name]").send_keys("calendar")
        self.browser.press_element(self.browser.one("[action='/settings/tokens'] button"))

    def settings_account(self):
        self.settings()
        self.browser.one("[action='/settings/accounts'] [name=name]").send_keys("hana")
        self.browser.press_element(self.browser.one("[action='/settings/accounts'] button"))

    def help(self):
        self.browser.go("/help")

    def help_notice(self):
        self.browser.go("/help/privacy-notice.en")

    def not_found(self):
        self.browser.go("/people/nobody")

    def table_open(self):
        self.browser.go(self.event)
        self.browser.one(".as-table summary").click()

    def focus(self):
        self.browser.go(self.event)
        self.browser.driver.execute_script("document.querySelector('.arrivals .act button').focus({focusVisible: true})")

    # Without an account.
    def phone_register(self):
        self.browser.go("/r/" + community.registration_code(community.card_of(-1)))

    def phone_register_open(self):
        self.phone_register()
        for row in self.browser.all("summary"):
            row.click()

    def phone_register_bad(self):
        self.phone_register()
        self.browser.driver.execute_script("document.querySelector('[name=nickname]').removeAttribute('required')")
        self.browser.press_element(self.browser.one("main .primary"))

    def phone_claimed(self):
        self.browser.go("/r/" + community.registration_code(community.card_of(3)))

    def phone_new(self):
        """Also makes `own`, the page that the next places show."""
        self.browser.go("/r/" + community.registration_code(community.card_of(-2 if self.count else -3)))
        if not self.browser.all("[name=nickname]"):
            return self.browser.go(self.own + "?new=1")
        self.browser.fill(nickname="なつ")
        self.browser.press_element(self.browser.one("main .primary"))
        self.own = self.browser.path.split("?")[0]

    def phone_own(self):
        self.browser.go(self.own)

    def phone_own_open(self):
        self.phone_own()
        for row in self.browser.all("summary"):
            row.click()

    def phone_lost(self):
        self.browser.go("/me/nothing")

    def phone_code(self):
        self.codes = getattr(self, "codes", 0) + 1  # a code of the same second would be the same code
        self.browser.go("/own/" + community.own_page_code(community.card_of(3), 600 - self.codes))

    def phone_code_opened(self):
        self.phone_code()
        for button in self.browser.all("main .primary"):
            self.browser.press_element(button)

    def phone_code_over(self):
        self.browser.go("/own/" + community.own_page_code(community.card_of(3), -3600))

    def phone_code_nobody(self):
        self.browser.go("/own/" + community.own_page_code("0" * 32))

    def sign_in(self):
        self._signed_out("/sign-in")

    def sign_in_wrong(self):
        self._signed_out("/sign-in")
        self.browser.fill(name="organizer", password="wrong")
        self.browser.press_element(self.browser.one("main button"))

    def _signed_out(self, path):
        session = self.browser.driver.get_cookie("pettan")
        if session:
            self.session = session
            self.browser.driver.delete_cookie("pettan")
        self.browser.go(path)

    def signed_in_again(self):
        if not self.browser.driver.get_cookie("pettan"):
            self.browser.driver.add_cookie(self.session)

    def _upload(self, name, content, unchecked=False):
        file = self.folder / name
        file.write_bytes(content)
        self.import_start()
        if unchecked:
            self.browser.driver.execute_script("document.querySelector('[type=file]').removeAttribute('data-bytes-max')")
        self.browser.fill(file=file)
        self.browser.press_element(self.browser.one("main .primary"))


C = Community
LISTS = [C.today, C.events_list, C.people, C.seasons, C.kiosks, C.export, C.settings, C.deck, C.deck_preview]
WITH_PEOPLE = [C.person, C.event_list_to_print, C.event_voided, C.event_stamp, C.event_past, C.event_words]
# What looks the same in a community of any size.
ONCE = [C.people_nobody, C.person_edit, C.person_new, C.merge, C.erase, C.link, C.link_made, C.card, C.event_edit,
        C.event_new, C.event_bad, C.event_words_bad, C.deck_new, C.deck_sentence, C.deck_bad, C.season_new, C.season_past, C.season_edit, C.event_ahead, C.event_removed, C.enrol_code, C.revoke,
        C.import_start, C.import_preview, C.import_damaged, C.import_unknown, C.import_done, C.import_too_large,
        C.settings_wrong, C.settings_token, C.settings_account, C.help, C.help_notice, C.not_found, C.table_open, C.focus]
BARE = [C.phone_register, C.phone_register_open, C.phone_register_bad, C.phone_claimed, C.phone_new, C.phone_own,
        C.phone_own_open, C.phone_lost, C.phone_code, C.phone_code_opened, C.phone_code_over, C.phone_code_nobody,
        C.sign_in, C.sign_in_wrong]


def places(size):
    """(function, is without an account), in an order in which each finds what it needs."""
    wanted = LISTS + (WITH_PEOPLE if size != "none" else []) + (ONCE if size == "twelve" else [])
    return [(place, False) for place in wanted] + ([(place, True) for place in BARE] if size == "twelve" else [])


def walk(site, languages, widths, only=""):
    """Yields (name, language, (width, height)) with the browser there; of places whose name has `only`."""
    for place, bare in places(site.size):
        if only not in place.__name__:
            continue
        for language in languages:
            site.browser.go(f"/language/{language}")
            for size in widths:
                site.browser.resize(*size)
                if not bare:
                    site.signed_in_again()
                place(site)
                yield place.__name__, language, size
    site.signed_in_again()
