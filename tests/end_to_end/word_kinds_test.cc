// Whether the neighbours of words are of their kind, on a text of millions of words that the caller
// names: not run by itself, since no such text is here.
//
//   bazel test //tests/end_to_end:word_kinds_test --test_env=WORD_KINDS_TEXT=/path/text.txt

#include <cstdlib>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using Words = std::set<std::string>;

// The kinds, and of each the words that are looked up.
struct Kind {
  Words words;
  std::vector<std::string> asked;
};

const std::vector<Kind>& Kinds() {
  static const auto* const kinds = new std::vector<Kind>{
      {{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
       {"monday", "friday"}},
      {{"january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december"},
       {"march", "june"}},
      {{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "twenty", "thirty", "hundred", "thousand"},
       {"three", "seven"}},
      {{"red", "blue", "green", "yellow", "white", "black", "brown", "pink", "purple", "orange",
        "grey", "gray", "coloured", "colored"},
       {"red", "blue"}},
      {{"father", "mother", "son", "daughter", "brother", "sister", "wife", "husband", "uncle",
        "aunt", "cousin", "grandfather", "grandmother", "nephew", "niece", "godmother",
        "stepdaughter", "stepmother", "siblings"},
       {"father", "sister"}}};
  return *kinds;
}

TEST(WordKinds, MakeUpMostOfAWordsNeighbors) {
  const char* const text = std::getenv("WORD_KINDS_TEXT");
  ASSERT_NE(text, nullptr) << "--test_env=WORD_KINDS_TEXT=FILE names the text";
  const std::string model = FreshFolder() + "/vectors.wlm";
  Succeed({"train", text, "--preset=vectors", "--subwords=3-6", "--min-count=5", "--dim=100",
           "--output=" + model});
  for (const Kind& kind : Kinds()) {
    for (const std::string& asked : kind.asked) {
      std::istringstream lines(
          Succeed({"neighbors", model, asked, "--top=5", "--format=tsv"}).output);
      int of_kind = 0;
      std::string answers;
      for (std::string line; std::getline(lines, line);) {
        std::istringstream fields(line);
        std::string query;
        std::string rank;
        std::string neighbor;
        fields >> query >> rank >> neighbor;
        // "fridays" too is a day.
        const std::string singular =
            neighbor.back() == 's' ? neighbor.substr(0, neighbor.size() - 1) : neighbor;
        of_kind += static_cast<int>(kind.words.count(neighbor) + kind.words.count(singular) > 0);
        answers += neighbor + " ";
      }
      EXPECT_GE(of_kind, 3) << asked << ": " << answers;
    }
  }
}

}  // namespace
}  // namespace windowlm
