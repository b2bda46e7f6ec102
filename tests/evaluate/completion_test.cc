#include "src/evaluate/completion.h"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/query/tiny_model.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr double kUnknown = -std::numeric_limits<double>::infinity();

absl::StatusOr<std::vector<CompletionQuestion>> Read(const std::string& bytes) {
  const std::string path = FreshFolder() + "/questions.tsv";
  WriteBytes(path, bytes);
  return ReadCompletionQuestions(path);
}

TEST(CompletionQuestions, AreReadFromColumns) {
  const auto questions = Read(
      "id\tquestion\ta\tb\tc\tanswer\r\n"
      "1\tthe _____ gets fed .\tdog\tidea\t stone \tc\r\n"
      "\n"
      "second\t___\tyes\tno\ta\n");
  ASSERT_TRUE(questions.ok()) << questions.status();
  ASSERT_THAT(*questions, SizeIs(2));
  EXPECT_EQ((*questions)[0].before, "the ");
  EXPECT_EQ((*questions)[0].after, " gets fed .");
  EXPECT_THAT((*questions)[0].candidates, ElementsAre("dog", "idea", "stone"));
  EXPECT_EQ((*questions)[0].answer, 2u);
  EXPECT_THAT((*questions)[1].candidates, ElementsAre("yes", "no"));
  EXPECT_EQ((*questions)[1].answer, 0u);
}

TEST(CompletionQuestions, ThatAreNoneNameTheLine) {
  const auto message = [](const std::string& line) {
    return MessageOf(Read("1\ta ___\tx\ty\ta\n" + line).status());
  };
  EXPECT_THAT(message("2\ta ___\tx\ta\n"),
              HasSubstr("questions.tsv, line 2: expected the columns name"));
  EXPECT_THAT(message("just text\n"), HasSubstr("found 1 column"));
  EXPECT_THAT(message("2\tno blank\tx\ty\ta\n"), HasSubstr("line 2: one blank"));
  EXPECT_THAT(message("2\ta ___\tx\ty\tc\n"),
              HasSubstr("expected a letter from a to b as the answer"));
  EXPECT_THAT(message("2\ta ___\tx\ty\tab\n"), HasSubstr("as the answer, found \"ab\""));
  EXPECT_THAT(message("2\ta ___\tx\t\ta\n"),
              HasSubstr("expected a candidate, found an empty column"));
  EXPECT_THAT(message("id\ta ___\tx\ty\tanswer\n"), HasSubstr("line 2: expected a letter"));
  EXPECT_THAT(MessageOf(Read("").status()), HasSubstr("no questions"));
  EXPECT_THAT(MessageOf(Read("id\tquestion\ta\tb\tanswer\n").status()), HasSubstr("no questions"));
}

// "w ___ x" with the candidates a, b and "no such".
CompletionQuestion Question(const std::string& before, const std::string& after) {
  return {before, after, {"a", "b", "zebra"}, 0};
}

std::vector<double> ScoresOf(const CompletionQuestion& question, CompletionScore score,
                             TrainedModel& trained) {
  const absl::StatusOr<CompletionScores> scores = ScoreCandidates({question}, score, trained);
  EXPECT_TRUE(scores.ok()) << scores.status();
  return scores.ok() ? scores->front() : std::vector<double>();
}

auto Near(double value) { return DoubleNear(value, 1e-6); }

// b has the logit 2 after a, -2 after b, and 0 after all others; all others always 0.
TrainedModel NextModel() {
  TrainedModel trained =
      TinyModel({"a", "b", "c"}, TinyConfig(OBJECTIVE_NEXT, 1, 1), BOUNDARIES_LINE);
  *Tensor(trained, "embedding").row(0) = 1;
  *Tensor(trained, "embedding").row(1) = -1;
  *Tensor(trained, "output.weight").row(1) = 2;
  return trained;
}

TEST(ScoreCandidates, OfANextWordModelAreTheirsAndThoseOfTheWordsAfter) {
  TrainedModel trained = NextModel();
  const double after_a = std::log(std::exp(2.0) + 4);
  const double after_b = std::log(std::exp(-2.0) + 4);
  EXPECT_THAT(ScoresOf(Question("c a", "b c c"), CompletionScore::kWord, trained),
              ElementsAre(Near(-after_a), Near(2 - after_a), kUnknown));
  EXPECT_THAT(ScoresOf(Question("c a", "b c c"), CompletionScore::kSentence, trained),
              ElementsAre(Near(2 - 2 * after_a), Near(-after_a - after_b), kUnknown));
  // The line's end follows.
  EXPECT_THAT(
      ScoresOf(Question("", ""), CompletionScore::kSentence, trained),
      ElementsAre(Near(-std::log(5.0) - after_a), Near(-std::log(5.0) - after_b), kUnknown));
}

TEST(ScoreCandidates, OfAMaskedModelMayBeThoseOfTheWordsOnBothSides) {
  TrainedModel trained =
      TinyModel({"a", "b", "c"}, TinyConfig(OBJECTIVE_MASKED, 1, 1), BOUNDARIES_LINE);
  // b has the logit 1 for an a before it, and 2 for one after it.
  *Tensor(trained, "embedding").row(0) = 1;
  Tensor(trained, "output.weight").row(1)[0] = 1;
  Tensor(trained, "output.weight").row(1)[1] = 2;
  const auto sum = [](double logit) { return std::log(std::exp(logit) + 4); };
  EXPECT_THAT(ScoresOf(Question("a", "c"), CompletionScore::kWord, trained),
              ElementsAre(Near(-sum(1)), Near(1 - sum(1)), kUnknown));
  // "a ? c": of "a a c", the first a has an a after it and the c one before it.
  EXPECT_THAT(
      ScoresOf(Question("a", "c"), CompletionScore::kSentence, trained),
      ElementsAre(Near(-sum(2) - sum(1) - sum(1)), Near(-sum(0) + 1 - sum(1) - sum(0)), kUnknown));
}

TEST(ScoreCandidates, OfAnAssociationPassOverHowFrequentAWordIs) {
  TrainedModel trained = NextModel();
  const double after_a = std::log(std::exp(2.0) + 4);
  // a, b, c, </s> and <unk> were seen 5, 4, 3, 2 and 1 times.
  EXPECT_THAT(ScoresOf(Question("c a", "b c c"), CompletionScore::kAssociation, trained),
              ElementsAre(Near(-after_a - std::log(5 / 15.)), Near(2 - after_a - std::log(4 / 15.)),
                          kUnknown));
}

TEST(ScoreCandidates, ChoosesByWhetherTheTextWasThinned) {
  TrainedModel trained = NextModel();
  const CompletionQuestion question = Question("c a", "b c c");
  EXPECT_EQ(ScoresOf(question, CompletionScore::kAuto, trained),
            ScoresOf(question, CompletionScore::kSentence, trained));
  trained.provenance.config.set_subsample(0.001);
  EXPECT_EQ(ScoresOf(question, CompletionScore::kAuto, trained),
            ScoresOf(question, CompletionScore::kAssociation, trained));
}

TEST(MixScores, AddsInUnitsOfTheStandardDeviation) {
  // Less the means, -1, 1, -3, 3 and 2, -2, 0: of standard deviations sqrt(5) and sqrt(8 / 3).
  const CompletionScores x = {{4, 6, kUnknown}, {-13, -7, kUnknown}};
  const CompletionScores y = {{5, 1, 3}, {kUnknown, kUnknown, kUnknown}};
  const CompletionScores mixed = MixScores(x, y, 0.25);
  const double dx = std::sqrt(5.0);
  const double dy = std::sqrt(8.0 / 3);
  EXPECT_THAT(mixed, ElementsAre(ElementsAre(Near(-0.75 / dx + 0.5 / dy),
                                             Near(0.75 / dx - 0.5 / dy), kUnknown),
                                 ElementsAre(kUnknown, kUnknown, kUnknown)));
}

TEST(MixScores, OfWeightZeroOrOneRanksAsOneModelDoes) {
  const CompletionScores x = {{4, 6, 5}};
  const CompletionScores y = {{-9, -30, -1}};
  const std::vector<CompletionQuestion> questions = {{"", "", {"a", "b", "c"}, 1}};
  EXPECT_EQ(SummarizeCompletion(questions, MixScores(x, y, 0)).correct, 1u);
  EXPECT_EQ(SummarizeCompletion(questions, MixScores(x, y, 1)).correct, 0u);
  const CompletionScores same = {{2, 2, 2}};
  EXPECT_EQ(SummarizeCompletion(questions, MixScores(x, same, 0.5)).correct, 1u);
}

TEST(SummarizeCompletion, CountsTiesByTheirShareAndUnknownCandidates) {
  const CompletionQuestion question = {"", "", {"a", "b", "c", "d"}, 2};
  const std::vector<CompletionQuestion> questions(5, question);
  const CompletionSummary summary =
      SummarizeCompletion(questions, {{1, 2, 3, 2},
                                      {1, 2, 2, 0},
                                      {3, 2, 1, 3},
                                      {kUnknown, -5, kUnknown, -6},
                                      {kUnknown, kUnknown, kUnknown, kUnknown}});
  EXPECT_EQ(summary.questions, 5u);
  EXPECT_EQ(summary.correct, 1u);
  EXPECT_EQ(summary.tied, 2u);
  EXPECT_EQ(summary.unknown_candidates, 6u);
  EXPECT_DOUBLE_EQ(summary.accuracy, (1 + 0.5 + 0.25) / 5);
}

}  // namespace
}  // namespace windowlm
