// What the hub keeps, over one connection. Every method is one transaction: all of it is committed when it returns, or
// nothing. busy, full and unreachable may pass; the rest of the errors will not.
// Thread: a Store belongs to one thread, as its connection does; any number of Stores, in any number of processes on
// PostgreSQL, may work on the same tables.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "attendance/entry.h"
#include "base/clock.h"
#include "base/result.h"
#include "sql/database.h"
#include "store/edits.h"
#include "wire/messages.h"

namespace store {

using attendance::WallTime;

// A key of card ids that organizers replaced. The numbers begin with 1.
struct OlderCardKey {
    std::int64_t number = 0;
    std::string key;
    WallTime replaced{};
};

struct Identity {
    std::string hub;
    std::string card_key;  // the newest; empty until the first enrolment
    std::string tls_key;   // PEM; empty until set_tls
    std::string tls_cert;
    std::vector<OlderCardKey> older_card_keys;  // newest first
};

// What kiosks hear of the keys of card ids.
struct CardKeys {
    std::vector<std::string> keys;  // newest first
    std::string mark;               // of exactly these
};

// Of a kiosk that is revoked: whether the others get a new card key, since it was stolen or lost.
enum class CardKeyThen { stays, is_replaced };

struct EnrolCode {
    std::string code;  // "ABCD-EFGH", Crockford's base 32
    WallTime expires{};
};
inline constexpr std::chrono::minutes enrol_code_lives{15};

enum class TokenState { unknown, revoked, valid };
struct Caller {
    TokenState state = TokenState::unknown;
    std::int64_t device = 0;
};

struct DeviceRow {
    std::int64_t device = 0;
    std::string name;
    WallTime enrolled{};
    std::optional<WallTime> revoked;
    std::optional<WallTime> contact;         // last
    std::chrono::microseconds clock_offset;  // its wall clock minus ours at the last contact, the way included
    wire::DeviceStatus status;
    std::int64_t epochs = 0;
    std::int64_t acked_seq = 0;  // of its newest epoch
    std::int64_t forks = 0;      // how often its history was another one than ours
    std::int64_t quarantined = 0;
};

// One waiting request. The token stands here because whoever writes looks it up in the same transaction.
struct Incoming {
    std::string_view token;
    const wire::EntriesRequest* request = nullptr;
};
using Outcome = std::variant<wire::EntriesReply, wire::ErrorBody>;

// An organizer's act: an entry of the hub's own device. Ref and moment are filled in.
struct OwnAct {
    attendance::Entry entry;
    std::optional<wire::PersonEdit> person;
    std::optional<wire::EventEdit> event;
    // Of a stamp that was given afterwards: the moment at which it counts.
    std::optional<WallTime> counts_at = std::nullopt;
};
// The boot of entries whose moment was chosen, not read from a clock.
inline constexpr std::string_view chosen_moment = "afterwards";

struct QuarantinedRow {
    attendance::EntryRef ref;
    std::string raw;
    std::string why;
    WallTime received{};
};

struct ConflictRow {
    attendance::EntryRef edit;  // of the edit that lost or won; with the field it names the conflict
    std::string field;
    std::string item;  // "person" or "event"
    std::string id;
    std::string kept;
    std::string lost;
    ConflictState state = ConflictState::open;
    WallTime noted{};
};

// A part of a list.
struct Page {
    std::int64_t first = 0;
    std::int64_t rows = 1'000'000;
};

// What staff should look at.
struct Unsettled {
    std::int64_t conflicts = 0;  // that the clocks could not decide
    std::int64_t decided = 0;    // by time, looked at by nobody
    std::int64_t rows = 0;       // in quarantine
    bool any() const { return conflicts + decided + rows > 0; }
};

struct Position {
    std::int64_t generation = 0;
    std::int64_t change = 0;
    bool operator==(const Position&) const = default;
};

class Store {
public:
    // Creates or migrates the tables.
    static base::Result<std::unique_ptr<Store>> open(std::unique_ptr<sql::Database> database);
    // For a reader of tables that a writer has opened before.
    explicit Store(std::unique_ptr<sql::Database> database) : m_database(std::move(database)) {}

    base::Result<Identity> identity();
    // Keeps what is there already: two hubs on one database have one key.
    base::Result<void> set_tls_if_none(const std::string& key, const std::string& cert);

    base::Result<EnrolCode> make_enrol_code(WallTime now);
    // Whether who asks knows a code that is good now, proven under `pin`, this hub's; then the hub's proof of the same.
    // Spends nothing, and a proof that is sent again gets the same answer: only the code itself opens anything.
    base::Result<std::variant<wire::ProofReply, wire::ErrorBody>> prove(const wire::ProofRequest& request,
                                                                        const std::string& key_pin, WallTime now);
    // The reply's pin is the caller's to fill in.
    base::Result<std::variant<wire::EnrolReply, wire::ErrorBody>> enrol(const wire::EnrolRequest& request,
                                                                        WallTime now);
    base::Result<Caller> caller(std::string_view token);
    base::Result<std::vector<DeviceRow>> devices();
    // not_found. The number of the new card key; 0: it stays.
    base::Result<std::int64_t> revoke(std::int64_t device, WallTime now, CardKeyThen then = CardKeyThen::stays);
    // The new key's number. not_found: no kiosk was ever enrolled.
    base::Result<std::int64_t> replace_card_key(WallTime now);
    // Empty for a token that is not good at that moment: a revoked kiosk never sees the key that follows.
    base::Result<CardKeys> card_keys(std::string_view token);

    // Takes all batches in one transaction; each gets its own outcome, and one that is refused leaves no trace. At most
    // one batch a device.
    base::Result<std::vector<Outcome>> accept(std::span<const Incoming> batches, WallTime now);
    base::Result<void> append_own(std::span<const OwnAct> acts, const base::ClockReading& now);

    // A page of what changed behind the cursor, up to `rows_max` things; the empty cursor stands before everything.
    // Refused: gone where the cursor is of another generation or ahead of the hub, bad_request where it is none.
    base::Result<std::variant<wire::Changes, wire::ErrorBody>> changes(std::int64_t device, std::string_view cursor,
                                                                       std::size_t rows_max, WallTime now);
    base::Result<Position> position();

    base::Result<void> put_season(const wire::SeasonRow& season);
    // Only while the seasons that stand are the ones that somebody decided by: two that decide at once on two hubs
    // could overlap. False: they are others, and nothing was written.
    base::Result<bool> put_season(const wire::SeasonRow& season, const std::vector<wire::SeasonRow>& decided_by);
    base::Result<void> put_prompt(const wire::Prompt& prompt);
    base::Result<void> put_sentence(const attendance::DeckSentence& sentence);
    // Only while it stands as somebody saw it when they changed it. False: it is another, and nothing was written.
    base::Result<bool> put_sentence(const attendance::DeckSentence& sentence, const attendance::DeckSentence& seen);

    // Clears what erased people left in the engine's files; every erasing transaction is followed by one. busy: a
    // reader was in the way.
    base::Result<void> scrub();
    // The change that erased somebody last; 0: nobody was.
    base::Result<std::int64_t> last_erasure();

    // Newest first.
    base::Result<std::vector<QuarantinedRow>> quarantined(Page page = {});
    // Rows that this version of the hub can read become entries, as if they had just come. How many. Many short
    // transactions; harmless when it is repeated or cut.
    base::Result<std::int64_t> take_in_quarantined(WallTime now);

    base::Result<std::vector<ConflictRow>> conflicts();  // newest first, open and settled
    // Those that nobody has looked at: first those that wait for staff, then what the clocks decided; newest first.
    base::Result<std::vector<ConflictRow>> unsettled_conflicts(Page page);
    base::Result<std::optional<ConflictRow>> conflict(const attendance::EntryRef& edit, std::string_view field);
    base::Result<Unsettled> unsettled();
    // Marks it settled; where `take_lost`, the lost value becomes the hub's own edit, of `by`. not_found where it is
    // not there, or settled already.
    base::Result<void> settle_conflict(const ConflictRow& conflict, bool take_lost, const base::ClockReading& now,
                                       const std::string& by = {});

    // The generated password, shown once; the store keeps an Argon2id hash. bad_input: the name is taken, or is none
    // that the pages and the journal can hold (is_account_name).
    base::Result<std::string> add_account(const std::string& name, const std::string& role, WallTime now);

    sql::Database& database() { return *m_database; }

private:
    // Whether anything was erased.
    base::Result<bool> append_within(WriteTransaction& transaction, std::span<const OwnAct> acts,
                                     const base::ClockReading& now);

    std::unique_ptr<sql::Database> m_database;
};

// 1 to 40 bytes without spaces, strokes and control characters: it stands in addresses and in every entry's `by`.
bool is_account_name(std::string_view name);

std::string cursor_text(Position position);
std::optional<Position> parse_cursor(std::string_view text);

}  // namespace store
