#include "office/prompt_queries.h"

#include "engines.h"

using testing::all_changes;
using testing::some_day;
using wire::Prompt;

namespace {

std::vector<std::string> texts(const std::vector<Prompt>& prompts) {
    std::vector<std::string> all;
    for (const Prompt& prompt : prompts)
        all.push_back(prompt.text);
    return all;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("welcome words are about one event or about all, and stand in the order in which they were written") {
    ON_EACH_ENGINE();
    for (int i = 0; i < 12; ++i)
        REQUIRE(office::add_prompt(*store, "e12", i % 2 == 0 ? "ja" : "", "髙" + std::to_string(i),
                                   some_day + std::chrono::seconds(i)));
    REQUIRE(office::add_prompt(*store, "e1", "", "another event's", some_day));
    REQUIRE(office::add_prompt(*store, attendance::every_event, "en", "O'Brien \"x\" %_", some_day));
    const auto own = office::prompts_about(*store, "e12").value();
    CHECK(texts(own.said) ==
          Texts{"髙0", "髙1", "髙2", "髙3", "髙4", "髙5", "髙6", "髙7", "髙8", "髙9", "髙10", "髙11"});
    CHECK(own.said[0].lang == "ja");
    CHECK(own.said[1].lang.empty());
    CHECK(own.removed.empty());
    CHECK(texts(office::prompts_about(*store, attendance::every_event)->said) == Texts{"O'Brien \"x\" %_"});
    CHECK(office::prompts_about(*store, "e")->said.empty());
    // As kiosks read them: the part before the slash.
    CHECK(own.said[0].id.starts_with("e12/"));
    CHECK(all_changes(*store).prompts.size() == 14);
}

TEST_CASE("welcome words of one moment are two") {
    ON_EACH_ENGINE();
    REQUIRE(office::add_prompt(*store, "all", "", "a", some_day));
    REQUIRE(office::add_prompt(*store, "all", "", "b", some_day));
    CHECK(office::prompts_about(*store, "all")->said.size() == 2);
}

TEST_CASE("removed welcome words can be put back where they were, kiosks are told of both") {
    ON_EACH_ENGINE();
    std::vector<std::string> ids;
    for (const char* text : {"a", "b", "c"})
        ids.push_back(office::add_prompt(*store, "e12", "", text, some_day + std::chrono::seconds(ids.size())).value());
    REQUIRE(office::set_prompt_removed(*store, "e12", ids[1], true));
    REQUIRE(office::set_prompt_removed(*store, "e12", ids[0], true));
    auto prompts = office::prompts_about(*store, "e12").value();
    CHECK(texts(prompts.said) == Texts{"c"});
    CHECK(texts(prompts.removed) == Texts{"a", "b"});  // the last one first
    CHECK(all_changes(*store).prompts.back() == Prompt{ids[0], "", "a", true});
    REQUIRE(office::set_prompt_removed(*store, "e12", ids[1], false));
    prompts = office::prompts_about(*store, "e12").value();
    CHECK(texts(prompts.said) == Texts{"b", "c"});
    CHECK(all_changes(*store).prompts.back() == Prompt{ids[1], "", "b", false});

    CHECK(office::set_prompt_removed(*store, "e13", ids[2], true).error().code == base::ErrorCode::not_found);
    CHECK(office::set_prompt_removed(*store, "e12", "e12/none", true).error().code == base::ErrorCode::not_found);
}

TEST_CASE("what kiosks could not read as an event's id gets no welcome words") {
    const testing::Tables tables(sql::Engine::sqlite);
    const auto store = tables.store();
    const std::size_t longest = attendance::id_bytes_max - 21;  // a slash, the time, some chance
    REQUIRE(office::add_prompt(*store, std::string(longest, 'e'), "", "a", some_day));
    for (const std::string& about : {std::string(longest + 1, 'e'), std::string("a/b"), std::string()})
        CHECK(office::add_prompt(*store, about, "", "a", some_day).error().code == base::ErrorCode::bad_input);
    CHECK(all_changes(*store).prompts.size() == 1);
}
