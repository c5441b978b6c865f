// Welcome words on their way: from a page of the hub to kiosks, and onto their screens.
#include "screens/gallery.h"
#include "screens/screens.h"
#include "testing/organizer.h"
#include "testing/synced_kiosk.h"
#include "ui/recorded_canvas.h"
#include "web/prompt_panel.h"

using testing::eventually;

namespace {

using Texts = std::vector<std::string>;

Texts known_to(testing::SyncedKiosk& kiosk) {
    kiosk.pump();
    Texts texts;
    const attendance::ChangeLists written = kiosk.journal().written();
    for (const attendance::Prompt& prompt : written.prompts)
        texts.push_back(prompt.lang + ":" + prompt.text);
    return texts;
}

// The longest beginning that the page takes.
std::string as_much_as_fits(const std::string& text) {
    std::string taken;
    for (std::size_t end = 1; end <= text.size(); ++end) {
        const bool whole = end == text.size() || (static_cast<unsigned char>(text[end]) & 0xC0) != 0x80;
        if (whole && web::fits_the_welcome(text.substr(0, end))) taken = text.substr(0, end);
    }
    while (taken.ends_with(' '))
        taken.pop_back();
    return taken;
}

// Kiosks' screens break lines between phrases, and mark where with a character of no width or a new line.
std::string without_hints(std::string text) {
    for (const std::string hint : {"\u200b", "\n"})
        for (auto at = text.find(hint); at != std::string::npos; at = text.find(hint))
            text.erase(at, hint.size());
    return text;
}

// Whether a welcome says it from the first word to the last, in the lines that are its own.
bool is_shown_whole(ui::Text& text, const ui::Layout& layout, const std::string& words) {
    const ui::Pack pack = ui::washi_pack();
    const auto pictures = screens::gallery_pictures("ja", pack);
    const auto at = std::ranges::find_if(
        pictures, [](const auto& picture) { return picture.screen == "welcome" && picture.variant == "prompt"; });
    REQUIRE(at != pictures.end());
    desk::Snapshot snapshot = at->snapshot;
    std::get<desk::Welcome>(snapshot.scene).prompt = words;
    ui::RecordedCanvas canvas(text, pack.theme, layout);
    screens::draw_screen(canvas, snapshot, at->at, ui::Messages::load("ja", pack.words));
    for (const ui::DrawOp* op : canvas.texts())
        if (without_hints(op->text) == words)
            return !op->metrics.ellipsized && layout.surface().contains(op->bounds) &&
                   (op->style.max_lines == 0 || op->metrics.lines <= op->style.max_lines);
    return false;
}

}  // namespace

TEST_CASE("a sentence written on a page of the hub is at the kiosk soon, and so is its removal") {
    const testing::HubProcess hub(true);
    const testing::TempFolder folder(testing::memory_place());
    testing::SyncedKiosk kiosk(folder.path() / "kiosk");
    kiosk.enrol(hub.url(), hub.code());
    kiosk.start();
    testing::Browser hana = testing::organizer_of(hub);
    const std::string event = hana.submit("/events/new", "/events/new",
                                          {{"title", "第12回"},
                                           {"venue", ""},
                                           {"starts", "2036-07-21T18:30"},
                                           {"ends", "2036-07-21T21:00"},
                                           {"keep", ""}})
                                  .header("location");
    REQUIRE(hana.submit("/settings", "/settings/words", {{"words", "Hello again"}, {"lang", ""}}).status == 303);
    REQUIRE(hana.submit(event, event + "/words", {{"words", "よく きたね"}, {"lang", "ja"}}).status == 303);
    const auto both = [](Texts texts) {
        std::ranges::sort(texts);
        return texts == Texts{":Hello again", "ja:よく きたね"};
    };
    REQUIRE(eventually([&] { return both(known_to(kiosk)); }));
    const attendance::ChangeLists written = kiosk.journal().written();
    for (const attendance::Prompt& prompt : written.prompts)
        CHECK(prompt.id.starts_with(prompt.lang.empty() ? "all/" : event.substr(event.rfind('/') + 1) + "/"));

    const std::string remove = event + "/words/remove";
    const std::string id = hana.get(event).hidden("id", "action=\"" + remove + "\"");
    REQUIRE(hana.submit(event, remove, {{"id", id}}).status == 303);
    REQUIRE(eventually([&] { return known_to(kiosk) == Texts{":Hello again"}; }));
    REQUIRE(hana.submit(event, event + "/words/put-back", {{"id", id}}).status == 303);
    REQUIRE(eventually([&] { return both(known_to(kiosk)); }));
}

TEST_CASE("a sentence of the deck that is written at the hub is at the kiosk soon, and so is its change") {
    const testing::HubProcess hub(true);
    const testing::TempFolder folder(testing::memory_place());
    testing::SyncedKiosk kiosk(folder.path() / "kiosk");
    kiosk.enrol(hub.url(), hub.code());
    kiosk.start();
    testing::Browser hana = testing::organizer_of(hub);
    testing::Fields fields{
        {"words_ja", "さむい なかを、ようこそ"}, {"whom", "again"}, {"term", "toji"}, {"weight", "5"}};
    const std::string place = hana.submit("/deck", "/deck/new", fields).header("location");
    const std::string id = place.substr(place.find('#') + 1);
    const auto known = [&] {
        kiosk.pump();
        return kiosk.journal().written().sentences;
    };
    REQUIRE(eventually([&] { return known().size() == 1; }));
    CHECK(known()[0] ==
          attendance::DeckSentence{
              .id = id, .when = "again term:toji", .weight = 5, .texts = {{"ja", "さむい なかを、ようこそ"}}});
    fields[2].second = "";
    REQUIRE(hana.submit("/deck", "/deck/" + id, fields).status == 303);
    REQUIRE(eventually([&] { return known().at(0).when == "again"; }));
    REQUIRE(hana.submit("/deck", "/deck/" + id + "/remove", {}).status == 303);
    REQUIRE(eventually([&] { return known().empty(); }));
}

TEST_CASE("as long as the page takes them, welcome words are shown whole on every screen") {
    ui::Text text;
    const std::array layouts{ui::Layout(1920, 1080), ui::Layout(1280, 800), ui::Layout(1024, 600),
                             ui::Layout(800, 480),   ui::Layout(720, 1280), ui::Layout(800, 480).read_from(1.2f)};
    for (const std::string sentence :
         {"きょう いちばん話してみたいことを、となりの人に ひとつだけ聞いて、あとで みんなに教えてください。",
          "今日は新しく来た方が多いので、声をかけてみてください。飲み物は奥の机にあります。自由にどうぞ。",
          "コーヒーマシンのエスプレッソがおすすめです。プログラミングコンテストのチャンピオンに会えるかも。",
          "「はじめまして」を三人に言ってみよう。（名札のうらを見せあうのも、いいかもしれません。）、、、",
          "𠮷野さんと髙橋さんの「Wi-Fi」の話を、TECH "
          "MEETUPでどうぞ。おたのしみに。また来月も、この場所でお待ちしています。",
          "🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸",
          "What would you like to talk about with somebody new tonight? Please ask your neighbour about it as well.",
          "WELCOME BACK TO OUR MONTHLY MEETING! WE HAVE MANY MORE QUESTIONS FOR YOU TODAY, MY FRIEND.",
          "Congratulations, extraordinarily internationalized collaborators! Straightforwardness matters.",
          "Chào mừng bạn trở lại! Hôm nay hãy nói chuyện với một người mới và hỏi họ thích điều gì nhé bạn.",
          "С возвращением! Сегодня поговорите с кем-нибудь новым и спросите, что ему или ей интересно больше всего.",
          "ยินดีต้อนรับกลับมา วันนี้ลองคุยกับคนใหม่สักคนหนึ่ง แล้วถามว่าเขาสนใจเรื่องอะไรบ้างนะครับ ขอบคุณมาก"}) {
        const std::string words = as_much_as_fits(sentence);
        REQUIRE(words.size() < sentence.size());
        for (const ui::Layout& layout : layouts) {
            INFO(words << " at " << layout.width_px() << "x" << layout.height_px());
            CHECK(is_shown_whole(text, layout, words));
        }
    }
    // It is not that a screen would take anything.
    std::string endless;
    for (int i = 0; i < 8; ++i)
        endless += "きょう いちばん話してみたいことを、";
    for (const ui::Layout& layout : layouts)
        CHECK_FALSE(is_shown_whole(text, layout, endless));
}
