// The commands of docs/lessons.md do what it says.

#include <stdlib.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

// What a reader types, and what the lesson says that the terminal answers.
struct Command {
  std::string typed;
  std::vector<std::string> answer;
};

std::string Runfile(const std::string& path) {
  return absl::StrCat(getenv("TEST_SRCDIR"), "/", getenv("TEST_WORKSPACE"), "/", path);
}

std::vector<Command> CommandsOf(const std::string& text) {
  std::vector<Command> commands;
  bool in_block = false;
  for (const std::string& line : std::vector<std::string>(absl::StrSplit(text, '\n'))) {
    if (absl::StartsWith(line, "```")) {
      in_block = line == "```console";
    } else if (in_block && absl::StartsWith(line, "$ ")) {
      commands.push_back({line.substr(2), {}});
    } else if (in_block && !commands.empty()) {
      commands.back().answer.push_back(line);
    }
  }
  return commands;
}

// Numbers may differ a little from processor to processor, and times a lot.
bool IsSameWord(absl::string_view expected, absl::string_view found) {
  constexpr absl::string_view kSigns = ",;%()";
  const auto bare = [&](absl::string_view word) {
    while (!word.empty() && absl::StrContains(kSigns, word.substr(0, 1))) word.remove_prefix(1);
    while (!word.empty() && absl::StrContains(kSigns, word.substr(word.size() - 1))) {
      word.remove_suffix(1);
    }
    return word;
  };
  double a = 0;
  double b = 0;
  if (!absl::SimpleAtod(bare(expected), &a) || !absl::SimpleAtod(bare(found), &b)) {
    return expected == found || (absl::StrContains(expected, ':') && absl::StrContains(found, ':'));
  }
  return std::abs(a - b) <= 0.02 + 0.1 * std::max(std::abs(a), std::abs(b));
}

bool IsSameLine(const std::string& expected, const std::string& found) {
  const std::vector<std::string> a = absl::StrSplit(expected, ' ', absl::SkipEmpty());
  const std::vector<std::string> b = absl::StrSplit(found, ' ', absl::SkipEmpty());
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    // Speeds, and how much memory the processor's form of numbers takes.
    const bool is_of_machine =
        i + 1 < a.size() && (absl::StrContains(a[i + 1], "/s") || a[i + 1] == "MB");
    if (!is_of_machine && !IsSameWord(a[i], b[i])) return false;
  }
  return true;
}

// `...` stands for any lines.
bool IsSame(const std::vector<std::string>& expected, size_t i,
            const std::vector<std::string>& found, size_t j) {
  if (i == expected.size()) return j == found.size();
  if (expected[i] == "...") {
    for (size_t next = j; next <= found.size(); ++next) {
      if (IsSame(expected, i + 1, found, next)) return true;
    }
    return false;
  }
  return j < found.size() && IsSameLine(expected[i], found[j]) &&
         IsSame(expected, i + 1, found, j + 1);
}

TEST(Lesson, AnswersAsItSays) {
  const std::vector<Command> commands = CommandsOf(BytesOf(Runfile("docs/lessons.md")));
  ASSERT_GT(commands.size(), 20u);
  const std::string folder = FreshFolder();
  // One shell, since later commands have the variables of earlier ones.
  std::string script;
  constexpr char kMark[] = "### next command ###";
  for (const Command& command : commands) {
    absl::StrAppend(&script, "echo '", kMark, "'\n", command.typed, "\n");
  }
  WriteBytes(folder + "/lesson.sh", script);
  const std::string run = absl::StrCat("cd '", folder, "' && PATH='", Runfile("tools"),
                                       "':\"$PATH\" bash lesson.sh > answers.txt 2>&1 < /dev/null");
  ASSERT_EQ(system(run.c_str()), 0);
  std::vector<std::string> answers =
      absl::StrSplit(BytesOf(folder + "/answers.txt"), absl::StrCat(kMark, "\n"));
  // What comes before the first command.
  answers.erase(answers.begin());
  ASSERT_EQ(answers.size(), commands.size());
  for (size_t i = 0; i < commands.size(); ++i) {
    std::vector<std::string> lines = absl::StrSplit(answers[i], '\n');
    if (lines.back().empty()) lines.pop_back();
    EXPECT_TRUE(IsSame(commands[i].answer, 0, lines, 0)) << "$ " << commands[i].typed << "\n"
                                                         << answers[i];
  }
}

}  // namespace
}  // namespace windowlm
