#include "src/train/read_labels.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/corpus/labelled_corpus.h"
#include "tests/store/test_files.h"
#include "tests/train/labelled_text.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kText[] =
    "__label__x a b\n"
    "a a\n"
    "__label__y b a b\n"
    "__label__x a b\n"
    "__label__x __label__y c\n";

class ReadLabelsTest : public testing::Test {
 protected:
  absl::Status Read(const std::string& text, const std::string& valid = "") {
    corpus_ = std::make_unique<PreparedCorpus>(CorpusWithoutLabels(text, valid, config_));
    return ReadLabels(corpus_.get(), &config_);
  }

  TrainConfig config_ = LabelTrainConfig();
  std::unique_ptr<PreparedCorpus> corpus_;
};

TEST_F(ReadLabelsTest, FindsTheLinesTheLabelsAndThePairs) {
  ASSERT_TRUE(Read(kText, "__label__y c\nb\n").ok());
  ASSERT_NE(corpus_->labelled, nullptr);
  const LabelledCorpus& labelled = *corpus_->labelled;
  EXPECT_EQ(labelled.train().size(), 4u);
  EXPECT_EQ(labelled.train().without_labels(), 1u);
  EXPECT_EQ(labelled.valid().size(), 1u);
  EXPECT_EQ(corpus_->examples(), 4u);
  ASSERT_EQ(labelled.labels().size(), 2u);
  EXPECT_EQ(labelled.labels().name(0), "x") << "the more frequent one";
  EXPECT_EQ(config_.model().labels(), 2);
  // "a b", of three lines, and not "b a", of one.
  EXPECT_EQ(config_.model().pairs(), 1);
  ASSERT_EQ(labelled.known()->pairs.size(), 1u);
  // <a> and <b>.
  EXPECT_EQ(config_.model().spelling_rows(), 2);
  EXPECT_EQ(labelled.known()->pairs.pair(0).first, *corpus_->vocabulary.Find("a"));
}

TEST_F(ReadLabelsTest, KeepsAsManyPairsAsAreAskedFor) {
  config_.mutable_model()->set_pairs(1);
  ASSERT_TRUE(Read(kText).ok());
  EXPECT_EQ(config_.model().pairs(), 1);
  config_.mutable_model()->set_pairs(0);
  ASSERT_TRUE(Read(kText).ok());
  EXPECT_EQ(config_.model().pairs(), 0);
  EXPECT_EQ(corpus_->labelled->known()->pairs.size(), 0u);
}

TEST_F(ReadLabelsTest, CountsAWordOfALineOnceWithoutHiddenLayersAlone) {
  ASSERT_TRUE(Read(kText).ok());
  EXPECT_EQ(config_.model().combine(), COMBINE_PRESENCE);
  std::vector<uint32_t> features;
  const LabelledCorpus& once = *corpus_->labelled;
  once.features().Append(once.train().words(1), {}, &features);
  EXPECT_EQ(features.size(), 5u) << "a, b, a pair, <a> and <b>";

  config_ = LabelTrainConfig();
  config_.mutable_model()->add_hidden(4);
  ASSERT_TRUE(Read(kText).ok());
  EXPECT_EQ(config_.model().combine(), COMBINE_MEAN);
  features.clear();
  const LabelledCorpus& counted = *corpus_->labelled;
  counted.features().Append(counted.train().words(1), {}, &features);
  EXPECT_EQ(features.size(), 7u);
}

TEST_F(ReadLabelsTest, LeavesWhatWasAskedOfTheFeatures) {
  config_.mutable_model()->set_combine(COMBINE_SUM);
  ASSERT_TRUE(Read(kText).ok());
  EXPECT_EQ(config_.model().combine(), COMBINE_SUM);
}

TEST_F(ReadLabelsTest, RefusesATextWithoutLabelsAndSaysWhatOneLooksLike) {
  const absl::Status status = Read("a b\n__label__ b\n");
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
  EXPECT_THAT(MessageOf(status),
              AllOf(HasSubstr("no line for training has a label"), HasSubstr("--objective=label"),
                    HasSubstr("\"__label__sport the text"), HasSubstr("--text-column"),
                    HasSubstr("--label-column")));
  config_ = LabelTrainConfig();
  config_.mutable_corpus()->mutable_text()->set_label_prefix("#");
  EXPECT_THAT(MessageOf(Read(kText)), HasSubstr("\"#sport the text"));
}

TEST_F(ReadLabelsTest, RefusesTextsForValidationWithoutLabels) {
  const absl::Status status = Read(kText, "a b\n__label__z a\n");
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
  EXPECT_THAT(MessageOf(status), HasSubstr("no line that is held out for validation has a label"));
}

TEST_F(ReadLabelsTest, RefusesASingleLabelUnlessItIsToldByItself) {
  const std::string text = "__label__x a\nb\n__label__x b\n";
  const absl::Status status = Read(text);
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
  EXPECT_THAT(MessageOf(status), AllOf(HasSubstr("the same one, x"), HasSubstr("nothing to tell")));
  config_ = LabelTrainConfig();
  config_.mutable_model()->set_loss(LOSS_SIGMOID);
  EXPECT_TRUE(Read(text).ok());
  EXPECT_EQ(config_.model().labels(), 1);
}

// Of two lines of x, one of y and one of both, which is half a line of each, x has 2.5 and y 1.5.
class TargetSets : public ReadLabelsTest {
 protected:
  void SetUp() override { ASSERT_TRUE(Read(kText).ok()); }
};

TEST_F(TargetSets, AreThoseOfTheLinesAndCountAlike) {
  const std::vector<TargetSet> sets = TargetSetsOf(*corpus_->labelled, /*balance=*/false);
  ASSERT_EQ(sets.size(), 3u);
  EXPECT_THAT(sets[0].labels, ElementsAre(0));
  EXPECT_THAT(sets[1].labels, ElementsAre(1));
  EXPECT_THAT(sets[2].labels, ElementsAre(0, 1));
  for (const TargetSet& set : sets) EXPECT_EQ(set.weight, 1);
}

TEST_F(TargetSets, CountByTheRarityOfTheirLabelsIfTheyAreBalanced) {
  const std::vector<TargetSet> sets = TargetSetsOf(*corpus_->labelled, /*balance=*/true);
  ASSERT_EQ(sets.size(), 3u);
  EXPECT_NEAR(sets[0].weight, 2 / 2.5, 1e-12);
  EXPECT_NEAR(sets[1].weight, 2 / 1.5, 1e-12);
  EXPECT_NEAR(sets[2].weight, (2 / 2.5 + 2 / 1.5) / 2, 1e-12);
  // Each label counts for half of the lines.
  EXPECT_NEAR(2 * sets[0].weight + 0.5 * 2 / 2.5, 2, 1e-12);
  EXPECT_NEAR(sets[1].weight + 0.5 * 2 / 1.5, 2, 1e-12);
}

TEST_F(TargetSets, OfTheTextForValidationAreAmongThem) {
  ASSERT_TRUE(Read("__label__x a\n__label__y b\n", "__label__y __label__x a\n").ok());
  const std::vector<TargetSet> sets = TargetSetsOf(*corpus_->labelled, /*balance=*/true);
  ASSERT_EQ(sets.size(), 3u);
  EXPECT_THAT(sets[2].labels, ElementsAre(0, 1));
  EXPECT_NEAR(sets[2].weight, 1, 1e-12);
}

}  // namespace
}  // namespace windowlm
