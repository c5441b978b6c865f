#include "ui/screens/staff/answers.h"

#include <charconv>

namespace ui {

namespace {

using desk::Answer;
using desk::StaffAnswer;
using Maybe = std::optional<Answer>;

std::optional<std::int64_t> number_of(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

// The rest of an action that begins with this word and a colon.
std::optional<std::string_view> after(std::string_view action, std::string_view word) {
    if (!action.starts_with(word) || action.size() <= word.size() || action[word.size()] != ':') return std::nullopt;
    return action.substr(word.size() + 1);
}

std::optional<std::int64_t> number_after(std::string_view action, std::string_view word) {
    const auto rest = after(action, word);
    return rest ? number_of(*rest) : std::nullopt;
}

template <typename Row>
const Row* row_at(const std::vector<Row>& rows, std::optional<std::int64_t> index) {
    return index && *index >= 0 && static_cast<std::size_t>(*index) < rows.size()
               ? &rows[static_cast<std::size_t>(*index)]
               : nullptr;
}

Maybe answer(StaffAnswer value) {
    return Answer(std::move(value));
}

Maybe page_of(std::string_view name) {
    using desk::StaffPage;
    if (name == "monitor") return answer(desk::GoTo{StaffPage::monitor});
    if (name == "people") return answer(desk::GoTo{StaffPage::people});
    if (name == "event") return answer(desk::GoTo{StaffPage::event});
    if (name == "settings") return answer(desk::GoTo{StaffPage::settings});
    return std::nullopt;
}

Maybe move_of(std::string_view rest) {
    using What = desk::MoveTime::What;
    for (const auto& [word, what] :
         {std::pair{"starts", What::starts}, std::pair{"ends", What::ends}, std::pair{"clock", What::clock}})
        if (const auto minutes = number_after(rest, word))
            return answer(desk::MoveTime{what, std::chrono::minutes(*minutes)});
    return std::nullopt;
}

Maybe setting_of(std::string_view rest) {
    using What = desk::ChangeSetting::What;
    for (const auto& [word, what] : {std::pair{"volume", What::volume}, std::pair{"brightness", What::brightness},
                                     std::pair{"mirrored", What::mirrored}, std::pair{"lang", What::lang}})
        if (const auto by = number_after(rest, word)) return answer(desk::ChangeSetting{what, static_cast<int>(*by)});
    return std::nullopt;
}

// What belongs to one scene only.
struct OfScene {
    const desk::Snapshot& snapshot;
    std::string_view action;

    Maybe operator()(const desk::PinPad&) const {
        const auto key = after(action, "pin");
        if (!key || key->size() != 1) return std::nullopt;
        return answer(desk::PinKey{key->front()});
    }
    Maybe operator()(const desk::Monitor&) const {
        const auto* line = row_at(snapshot.taps, number_after(action, "open"));
        if (line != nullptr && line->person) return answer(desk::OpenPerson{*line->person});
        return std::nullopt;
    }
    Maybe operator()(const desk::People& people) const {
        if (action == "register") return answer(desk::EditPerson{});
        if (const auto row = number_after(action, "choose"); row_at(people.rows, row) != nullptr)
            return answer(desk::Choose{static_cast<std::size_t>(*row)});
        if (const auto* row = row_at(people.rows, number_after(action, "open")))
            return answer(desk::OpenPerson{row->person});
        if (const auto* row = row_at(people.rows, number_after(action, "same")))
            return answer(desk::ChooseSame{row->person});
        if (const auto* row = row_at(people.rows, number_after(action, "stamp")))
            return answer(desk::StampByHand{row->person});
        return keyboard();
    }
    Maybe operator()(const desk::PersonPage& page) const {
        if (action == "stamp") return answer(desk::StampByHand{page.person.id});
        if (action == "arm" || action == "disarm") return answer(desk::WaitForCard{action == "arm"});
        if (action == "edit") return answer(desk::EditPerson{page.person.id});
        if (action == "more") return answer(desk::OpenMore{});
        if (action == "take_card" || action == "leave_card") return answer(desk::TakeCard{action == "take_card"});
        if (const auto* card = row_at(page.cards, number_after(action, "staff_card")))
            return answer(desk::MarkStaff{card->card, !card->staff});
        return std::nullopt;
    }
    Maybe operator()(const desk::PersonMore& page) const {
        if (const auto* card = row_at(page.cards, number_after(action, "card")))
            return answer(desk::ChooseCard{card->card});
        if (const auto* merged = row_at(page.merged, number_after(action, "part")))
            return answer(desk::PartPeople{merged->merge_seq});
        if (action == "off" || action == "mistake") return answer(desk::TakeCardOff{action == "mistake"});
        if (action == "same") return answer(desk::LookForSame{});
        if (action == "erase") return answer(desk::AskErase{});
        if (action == "confirm") return answer(desk::Confirm{});
        return std::nullopt;
    }
    Maybe operator()(const desk::PersonForm&) const {
        if (action == "save") return answer(desk::Save{});
        if (const auto field = number_after(action, "field"); field && *field >= 0 && *field < 3)
            return answer(desk::ChooseField{static_cast<desk::PersonForm::Field>(*field)});
        return keyboard();
    }
    Maybe operator()(const desk::EventPage& page) const {
        if (page.draft) {
            if (action == "save") return answer(desk::Save{});
            if (const auto rest = after(action, "move")) return move_of(*rest);
            return keyboard();
        }
        if (action == "new_event") return answer(desk::NewEvent{});
        if (action == "by_hours") return answer(desk::OpenEvent{});
        if (const auto* event = row_at(page.events, number_after(action, "edit_event")))
            return answer(desk::EditEvent{event->id});
        if (const auto* event = row_at(page.events, number_after(action, "open_event")))
            return answer(desk::OpenEvent{event->id});
        return std::nullopt;
    }
    Maybe operator()(const desk::SettingsPage& page) const {
        if (action == "save" && page.clock_draft) return answer(desk::Save{});
        if (const auto rest = after(action, "move")) return move_of(*rest);
        if (const auto rest = after(action, "set")) return setting_of(*rest);
        if (const auto target = number_after(action, "export"); row_at(page.targets, target) != nullptr)
            return answer(desk::StartExport{static_cast<std::size_t>(*target)});
        if (action == "hub") return answer(desk::OpenHub{});
        return std::nullopt;
    }
    Maybe operator()(const desk::HubPage& page) const {
        if (action == "join") return answer(desk::BeginEnrolment{});
        if (!page.draft) return std::nullopt;
        if (action == "save") return answer(desk::Save{});
        if (const auto field = number_after(action, "field"); field && (*field == 0 || *field == 1))
            return answer(desk::ChooseHubField{static_cast<desk::HubPage::Field>(*field)});
        return keyboard();
    }
    template <typename AttendeesScene>
    Maybe operator()(const AttendeesScene&) const {
        return std::nullopt;
    }

    Maybe keyboard() const {
        using Page = desk::NewCard::Page;
        if (const auto key = after(action, "key")) return Answer(desk::PressKey{std::string(*key)});
        if (action == "kana" || action == "write") return Answer(desk::OpenKeyboard{Page::kana});
        if (action == "abc") return Answer(desk::OpenKeyboard{Page::abc});
        if (action == "close_keys") return Answer(desk::OpenKeyboard{Page::offer});
        return std::nullopt;
    }
};

}  // namespace

std::optional<Answer> staff_answer_for(const desk::Snapshot& snapshot, std::string_view action) {
    if (!desk::is_staff_scene(snapshot.scene)) return std::nullopt;
    if (action == "leave") return answer(desk::LeaveStaff{});
    if (action == "back") return answer(desk::Back{});
    if (const auto page = after(action, "go")) return page_of(*page);
    if (const auto seq = number_after(action, "void")) return answer(desk::VoidStamp{*seq});
    if (const auto seq = number_after(action, "undo")) return answer(desk::UndoVoid{*seq});
    return std::visit(OfScene{snapshot, action}, snapshot.scene);
}

}  // namespace ui
