"""Communities of a given size for the hub's pages, told to the hub as kiosks tell it (sync/PROTOCOL.md)."""
import hashlib
import itertools
import json
import random
import ssl
import time
import urllib.request

CARD_KEY = "5f0c7e6f1f7a4b0f9d6f0f3c2b1a09988776655443322110ffeeddccbbaa9988"
ROWS_MAX = 500
STAMP, BIND, PERSON, EVENT = 1, 6, 7, 8
MINUTE_US = 60_000_000
DAY_US = 24 * 60 * MINUTE_US

# Name, nickname, reading, language: as they come, also near-identical ones and scripts of many people.
KNOWN = [
    ("𠮷野 健", "けん", "ヨシノ ケン", "ja"), ("吉野 まゆ", "まゆ", "ヨシノ マユ", "ja"),
    ("山﨑 翔", "しょう", "ヤマサキ ショウ", "ja"), ("Nguyễn Thị Hường", "Hường 🌸", "グエン ティ フオン", "vi"),
    ("สมชาย ใจดี", "สมชาย", "ソムチャイ チャイディー", "th"), ("辻󠄀 正", "ただし", "ツジ タダシ", "ja"),
    ("प्रिया शर्मा", "Priya", "プリヤ シャルマ", "hi"), ("渡邉 凪", "なぎ", "ワタナベ ナギ", "ja"),
    ("五十嵐 一", "いっちゃん", "イガラシ ハジメ", "ja"), ("髙橋 さくら", "さくら", "タカハシ サクラ", "ja"),
    ("斎藤 弘", "ひろ", "サイトウ ヒロシ", "ja"), ("محمد علي", "", "ムハンマド アリー", "ar"),
    ("横山 ひろみ", "ヨコ", "ヨコヤマ ヒロミ", "ja"), ("米田 﨑子", "さきこ", "ヨネダ サキコ", "ja"),
    ("髙橋 よう子", "よっちゃん", "タカハシ ヨウコ", "ja"), ("Joaquín Yóñez", "Joaquín ☕", "ヨニェス ホアキン", "es"),
    ("Maximiliane Freifrau von Hohenstein-Waldburg", "Maxi", "マクシミリアーネ", "de"),
    ("夏目 なつ", "なつ", "ナツメ ナツ", "ja"),
]
FAMILIES = [("佐藤", "サトウ"), ("鈴木", "スズキ"), ("髙橋", "タカハシ"), ("田中", "タナカ"), ("渡邊", "ワタナベ"),
            ("伊藤", "イトウ"), ("山本", "ヤマモト"), ("中村", "ナカムラ"), ("小林", "コバヤシ"), ("吉田", "ヨシダ")]
GIVEN = [("花", "ハナ"), ("葵", "アオイ"), ("蓮", "レン"), ("結衣", "ユイ"), ("湊", "ミナト"), ("凛", "リン"),
         ("陽太", "ヨウタ"), ("咲", "サキ"), ("健", "ケン"), ("真由", "マユ")]


def people(count):
    made = list(KNOWN[:count])
    for number, (family, given) in zip(range(len(made), count), itertools.cycle(itertools.product(FAMILIES, GIVEN))):
        made.append((f"{family[0]} {given[0]}", f"{given[0]}{number}", f"{family[1]} {given[1]}", "ja"))
    return made


def card_of(number):
    return hashlib.blake2b(b"%d" % number, digest_size=16).hexdigest()


def proof_of(message):
    return hashlib.blake2b(message.encode(), key=bytes.fromhex(CARD_KEY), digest_size=16).hexdigest()[:16]


def registration_code(card):
    return f"{card}-{proof_of(f'pettan registration 1:{card}')}"


def own_page_code(card, good_for_s=600):
    """As a kiosk shows it to whoever tapped a card of their own."""
    until = int(time.time()) + good_for_s
    return f"{card}-{until}-{proof_of(f'pettan own page 1:{card}:{until}')}"


class Door:
    """A kiosk as the hub sees one."""

    def __init__(self, hub, name):
        self.hub, self.rows, self.persons, self.events, self.seq = hub, [], [], [], 0
        self.token = ""
        code = hub.command("enrol-code").strip()
        self.token = self.post("/v1/enrol", {"code": code, "name": name, "version": "0.1.0",
                                             "card_key": CARD_KEY})["token"]

    def post(self, path, body):
        request = urllib.request.Request(self.hub.url + path, json.dumps(body).encode(), {
            "Content-Type": "application/json", **({"Authorization": f"Bearer {self.token}"} if self.token else {})})
        unchecked = ssl._create_unverified_context()
        with urllib.request.urlopen(request, context=unchecked) as answer:
            return json.load(answer)

    def add(self, kind, at_us, event=None, card=None, person=None, version=0):
        self.seq += 1
        self.rows.append([self.seq, kind, at_us, at_us, None, 2, 1, event, card, person, None, version, None, None, None])
        if len(self.rows) == ROWS_MAX:
            self.send()

    def person(self, number, who, at_us):
        name, nickname, reading, lang = who
        self.persons.append({"id": f"p{number}", "version": 1, "seen": 0, "name": name, "nickname": nickname,
                             "reading": reading, "lang": lang})
        self.add(PERSON, at_us, person=f"p{number}", version=1)
        if number % 3 == 0:
            self.add(BIND, at_us, card=card_of(number), person=f"p{number}", version=1)

    def event(self, number, starts_us, hours):
        self.events.append({"id": f"e{number}", "version": 1, "seen": 0, "title": f"第{number}回 地域テック交流会",
                            "venue": "まちの図書館 2階", "starts_us": starts_us,
                            "ends_us": starts_us + hours * 60 * MINUTE_US})
        self.add(EVENT, starts_us - DAY_US, event=f"e{number}", version=1)

    def send(self, **status):
        now_us = time.time_ns() // 1000
        self.post("/v1/entries", {
            "epoch": 1, "epoch_first_seq": 1, "first_seq": self.rows[0][0] if self.rows else self.seq + 1, "boot": "b",
            "sent_wall_us": now_us, "sent_boottime_ns": now_us, "rows": self.rows, "persons": self.persons,
            "events": self.events,
            "status": {"version": "0.1.0", "pending": 0, "clock": 2, "reader": "ok", "store": "ok",
                       "disk_free_mb": 21_000, **status}})
        self.rows, self.persons, self.events = [], [], []


def fill(hub, size, events, arrivals):
    """`size` people, `events` fortnightly events of which the last is open now, `arrivals` at that one."""
    if size == 0:
        return
    draw = random.Random(12)
    now_us = time.time_ns() // 1000
    left, right = Door(hub, "受付1"), Door(hub, "受付2")
    for number, who in enumerate(people(size)):
        left.person(number, who, now_us - 200 * DAY_US)
    order = list(range(size))
    for number in range(1, events + 1):
        last = number == events
        starts_us = now_us - 42 * MINUTE_US - (events - number) * 14 * DAY_US
        left.event(number, starts_us, 3)
        came = order[:arrivals] if last else draw.sample(order, min(size, max(2, round(arrivals * draw.uniform(.6, 1)))))
        steps = sorted(draw.betavariate(1.6, 2.2) for _ in came)
        for place, (step, who) in enumerate(zip(steps, draw.sample(came, len(came)))):
            at_us = starts_us + round(step * (41 if last else 80) * MINUTE_US)
            door = right if place % 4 == 3 else left
            door.add(STAMP, at_us, event=f"e{number}", person=f"p{who}")
        if last:
            left.add(STAMP, now_us - 3 * MINUTE_US, event=f"e{number}", card=card_of(-1))
            left.add(STAMP, now_us - MINUTE_US, event=f"e{number}", card=card_of(-2))
    left.send()
    right.send(pending=3, reader="absent", clock=1, disk_free_mb=700)


def guest_list(size):
    """CSV of `size` guests and their event's list: those who come, some who do not."""
    lines = ["person_id,name,nickname,reading,lang"]
    lines += [f"p{number},{name},{nickname},{reading},{lang}"
              for number, (name, nickname, reading, lang) in enumerate(people(size))]
    return "\n".join(lines) + "\n"
