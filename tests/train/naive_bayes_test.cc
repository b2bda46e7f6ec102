#include "src/train/naive_bayes.h"

#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "src/corpus/labelled_corpus.h"
#include "src/train/read_labels.h"
#include "tests/model/small_label_model.h"

namespace windowlm {
namespace {

// The ids of the words, and those of the pairs "a b", "b a" and "b c".
constexpr uint32_t kA = 0;
constexpr uint32_t kB = 1;
constexpr uint32_t kC = 2;
constexpr uint32_t kAb = 8;
constexpr uint32_t kBa = 9;
constexpr uint32_t kBc = 10;
constexpr int64_t kFeatures = 11;

// Four lines with labels, and one without, which counts for nothing.
constexpr char kText[] =
    "__label__x a b a\n"
    "__label__x a\n"
    "c c b a\n"
    "__label__y b c\n"
    "__label__x c __label__y\n";

class NaiveBayes : public testing::Test {
 protected:
  std::vector<uint32_t> Ids() const {
    std::vector<uint32_t> ids;
    const std::string text = kText;
    for (const absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
      for (const absl::string_view word : absl::StrSplit(line, ' ', absl::SkipEmpty())) {
        ids.push_back(*vocabulary_.Find(word));
      }
      ids.push_back(vocabulary_.line_end_id());
    }
    return ids;
  }

  // Sets model_ by the text.
  void Set(Loss loss, double share, bool balance = false) {
    model_ = std::make_unique<WindowModel<float>>(
        LabelConfigOf(2, {}, COMBINE_PRESENCE, loss, corpus_.known()->pairs.size()),
        static_cast<int64_t>(vocabulary_.size()), PRECISION_FLOAT32, nullptr, corpus_.known());
    ASSERT_EQ(model_->embeddings().rows(), kFeatures);
    SetNaiveBayes(corpus_, TargetSetsOf(corpus_, balance), share, *model_);
  }

  void ExpectWeights(uint32_t feature, double x, double y) const {
    EXPECT_NEAR(model_->embeddings().row(feature)[0], x, 1e-6) << "feature " << feature;
    EXPECT_NEAR(model_->embeddings().row(feature)[1], y, 1e-6) << "feature " << feature;
  }

  void ExpectBias(double x, double y) const {
    const Matrix<float>& bias = model_->parameters().back()->value;
    EXPECT_NEAR(bias.row(0)[0], x, 1e-6);
    EXPECT_NEAR(bias.row(1)[0], y, 1e-6);
  }

  const Vocabulary vocabulary_ = VocabularySeenOnce({"a", "b", "c", "__label__x", "__label__y"});
  const std::vector<uint32_t> ids_ = Ids();
  const LabelledCorpus corpus_{
      ids_, {}, vocabulary_, "__label__", {/*most_pairs=*/9, 0, 0, LineWords::kOnce}};
  std::unique_ptr<WindowModel<float>> model_;
};

// The line with both labels is half a line of each: x has 2.5 lines and y 1.5, and with
// labels / N = 0.5
//   r(a) = 2 / 2.5 + 0.5 = 1.3 and 0 / 1.5 + 0.5 = 0.5
//   r(b) = 1 / 2.5 + 0.5 = 0.9 and 1 / 1.5 + 0.5 = 7 / 6
//   r(c) = 0.5 / 2.5 + 0.5 = 0.7 and 1.5 / 1.5 + 0.5 = 1.5
// Of two numbers, each is as far from the mean as the other.
TEST_F(NaiveBayes, OfOneLabelALineIsTheLogRatioToTheMean) {
  Set(LOSS_SOFTMAX, 1);
  const double a = std::log(1.3 / 0.5) / 2;
  const double b = std::log(0.9 / (7.0 / 6)) / 2;
  const double c = std::log(0.7 / 1.5) / 2;
  ExpectWeights(kA, a, -a);
  ExpectWeights(kB, b, -b);
  ExpectWeights(kC, c, -c);
  // In one line of x each.
  const double ab = std::log(0.9 / 0.5) / 2;
  ExpectWeights(kAb, ab, -ab);
  ExpectWeights(kBa, ab, -ab);
  // In one line of y.
  const double bc = std::log(0.5 / (7.0 / 6)) / 2;
  ExpectWeights(kBc, bc, -bc);
  ExpectBias(std::log(2.5 / 4), std::log(1.5 / 4));
}

// Three lines have x and one does not, two have y and two do not, and 2 / N = 0.5.
TEST_F(NaiveBayes, OfEachLabelByItselfIsTheLogRatioToTheLinesWithoutIt) {
  Set(LOSS_SIGMOID, 1);
  ExpectWeights(kA, std::log((2.0 / 3 + 0.5) / 0.5), std::log(0.5 / (2.0 / 2 + 0.5)));
  ExpectWeights(kB, std::log((1.0 / 3 + 0.5) / (1.0 / 1 + 0.5)), 0);
  ExpectWeights(kC, std::log((1.0 / 3 + 0.5) / (1.0 / 1 + 0.5)), std::log(1.5 / 0.5));
  ExpectWeights(kAb, std::log((1.0 / 3 + 0.5) / 0.5), std::log(0.5 / (1.0 / 2 + 0.5)));
  ExpectWeights(kBc, std::log(0.5 / 1.5), std::log((1.0 / 2 + 0.5) / 0.5));
  ExpectBias(std::log(3.0 / 1), std::log(2.0 / 2));
}

// A line of x counts 2 / 2.5, one of y 2 / 1.5, and the one with both the mean of these.
TEST_F(NaiveBayes, HasABiasByHowMuchLinesCountWhereLabelsAreBalanced) {
  Set(LOSS_SOFTMAX, 1, /*balance=*/true);
  const double both = (2 / 2.5 + 2 / 1.5) / 2;
  ExpectBias(std::log((2 * 0.8 + both / 2) / 4), std::log((2 / 1.5 + both / 2) / 4));
  // The words' weights are as they are without it.
  ExpectWeights(kA, std::log(1.3 / 0.5) / 2, -std::log(1.3 / 0.5) / 2);
}

TEST_F(NaiveBayes, MultipliesTheWeightsByTheShareAndNotTheBias) {
  for (const Loss loss : {LOSS_SOFTMAX, LOSS_SIGMOID}) {
    Set(loss, 1);
    const std::unique_ptr<WindowModel<float>> whole = std::move(model_);
    Set(loss, 0.25);
    for (uint32_t feature = 0; feature < kFeatures; ++feature) {
      const float* row = whole->embeddings().row(feature);
      ExpectWeights(feature, 0.25 * row[0], 0.25 * row[1]);
    }
    const Matrix<float>& bias = whole->parameters().back()->value;
    ExpectBias(bias.row(0)[0], bias.row(1)[0]);
  }
}

TEST_F(NaiveBayes, LeavesWhatNoLineHasAtZero) {
  for (const Loss loss : {LOSS_SOFTMAX, LOSS_SIGMOID}) {
    Set(loss, 1);
    for (const char* word : {"__label__x", "__label__y", "</s>", "<unk>", "<s>"}) {
      ExpectWeights(*vocabulary_.Find(word), 0, 0);
    }
  }
}

}  // namespace
}  // namespace windowlm
