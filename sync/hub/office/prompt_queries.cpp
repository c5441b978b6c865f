#include "office/prompt_queries.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/random_id.h"
#include "store/entry_columns.h"

namespace office {

using attendance::prompt_is_about;
using wire::Prompt;

base::Result<Prompts> prompts_about(store::Store& store, std::string_view about) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    Prompts prompts;
    TRY_VOID(store.database().run("SELECT id, lang, words, removed FROM prompt ORDER BY change_no DESC", {},
                                  [&](const sql::RowView& row) {
                                      Prompt prompt{std::string(row.text(0)), std::string(row.text(1)),
                                                    std::string(row.text(2)), row.integer(3) != 0};
                                      if (prompt_is_about(prompt.id) == about)
                                          (prompt.removed ? prompts.removed : prompts.said).push_back(prompt);
                                  }));
    std::ranges::sort(prompts.said, {}, &Prompt::id);  // by bytes, as on kiosks, whatever the database's collation
    return prompts;
}

base::Result<std::string> add_prompt(store::Store& store, std::string_view about, const std::string& lang,
                                     const std::string& text, attendance::WallTime now) {
    constexpr std::size_t random_part = 6;
    const Prompt prompt{fmt::format("{}/{:014x}{}", about, store::to_us(now), base::random_id().substr(0, random_part)),
                        lang, text, false};
    if (about.empty() || prompt_is_about(prompt.id) != about || prompt.id.size() > attendance::id_bytes_max)
        return base::fail(base::ErrorCode::bad_input, "no sentence can be about this");
    TRY_VOID(store.put_prompt(prompt));
    return prompt.id;
}

base::Result<void> set_prompt_removed(store::Store& store, std::string_view about, const std::string& id,
                                      bool removed) {
    TRY(prompts, prompts_about(store, about));
    for (std::vector<Prompt>* list : {&prompts.said, &prompts.removed})
        for (Prompt& prompt : *list) {
            if (prompt.id != id) continue;
            prompt.removed = removed;
            return store.put_prompt(prompt);
        }
    return base::fail(base::ErrorCode::not_found, "there is no such sentence");
}

}  // namespace office
