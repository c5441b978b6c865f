#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fontconfig/fontconfig.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <fcntl.h>
#include <algorithm>
#include <array>
#include <fstream>

#include "base/clock.h"
#include "base/counted.h"
#include "base/file.h"
#include "base/unique_fd.h"
#include "client/enrol.h"
#include "journal/leftovers.h"
#include "journal/number_setting.h"
#include "journal/reader.h"
#include "kiosk/commands/commands.h"
#include "kiosk/commands/reader_check.h"
#include "ui/pack.h"
#include "words/languages.h"

namespace kiosk {
namespace {

namespace fs = std::filesystem;

class Findings {
public:
    explicit Findings(const LineSink& sink) : m_sink(sink) {}
    void add(Verdict verdict, std::string_view part, std::string_view what) {
        constexpr std::array<const char*, 3> words{"ok", "warn", "fail"};
        m_sink(fmt::format("{:<5} {:<8} {}", words[static_cast<std::size_t>(verdict)], part, what));
        m_all_well = m_all_well && verdict != Verdict::fail;
    }
    void add(std::string_view part, const Finding& finding) { add(finding.verdict, part, finding.what); }
    bool all_well() const { return m_all_well; }

private:
    const LineSink& m_sink;
    bool m_all_well = true;
};

void check_config(Findings& findings, const base::Result<Config>& config) {
    if (!config) return findings.add(Verdict::fail, "config", config.error().message);
    findings.add(Verdict::ok, "config",
                 config->community.name.empty() ? "read; the community has no name yet ([community] name)" : "read");
}

void check_pack(Findings& findings, const Config& config) {
    const auto pack = ui::load_pack(config.pack);
    if (!pack) return findings.add(Verdict::fail, "pack", pack.error().message);
    findings.add(Verdict::ok, "pack", pack->name);
}

// The folder itself, or where it will be made: its nearest ancestor that exists.
fs::path existing_part(fs::path folder) {
    std::error_code ignored;
    while (!fs::exists(folder, ignored) && folder.has_parent_path() && folder != folder.parent_path())
        folder = folder.parent_path();
    return folder.empty() ? fs::path(".") : folder;
}

void check_folder(Findings& findings, const Folder& data) {
    const fs::path there = existing_part(data);
    std::error_code ignored;
    if (!fs::is_directory(there, ignored))
        return findings.add(Verdict::fail, "data", there.string() + " is not a folder; choose another with --data");
    if (::access(there.c_str(), W_OK | X_OK) != 0)
        return findings.add(
            Verdict::fail, "data",
            there.string() + " cannot be written; give this user the right, or choose another with --data");
    if (there != data)
        return findings.add(Verdict::warn, "data", data.string() + " is not there yet; the first start makes it");
    findings.add(Verdict::ok, "data", data.string() + " can be written");
}

void check_space(Findings& findings, const Folder& data) {
    struct statvfs space {};
    if (::statvfs(existing_part(data).c_str(), &space) != 0)
        return findings.add(Verdict::fail, "space", "cannot be asked for; is the disk still there?");
    const auto free_mb = space.f_bavail * space.f_frsize / 1'000'000;
    const std::string text = fmt::format("{} MB free", free_mb);
    // A million entries take some 150 MB; below 50 MB a single backup or salvage no longer fits.
    if (free_mb < 50) return findings.add(Verdict::fail, "space", text + "; make room, or stamps cannot be recorded");
    if (free_mb < 500) return findings.add(Verdict::warn, "space", text + "; make room before the next event");
    findings.add(Verdict::ok, "space", text);
}

void check_lock(Findings& findings, const Folder& data) {
    const base::UniqueFd lock(::open((data / "lock").c_str(), O_RDONLY | O_CLOEXEC));
    if (!lock.valid() || ::flock(lock.get(), LOCK_SH | LOCK_NB) == 0)
        return findings.add(Verdict::ok, "lock", "no kiosk is running here");
    const auto holder = base::read_file(data / "lock");
    findings.add(
        Verdict::ok, "lock",
        fmt::format("a kiosk is running here (process {})", holder ? holder->substr(0, holder->find('\n')) : "?"));
}

void check_journal(Findings& findings, const Folder& data) {
    const auto reader = journal::Reader::open(data);
    if (!reader && reader.error().code == base::ErrorCode::not_found)
        return findings.add(Verdict::warn, "journal", "not there yet; the first start makes it");
    if (!reader) return findings.add(Verdict::fail, "journal", reader.error().message);
    const auto last = (*reader)->last_seq();
    const auto audit = (*reader)->audit();
    if (!audit) return findings.add(Verdict::fail, "journal", audit.error().message);
    findings.add(Verdict::ok, "journal", base::counted(last ? *last : 0, "entry", "entries") + ", all in order");
}

// They hold names and the card key: whoever asks is to know of them.
void check_leftovers(Findings& findings, const Folder& data) {
    const auto now = base::system_clock()->read().wall;
    for (const journal::Leftover& leftover : journal::leftovers(data))
        findings.add(Verdict::warn, "set aside",
                     fmt::format("{}: {:.1f} MB, {} old; it holds names and the card key. It is removed after {} "
                                 "days once a backup was made; until then whoever is erased is erased there too",
                                 leftover.file.filename().string(), static_cast<double>(leftover.bytes) / 1e6,
                                 base::counted(std::chrono::floor<std::chrono::days>(now - leftover.since).count(),
                                               "day", "days"),
                                 journal::leftovers_stay.count()));
}

// Asks the hub itself, for some seconds at most.
void check_hub(Findings& findings, const Folder& data) {
    const auto reader = journal::Reader::open(data);
    const auto hub = reader ? client::read_hub(**reader) : base::Result<std::optional<client::Hub>>(std::nullopt);
    if (!hub || !*hub) return findings.add(Verdict::ok, "hub", "none; pettan-kiosk enrol URL CODE joins one");
    const auto last = (*reader)->last_seq();
    const auto acked = journal::number_setting(**reader, journal::acked_seq_setting);
    const std::int64_t pending = (last ? *last : 0) - (acked ? *acked : 0);
    const std::string state = fmt::format("device {} of {}, {} to send", (*hub)->device, (*hub)->url,
                                          base::counted(pending, "entry", "entries"));
    client::HttpLimits limits;
    limits.connect_max = std::chrono::seconds(3);
    limits.request_max = std::chrono::seconds(5);
    const auto met = client::greet(**hub, limits);
    if (met) return findings.add(Verdict::ok, "hub", state + "; it answers");
    findings.add(Verdict::warn, "hub",
                 fmt::format("{}; {}. Entries wait here until it is reached", state, met.error().message));
}

void check_clock(Findings& findings) {
    switch (base::system_clock()->read().quality) {
        case base::ClockQuality::synchronised:
            return findings.add(Verdict::ok, "clock", "synchronised");
        case base::ClockQuality::restored:
            return findings.add(Verdict::warn, "clock",
                                "plausible, but nobody has set it since the start; connect to a network, or check it");
        case base::ClockQuality::unknown:
            return findings.add(Verdict::warn, "clock",
                                "wrong (before 2026); connect to a network or set it. Stamps are kept and corrected "
                                "once it is set");
    }
}

bool has_font_for(const std::string& lang) {
    FcPattern* pattern = FcNameParse(reinterpret_cast<const FcChar8*>((":lang=" + lang).c_str()));
    FcObjectSet* wanted = FcObjectSetBuild(FC_FAMILY, nullptr);
    FcFontSet* fonts = FcFontList(nullptr, pattern, wanted);
    const bool found = fonts != nullptr && fonts->nfont > 0;
    if (fonts != nullptr) FcFontSetDestroy(fonts);
    FcObjectSetDestroy(wanted);
    FcPatternDestroy(pattern);
    return found;
}

// What fontconfig calls a language: "zh-TW" for zh-Hant.
std::string font_name_of(const words::Language& language) {
    return std::string(language.also.empty() ? language.code : language.also.substr(0, language.also.find(' ')));
}

void check_fonts(Findings& findings, std::string_view screen_lang) {
    struct Need {
        std::string lang;
        std::string_view package;
        bool is_screens;
    };
    std::vector<Need> needs;
    for (const words::Language& language : words::languages())
        needs.push_back({font_name_of(language), language.font_package, language.code == screen_lang});
    // Letters of guests' names beyond those of the screens' languages.
    for (const char* lang : {"th", "ar", "hi"})
        if (!words::is_language(lang)) needs.push_back({lang, "fonts-noto-core", false});
    needs.push_back({"und-zsye", "fonts-noto-color-emoji", false});
    bool all = true;
    for (const Need& need : needs) {
        if (has_font_for(need.lang)) continue;
        all = false;
        // Without its own letters the screen cannot be read at all; the others only name some guests badly.
        findings.add(need.is_screens ? Verdict::fail : Verdict::warn, "fonts",
                     fmt::format("none for {}; apt install {}", need.lang, need.package));
    }
    FcFini();  // doctor is the last to ask fontconfig in this process
    if (all)
        findings.add(Verdict::ok, "fonts",
                     fmt::format("for {}, Thai, Arabic, Hindi and emoji", fmt::join(words::language_codes(), ", ")));
}

}  // namespace

bool doctor(const Folder& data, const base::Result<Config>& config, const LineSink& sink) {
    Findings findings(sink);
    check_config(findings, config);
    if (config) check_pack(findings, *config);
    check_folder(findings, data);
    check_space(findings, data);
    check_lock(findings, data);
    check_journal(findings, data);
    check_leftovers(findings, data);
    check_hub(findings, data);
    check_clock(findings);
    if (config) findings.add("reader", check_reader(*config));
    if (const auto scanner = config ? check_scanner(*config) : std::nullopt) findings.add("scanner", *scanner);
    check_fonts(findings, config ? config->community.lang : desk::Community().lang);
    return findings.all_well();
}

}  // namespace kiosk
