#include "src/evaluate/label_likelihood.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "src/base/parallel_for.h"
#include "src/corpus/labelled_corpus.h"
#include "tests/model/small_label_model.h"

namespace windowlm {
namespace {

// How much each line counts.
constexpr double kWeight = 7;

// Four lines with labels, and one without.
constexpr char kText[] =
    "__label__x a\n"
    "__label__y a\n"
    "a b\n"
    "__label__y b\n"
    "__label__x b __label__y\n";

class LabelLikelihoodTest : public testing::Test {
 protected:
  std::vector<uint32_t> IdsOf(const std::string& text) const {
    std::vector<uint32_t> ids;
    for (const absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
      for (const absl::string_view word : absl::StrSplit(line, ' ', absl::SkipEmpty())) {
        ids.push_back(*vocabulary_.Find(word));
      }
      ids.push_back(vocabulary_.line_end_id());
    }
    return ids;
  }

  // Of a model for which `a` is 3 to 1 for x and `b` 3 to 1 for y, or with sigmoids 3 to 1 that the
  // label is there, and 1 to 1 for the other.
  LabelLikelihood Evaluate(const std::string& text, Loss loss) const {
    const std::vector<uint32_t> ids = IdsOf(text);
    const LabelledCorpus corpus(ids, {}, vocabulary_, "__label__",
                                {/*most_pairs=*/0, 0, 0, LineWords::kOnce});
    TrainedModel trained = TinyLabelModel(words_, {}, LabelConfigOf(2, {}, COMBINE_PRESENCE, loss));
    SetWeights(trained, "a", {std::log(3.0f), 0});
    SetWeights(trained, "b", {0, std::log(3.0f)});
    std::vector<TargetSet> sets(corpus.sets().size());
    for (uint32_t set = 0; set < sets.size(); ++set) {
      const absl::Span<const uint32_t> labels = corpus.sets().labels(set);
      sets[set].labels.assign(labels.begin(), labels.end());
      // Where all sets count alike, the means are as they would be without.
      sets[set].weight = set == 1 ? rare_weight_ : kWeight;
    }
    trained.model->SetTargetSets(sets);
    return EvaluateLabels(corpus, sets, corpus.train(), *trained.model);
  }

  // How much a line with the second set of labels counts.
  double rare_weight_ = kWeight;
  const std::vector<std::string> words_ = {"a", "b", "__label__x", "__label__y"};
  const Vocabulary vocabulary_ = VocabularyOf(words_);
};

const double kLog34 = std::log(0.75);
const double kLog14 = std::log(0.25);
const double kLog12 = std::log(0.5);

TEST_F(LabelLikelihoodTest, OfOneLabelALineHasADecisionALine) {
  const LabelLikelihood sums = Evaluate(kText, LOSS_SOFTMAX);
  EXPECT_EQ(sums.lines, 4u);
  EXPECT_EQ(sums.decisions, 4 * kWeight);
  // That of the line with both labels is the mean over them.
  const double expected = -(kLog34 + kLog14 + kLog34 + (kLog14 + kLog34) / 2);
  EXPECT_NEAR(sums.negative_log_likelihood, kWeight * expected, 1e-6);
  EXPECT_NEAR(sums.perplexity(), std::exp(expected / 4), 1e-6);
}

TEST_F(LabelLikelihoodTest, OfEachLabelByItselfHasADecisionForEachLabelOfALine) {
  const LabelLikelihood sums = Evaluate(kText, LOSS_SIGMOID);
  EXPECT_EQ(sums.lines, 4u);
  EXPECT_EQ(sums.decisions, 8 * kWeight);
  const double expected = -(kLog34 + kLog12 + kLog14 + kLog12 + kLog12 + kLog34 + kLog12 + kLog34);
  EXPECT_NEAR(sums.negative_log_likelihood, kWeight * expected, 1e-6);
  EXPECT_NEAR(sums.perplexity(), std::exp(expected / 8), 1e-6);
}

TEST_F(LabelLikelihoodTest, CountsALineAsItsSetDoes) {
  rare_weight_ = 3 * kWeight;
  const LabelLikelihood sums = Evaluate("__label__x a\n__label__y a\n", LOSS_SOFTMAX);
  EXPECT_EQ(sums.decisions, 4 * kWeight);
  EXPECT_NEAR(sums.negative_log_likelihood, -kWeight * (kLog34 + 3 * kLog14), 1e-6);
  EXPECT_EQ(sums.accuracy(), 0.5);
}

TEST_F(LabelLikelihoodTest, CountsLinesWhoseLikeliestLabelIsOneOfTheirs) {
  for (const Loss loss : {LOSS_SOFTMAX, LOSS_SIGMOID}) {
    const LabelLikelihood sums = Evaluate(kText, loss);
    EXPECT_EQ(sums.correct, 3u);
    EXPECT_EQ(sums.accuracy(), 0.75);
  }
}

TEST_F(LabelLikelihoodTest, OfNoLinesIsThatOfNothingToTell) {
  const LabelLikelihood sums = Evaluate("a b\n", LOSS_SOFTMAX);
  EXPECT_EQ(sums.lines, 0u);
  EXPECT_EQ(sums.decisions, 0);
  EXPECT_EQ(sums.perplexity(), 1);
  EXPECT_EQ(sums.accuracy(), 0);
}

// In several batches, the last of them smaller.
TEST_F(LabelLikelihoodTest, IsTheSumOverAllLinesOfALongText) {
  std::string text;
  for (int i = 0; i < 150; ++i) text += kText;
  const LabelLikelihood one = Evaluate(kText, LOSS_SOFTMAX);
  const LabelLikelihood many = Evaluate(text, LOSS_SOFTMAX);
  EXPECT_EQ(many.lines, 600u);
  EXPECT_EQ(many.correct, 450u);
  EXPECT_NEAR(many.negative_log_likelihood, 150 * one.negative_log_likelihood, 1e-6);
  EXPECT_NEAR(many.perplexity(), one.perplexity(), 1e-9);
}

TEST_F(LabelLikelihoodTest, IsTheSameOnAnyNumberOfThreads) {
  std::string text;
  for (int i = 0; i < 150; ++i) text += kText;
  SetThreads(1);
  const LabelLikelihood one = Evaluate(text, LOSS_SIGMOID);
  for (const int threads : {2, 8}) {
    SetThreads(threads);
    EXPECT_EQ(Evaluate(text, LOSS_SIGMOID).negative_log_likelihood, one.negative_log_likelihood);
  }
}

}  // namespace
}  // namespace windowlm
