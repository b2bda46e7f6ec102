// The search for an analogy's answer, through all tiles of words and questions.

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/base/parallel_for.h"
#include "src/base/random.h"
#include "src/evaluate/analogies.h"
#include "tests/query/tiny_model.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::FieldsAre;

// Words at the ends of six axes: all vectors are of length 1, so that scores are whole numbers,
// exact in any order of summation, and nearly all are equal to many others.
class AnalogiesOfManyWords : public testing::Test {
 protected:
  static constexpr int kAxes = 6;
  static constexpr int kWords = 1700;
  static constexpr int kQuestionCount = 700;

  AnalogiesOfManyWords() {
    std::vector<std::string> words;
    vectors_.Resize(kWords + 3, kAxes);
    for (int i = 0; i < kWords; ++i) {
      // Some differ in case alone.
      words.push_back(i % 10 == 9 ? absl::StrCat("W", i - 8) : absl::StrCat("w", i));
      const uint64_t end = random_.Below(i, uint64_t{2} * kAxes);
      vectors_.row(i)[end / 2] = end % 2 == 0 ? 1 : -1;
    }
    vocabulary_ = VocabularyOf(words);
  }

  std::string Lower(int id) const {
    return absl::AsciiStrToLower(vocabulary_.word(static_cast<uint32_t>(id)));
  }

  // One word after the other.
  std::string Answer(const std::array<int, 3>& asked) const {
    int best = -1;
    float best_score = 0;
    for (int i = 0; i < kWords; ++i) {
      const bool is_asked =
          std::any_of(asked.begin(), asked.end(), [&](int id) { return Lower(id) == Lower(i); });
      if (is_asked) continue;
      float score = 0;
      for (int j = 0; j < kAxes; ++j) {
        score += vectors_.row(i)[j] * (vectors_.row(asked[1])[j] - vectors_.row(asked[0])[j] +
                                       vectors_.row(asked[2])[j]);
      }
      if (best >= 0 && score <= best_score) continue;
      best = i;
      best_score = score;
    }
    return Lower(best);
  }

  // Three different words: of those that differ in case alone the first, which is who is found.
  std::array<int, 3> Asked(int question) const {
    std::array<int, 3> asked;
    for (int i = 0; i < 3; ++i) {
      const auto id = static_cast<int>(random_.Below(kWords + question * 3 + i, kWords));
      asked[i] = id % 10 == 9 ? id - 8 : id;
    }
    return asked;
  }

  const CounterRandom random_{1, RandomPurpose::kInitialization, 7};
  Vocabulary vocabulary_ = VocabularyOf({"w"});
  Matrix<float> vectors_;
};

TEST_F(AnalogiesOfManyWords, AreAnsweredAsByALookAtEachWordOnAnyNumberOfThreads) {
  // A section a question, so that each answer is seen; every third asks for another word.
  std::string questions;
  for (int i = 0; i < kQuestionCount; ++i) {
    const std::array<int, 3> asked = Asked(i);
    const std::string answer = Answer(asked);
    absl::StrAppend(&questions, ": ", i, "\n", Lower(asked[0]), " ", Lower(asked[1]), " ",
                    Lower(asked[2]), " ", i % 3 == 2 ? (answer == "w2" ? "w3" : "w2") : answer,
                    "\n");
  }
  const std::string path = FreshFolder() + "/questions.txt";
  WriteBytes(path, questions);
  for (const int threads : {1, 2, 8}) {
    SetThreads(threads);
    const absl::StatusOr<AnalogySummary> summary =
        EvaluateAnalogies(path, vectors_, CaselessWords(vocabulary_, kWords));
    ASSERT_TRUE(summary.ok()) << summary.status();
    ASSERT_EQ(summary->sections.size(), kQuestionCount);
    for (int i = 0; i < kQuestionCount; ++i) {
      EXPECT_THAT(summary->sections[i].score, FieldsAre(1, i % 3 == 2 ? 0 : 1, 0))
          << "question " << i << " on " << threads << " threads";
    }
  }
  SetThreads(0);
}

}  // namespace
}  // namespace windowlm
