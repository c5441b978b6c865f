#include "store/store.h"

#include "engines.h"

using attendance::EntryKind;
using attendance::EntryRef;
using testing::acked;
using testing::all_changes;
using testing::count_of;
using testing::Kiosk;
using testing::refusal;
using testing::some_day;
using wire::ErrorWord;

TEST_CASE("an enrolment code works once and for 15 minutes") {
    ON_EACH_ENGINE();
    const auto enrol = [&](const std::string& code, attendance::WallTime when) {
        const auto reply = store->enrol({code, "door", "", "1", {}}, when);
        REQUIRE(reply);
        return reply->index() == 0;
    };
    const auto code = *store->make_enrol_code(some_day);
    CHECK(code.expires == some_day + std::chrono::minutes(15));
    CHECK_FALSE(enrol("AAAA-AAAA", some_day));
    CHECK_FALSE(enrol(code.code, code.expires));
    CHECK(enrol(code.code, code.expires - std::chrono::microseconds(1)));
    CHECK_FALSE(enrol(code.code, some_day));
}

TEST_CASE("a code is read as people type it") {
    ON_EACH_ENGINE();
    std::string typed = store->make_enrol_code(some_day)->code;
    typed.erase(4, 1);
    for (char& c : typed)
        c = c == '0' ? 'o' : c == '1' ? 'l' : static_cast<char>(std::tolower(c));
    CHECK(store->enrol({" " + typed, "door", "", "1", {}}, some_day)->index() == 0);
}

TEST_CASE("the hub adopts the first kiosk's card key and gives it to all others") {
    ON_EACH_ENGINE();
    const std::string first(64, 'a');
    Kiosk::enrolled(*store, first);
    CHECK(store->identity()->card_key == first);
    Kiosk::enrolled(*store, std::string(64, 'b'));
    CHECK(store->identity()->card_key == first);
}

TEST_CASE("a hub whose first kiosk has no card key makes one") {
    ON_EACH_ENGINE();
    Kiosk::enrolled(*store);
    CHECK(store->identity()->card_key.size() == 64);
}

TEST_CASE("a kiosk that was stolen never sees the card key that is made then, and the others see all") {
    ON_EACH_ENGINE();
    CHECK(store->replace_card_key(some_day).error().code == base::ErrorCode::not_found);  // there is none yet
    const std::string first(64, 'a');
    const Kiosk stolen = Kiosk::enrolled(*store, first);
    const Kiosk other = Kiosk::enrolled(*store);
    const auto before = store->card_keys(stolen.token);
    CHECK(before->keys == std::vector{first});
    CHECK(store->revoke(99, some_day, store::CardKeyThen::is_replaced).error().code == base::ErrorCode::not_found);
    CHECK(store->identity()->card_key == first);
    REQUIRE(store->revoke(stolen.device, some_day, store::CardKeyThen::is_replaced).value() == 2);
    CHECK(store->card_keys(stolen.token)->keys.empty());
    CHECK(store->card_keys("nobody's")->keys.empty());
    const auto after = store->card_keys(other.token);
    const std::string second = store->identity()->card_key;
    CHECK(second != first);
    CHECK(after->keys == std::vector{second, first});
    CHECK(after->mark != before->mark);
    REQUIRE(store->replace_card_key(some_day).value() == 3);
    CHECK(store->card_keys(other.token)->keys.size() == 3);
    CHECK(store->card_keys(Kiosk::enrolled(*store).token)->keys.front() == store->identity()->card_key);
}

TEST_CASE("kiosks are numbered from 2, and one that enrols again with its old token keeps its number") {
    ON_EACH_ENGINE();
    const Kiosk first = Kiosk::enrolled(*store);
    CHECK(first.device == 2);
    CHECK(Kiosk::enrolled(*store).device == 3);
    REQUIRE(store->revoke(2, some_day));
    CHECK(store->caller(first.token)->state == store::TokenState::revoked);
    const auto again = [&](const wire::FormerDevice& former) {
        return std::get<wire::EnrolReply>(
            *store->enrol({store->make_enrol_code(some_day)->code, "", "", "2", former}, some_day));
    };
    const auto reply = again({2, first.token});
    CHECK(reply.device == 2);
    CHECK(store->caller(reply.token)->state == store::TokenState::valid);
    CHECK(store->caller(first.token)->state == store::TokenState::unknown);
    CHECK(again({2, "guessed"}).device == 4);
    CHECK(again({3, reply.token}).device == 5);
}

TEST_CASE("tokens and codes are kept as hashes only") {
    ON_EACH_ENGINE();
    const auto code = store->make_enrol_code(some_day);
    const Kiosk kiosk = Kiosk::enrolled(*store);
    const auto kept = [&](const char* query) {
        std::vector<std::string> texts;
        REQUIRE(store->database().run(query, {}, [&](const sql::RowView& row) { texts.emplace_back(row.text(0)); }));
        return texts;
    };
    const auto tokens = kept("SELECT token_hash FROM device");
    REQUIRE_FALSE(tokens.empty());
    for (const std::string& hash : tokens)
        CHECK(hash.find(kiosk.token) == std::string::npos);
    const auto codes = kept("SELECT code_hash FROM enrol_code");
    REQUIRE_FALSE(codes.empty());
    for (const std::string& hash : codes)
        CHECK(hash.find(code->code) == std::string::npos);
}

TEST_CASE("accepted rows are acknowledged through the last of them") {
    ON_EACH_ENGINE();
    const Kiosk kiosk = Kiosk::enrolled(*store);
    CHECK(acked(kiosk.send(*store, kiosk.batch({}))) == 0);
    CHECK(acked(kiosk.send(*store, kiosk.stamps(1, 3))) == 3);
    CHECK(acked(kiosk.send(*store, kiosk.stamps(4, 500))) == 503);
    CHECK(acked(kiosk.send(*store, kiosk.batch({}))) == 503);
    CHECK(count_of(store->database(), "entry") == 503);
    CHECK(count_of(store->database(), "presence") == 503);
}

TEST_CASE("sending the same rows again changes nothing") {
    ON_EACH_ENGINE();
    const Kiosk kiosk = Kiosk::enrolled(*store);
    kiosk.send(*store, kiosk.stamps(1, 10));
    const auto before = all_changes(*store);
    CHECK(acked(kiosk.send(*store, kiosk.stamps(1, 10))) == 10);
    CHECK(acked(kiosk.send(*store, kiosk.stamps(3, 2))) == 10);
    CHECK(all_changes(*store) == before);
    CHECK(acked(kiosk.send(*store, kiosk.stamps(8, 5))) == 12);
    CHECK(count_of(store->database(), "entry") == 12);
}

TEST_CASE("a gap is refused with the seq that is expected") {
    ON_EACH_ENGINE();
    const Kiosk kiosk = Kiosk::enrolled(*store);
    CHECK(refusal(kiosk.send(*store, kiosk.stamps(2, 1))).expected_seq == 1);
    kiosk.send(*store, kiosk.stamps(1, 4));
    const auto error = refusal(kiosk.send(*store, kiosk.stamps(6, 1)));
    CHECK(error.word == ErrorWord::gap);
    CHECK(error.expected_seq == 5);
    CHECK(acked(kiosk.send(*store, kiosk.stamps(5, 1))) == 5);
}

TEST_CASE("the same numbers with other content are a fork, and nothing is overwritten") {
    ON_EACH_ENGINE();
    Kiosk kiosk = Kiosk::enrolled(*store);
    kiosk.send(*store, kiosk.stamps(1, 4));
    const auto before = all_changes(*store);
    const auto error = refusal(kiosk.send(*store, kiosk.stamps(3, 5, "other")));
    CHECK(error.word == ErrorWord::fork);
    CHECK(error.next_epoch == 2);
    CHECK(all_changes(*store) == before);
    CHECK(store->devices()->front().forks == 1);
    // The kiosk begins epoch 2 where it was not acknowledged.
    kiosk.epoch = 2;
    kiosk.epoch_first_seq = 3;
    CHECK(acked(kiosk.send(*store, kiosk.stamps(3, 5, "other"))) == 7);
    CHECK(count_of(store->database(), "entry") == 9);
}

TEST_CASE("a clone that goes on in its old epoch is taken as well") {
    ON_EACH_ENGINE();
    const Kiosk original = Kiosk::enrolled(*store);
    original.send(*store, original.stamps(1, 4));
    Kiosk clone = original;
    clone.epoch = 2;
    clone.epoch_first_seq = 4;
    CHECK(acked(clone.send(*store, clone.stamps(4, 2, "clone"))) == 5);
    CHECK(acked(original.send(*store, original.stamps(5, 2))) == 6);
    const auto device = store->devices()->front();
    CHECK(device.epochs == 2);
}

TEST_CASE("an epoch that began elsewhere is a fork") {
    ON_EACH_ENGINE();
    Kiosk kiosk = Kiosk::enrolled(*store);
    kiosk.send(*store, kiosk.stamps(1, 4));
    kiosk.epoch = 2;
    kiosk.epoch_first_seq = 5;
    kiosk.send(*store, kiosk.stamps(5, 1));
    kiosk.epoch_first_seq = 3;
    const auto error = refusal(kiosk.send(*store, kiosk.stamps(6, 1)));
    CHECK(error.word == ErrorWord::fork);
    CHECK(error.next_epoch == 3);
}

TEST_CASE("a new epoch that would leave a hole is told what to send first") {
    ON_EACH_ENGINE();
    Kiosk kiosk = Kiosk::enrolled(*store);
    kiosk.send(*store, kiosk.stamps(1, 4));
    kiosk.epoch = 3;
    kiosk.epoch_first_seq = 6;
    CHECK(refusal(kiosk.send(*store, kiosk.stamps(6, 1))).expected_seq == 5);
    // Row 5 is of epoch 2, which began at 4: all of that epoch is wanted.
    kiosk.epoch = 2;
    kiosk.epoch_first_seq = 4;
    CHECK(refusal(kiosk.send(*store, kiosk.stamps(5, 1))).expected_seq == 4);
    CHECK(acked(kiosk.send(*store, kiosk.stamps(4, 2, "n"))) == 5);
    kiosk.epoch = 3;
    kiosk.epoch_first_seq = 6;
    CHECK(acked(kiosk.send(*store, kiosk.stamps(6, 1))) == 6);
}

TEST_CASE("a target of the kiosk's own is of the newest epoch that contains it") {
    ON_EACH_ENGINE();
    Kiosk kiosk = Kiosk::enrolled(*store);
    kiosk.send(*store, kiosk.stamps(1, 4));
    kiosk.epoch = 2;
    kiosk.epoch_first_seq = 3;
    kiosk.send(*store, kiosk.stamps(3, 3, "n"));
    auto undo_old = kiosk.other(6, EntryKind::voided);
    undo_old.target = EntryRef{0, 0, 2};
    auto undo_new = kiosk.other(7, EntryKind::voided);
    undo_new.target = EntryRef{0, 0, 3};
    kiosk.send(*store, kiosk.batch({undo_old, undo_new}));
    std::set<std::string> removed;
    for (const auto& row : all_changes(*store).presences)
        if (row.removed) removed.insert(std::get<attendance::CardId>(row.presence.subject).value);
    CHECK(removed == std::set<std::string>{"c2", "n3"});
}

TEST_CASE("a row that can never be an entry is quarantined, counts as held and stays visible") {
    ON_EACH_ENGINE();
    const Kiosk kiosk = Kiosk::enrolled(*store);
    auto request = kiosk.stamps(1, 3);
    request.rows[1] = wire::BadRow{2, "[2,99]", "rows[1]: has 2 columns"};
    const auto outcome = kiosk.send(*store, request);
    CHECK(acked(outcome) == 3);
    CHECK(std::get<wire::EntriesReply>(outcome).rejected == std::vector<wire::Rejected>{{2, "rows[1]: has 2 columns"}});
    CHECK(acked(kiosk.send(*store, request)) == 3);
    const auto rows = store->quarantined();
    REQUIRE(rows->size() == 1);
    CHECK(rows->front().ref == EntryRef{kiosk.device, 1, 2});
    CHECK(rows->front().raw == "[2,99]");
    CHECK(store->devices()->front().quarantined == 1);
    request.rows[1] = wire::BadRow{2, "[2,98]", "rows[1]: has 2 columns"};
    CHECK(refusal(kiosk.send(*store, request)).word == ErrorWord::fork);
}

TEST_CASE("a token that nobody was given and a revoked one are told apart") {
    ON_EACH_ENGINE();
    Kiosk kiosk = Kiosk::enrolled(*store);
    const std::string token = kiosk.token;
    kiosk.token = "guessed";
    CHECK(refusal(kiosk.send(*store, kiosk.stamps(1, 1))).word == ErrorWord::unauthorized);
    kiosk.token = "none";
    CHECK(refusal(kiosk.send(*store, kiosk.stamps(1, 1))).word == ErrorWord::unauthorized);
    kiosk.token = token;
    REQUIRE(store->revoke(kiosk.device, some_day));
    CHECK(refusal(kiosk.send(*store, kiosk.stamps(1, 1))).word == ErrorWord::revoked);
    CHECK(count_of(store->database(), "entry") == 0);
    CHECK(store->revoke(99, some_day).error().code == base::ErrorCode::not_found);
    CHECK(store->revoke(1, some_day).error().code == base::ErrorCode::not_found);
}

TEST_CASE("batches of one transaction are judged one by one") {
    ON_EACH_ENGINE();
    const Kiosk a = Kiosk::enrolled(*store);
    const Kiosk b = Kiosk::enrolled(*store);
    const auto good = a.stamps(1, 2);
    const auto gap = b.stamps(5, 2);
    const std::string wrong = "wrong";
    const std::vector<store::Incoming> batches{{a.token, &good}, {b.token, &gap}, {wrong, &good}};
    const auto outcomes = *store->accept(batches, some_day);
    CHECK(acked(outcomes[0]) == 2);
    CHECK(refusal(outcomes[1]).word == ErrorWord::gap);
    CHECK(refusal(outcomes[2]).word == ErrorWord::unauthorized);
}

TEST_CASE("the list of devices shows the last contact and how the kiosk was") {
    ON_EACH_ENGINE();
    const Kiosk kiosk = Kiosk::enrolled(*store);
    CHECK_FALSE(store->devices()->front().contact);
    auto request = kiosk.batch({});
    request.status = wire::DeviceStatus{"0.9", 7, attendance::ClockQuality::restored, "fault", "ok", 123};
    request.sent.wall = some_day - std::chrono::seconds(3);
    kiosk.send(*store, request);
    const auto device = store->devices()->front();
    CHECK(device.contact == some_day);
    CHECK(device.clock_offset == std::chrono::seconds(-3));
    CHECK(device.status == *request.status);
    request.status.reset();
    kiosk.send(*store, request);
    CHECK(store->devices()->front().status.pending == 7);
}

TEST_CASE("an organizer's act is an entry of the hub's own device") {
    ON_EACH_ENGINE();
    const Kiosk kiosk = Kiosk::enrolled(*store);
    kiosk.send(*store, kiosk.stamps(1, 1));
    store::OwnAct act;
    act.entry.kind = EntryKind::voided;
    act.entry.target = EntryRef{kiosk.device, 1, 1};
    REQUIRE(store->append_own(std::span(&act, 1), {some_day, {}, "boot", base::ClockQuality::synchronised}));
    CHECK(all_changes(*store).presences.at(0).removed);
    REQUIRE(store->append_own(std::span(&act, 1), {some_day, {}, "boot", base::ClockQuality::synchronised}));
    act.entry.target.reset();
    CHECK_FALSE(store->append_own(std::span(&act, 1), {some_day, {}, "boot", base::ClockQuality::synchronised}));
}

TEST_CASE("an account's password is generated, kept as Argon2id and fits") {
    ON_EACH_ENGINE();
    const auto password = store->add_account("sachi", "organizer", some_day);
    REQUIRE(password);
    std::string hash;
    REQUIRE(store->database().run("SELECT password_hash FROM account", {},
                                  [&](const sql::RowView& row) { hash = row.text(0); }));
    CHECK(hash.starts_with("$argon2id$"));
    CHECK(base::password_fits(hash, *password));
    CHECK_FALSE(base::password_fits(hash, *password + "x"));
    CHECK(store->add_account("sachi", "staff", some_day).error().code == base::ErrorCode::bad_input);
}

TEST_CASE("tables of a newer hub are refused") {
    ON_EACH_ENGINE();
    REQUIRE(store->database().run("UPDATE hub SET schema_version = 99"));
    CHECK(store::Store::open(tables.connect()).error().code == base::ErrorCode::too_new);
}
