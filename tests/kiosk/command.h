// pettan-kiosk run once with some words, as a shell would: its exit status, standard output and standard error.
// PETTAN_KIOSK is the program (a compile definition of the test).
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "testing/catch.h"
#include "testing/child.h"
#include "testing/temp_folder.h"

namespace testing {

struct Outcome {
    int status = -1;
    std::string out;
    std::string err;
    bool says_one_line() const {
        return err.ends_with('\n') && std::count(err.begin(), err.end(), '\n') == 1 && err.size() > 20;
    }
};

// With a home of its own, so that no configuration or data of this machine play a part.
inline Outcome kiosk(const TempFolder& home, std::vector<std::string> words, const std::string& input = "") {
    const std::filesystem::path in = home.path() / "stdin";
    std::ofstream(in) << input;
    const std::filesystem::path out = home.path() / "stdout", err = home.path() / "stderr";
    std::vector<std::string> environment{"HOME=" + home.path().string(), "TZ=Asia/Tokyo", "LC_ALL=C.UTF-8",
                                         "PATH=/usr/bin:/bin"};
    words.insert(words.begin(), PETTAN_KIOSK);
    const auto pointers = [](std::vector<std::string>& texts) {
        std::vector<char*> list;
        for (std::string& text : texts)
            list.push_back(text.data());
        list.push_back(nullptr);
        return list;
    };
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, in.c_str(), O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t pid = 0;
    auto argv = pointers(words);
    auto envp = pointers(environment);
    const int spawned = posix_spawn(&pid, argv[0], &actions, nullptr, argv.data(), envp.data());
    posix_spawn_file_actions_destroy(&actions);
    REQUIRE(spawned == 0);
    int status = 0;
    REQUIRE(waitpid(pid, &status, 0) == pid);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), slurp(out), slurp(err)};
}

}  // namespace testing
