#include "src/evaluate/classification.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/model/small_label_model.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The labels are `pos`, `neg` and `new`, in this order.
constexpr size_t kLabels = 3;

// How many lines of label i have j as their likeliest, for all i and j in order.
std::vector<uint64_t> ConfusionOf(const ClassificationSummary& summary) {
  const size_t labels = summary.labels.size();
  std::vector<uint64_t> confusion(labels * labels);
  for (const auto& [of, lines] : summary.confusion)
    confusion[of.first * labels + of.second] = lines;
  return confusion;
}

class Classification : public testing::Test {
 protected:
  // With a softmax `good` is 8 to 1 to 1 for pos, `bad` so for neg, and `film` 2 to 1 to 1 for new.
  static TrainedModel Softmax() { return ByHand(LOSS_SOFTMAX, {std::log(8.0f), 0, 0}); }

  static TrainedModel ByHand(Loss loss, const std::vector<float>& good) {
    TrainedModel trained =
        TinyLabelModel({"good", "bad", "film", "__label__pos", "__label__neg", "__label__new"}, {},
                       LabelConfigOf(kLabels, {}, COMBINE_PRESENCE, loss));
    SetWeights(trained, "good", good);
    SetWeights(trained, "bad", {good[1], good[0], good[2]});
    SetWeights(trained, "film", {0, 0, std::log(2.0f)});
    return trained;
  }

  absl::StatusOr<ClassificationSummary> TryToEvaluate(const TrainedModel& trained,
                                                      const std::string& text,
                                                      size_t most_mistakes = 100,
                                                      const TextColumns& columns = {}) const {
    LabelModel model = SavedAndLoaded(folder_ + "/model.wlm", trained);
    WriteBytes(folder_ + "/text", text);
    return EvaluateClassification({folder_ + "/text"}, columns, most_mistakes, model);
  }

  ClassificationSummary Evaluate(const TrainedModel& trained, const std::string& text,
                                 size_t most_mistakes = 100,
                                 const TextColumns& columns = {}) const {
    absl::StatusOr<ClassificationSummary> summary =
        TryToEvaluate(trained, text, most_mistakes, columns);
    EXPECT_TRUE(summary.ok()) << summary.status();
    return *std::move(summary);
  }

  static void ExpectCounts(const LabelMeasure& measure, uint64_t lines, uint64_t answers,
                           uint64_t correct) {
    EXPECT_EQ(measure.lines, lines) << measure.name;
    EXPECT_EQ(measure.answers, answers) << measure.name;
    EXPECT_EQ(measure.correct, correct) << measure.name;
  }

  const std::string folder_ = FreshFolder();
};

constexpr char kText[] =
    "__label__pos good\n"
    "__label__neg bad\n"
    "__label__neg good  film\n"
    "\n"
    "good and bad\n"
    "__label__neg __label__pos bad\n"
    "__label__other good\n"
    "__label__new film\n"
    "__label__pos unheard\n";

TEST_F(Classification, CountsTheLinesThatAreRight) {
  const ClassificationSummary summary = Evaluate(Softmax(), kText);
  EXPECT_EQ(summary.lines, 7u);
  EXPECT_EQ(summary.without_labels, 1u) << "a blank line has nothing to tell";
  EXPECT_EQ(summary.with_unknown_labels, 1u);
  // The last one, of which the model knows nothing, has the first label.
  EXPECT_EQ(summary.correct, 5u);
  EXPECT_NEAR(summary.accuracy(), 5.0 / 7, 1e-12);
}

TEST_F(Classification, MeasuresEachLabel) {
  const ClassificationSummary summary = Evaluate(Softmax(), kText);
  ASSERT_EQ(summary.labels.size(), kLabels);
  EXPECT_EQ(summary.labels[0].name, "pos");
  EXPECT_EQ(summary.labels[1].name, "neg");
  EXPECT_EQ(summary.labels[2].name, "new");
  ExpectCounts(summary.labels[0], 3, 4, 2);
  ExpectCounts(summary.labels[1], 3, 2, 2);
  ExpectCounts(summary.labels[2], 1, 1, 1);
  EXPECT_NEAR(summary.labels[0].precision(), 2.0 / 4, 1e-12);
  EXPECT_NEAR(summary.labels[0].recall(), 2.0 / 3, 1e-12);
  EXPECT_NEAR(summary.labels[0].f1(), 4.0 / 7, 1e-12);
  EXPECT_NEAR(summary.labels[1].precision(), 1, 1e-12);
  EXPECT_NEAR(summary.labels[1].recall(), 2.0 / 3, 1e-12);
  EXPECT_NEAR(summary.labels[1].f1(), 4.0 / 5, 1e-12);
  EXPECT_NEAR(summary.labels[2].f1(), 1, 1e-12);
  EXPECT_NEAR(summary.macro_f1(), (4.0 / 7 + 4.0 / 5 + 1) / 3, 1e-12);
}

TEST_F(Classification, CountsWhichLabelIsTakenForWhich) {
  const ClassificationSummary summary = Evaluate(Softmax(), kText);
  // A row for each label of a line, if that is its only one and is known.
  EXPECT_THAT(ConfusionOf(summary), ElementsAre(2, 0, 0,  //
                                                1, 1, 0,  //
                                                0, 0, 1));
}

TEST_F(Classification, CountsALabelThatStandsTwiceInALineAsOne) {
  const ClassificationSummary summary =
      Evaluate(Softmax(), "__label__pos good __label__pos\n__label__neg good __label__neg\n");
  ExpectCounts(summary.labels[0], 1, 2, 1);
  ExpectCounts(summary.labels[1], 1, 0, 0);
  EXPECT_THAT(ConfusionOf(summary), ElementsAre(1, 0, 0,  //
                                                1, 0, 0,  //
                                                0, 0, 0));
  ASSERT_EQ(summary.mistakes.size(), 1u);
  EXPECT_EQ(summary.mistakes[0].labels, "neg");
}

TEST_F(Classification, TellsTheMistakesOfWhichTheModelWasSurestFirst) {
  const ClassificationSummary summary = Evaluate(Softmax(), kText);
  ASSERT_EQ(summary.mistakes.size(), 2u);
  EXPECT_EQ(summary.mistakes[0].line, 7u);
  EXPECT_EQ(summary.mistakes[0].labels, "other");
  EXPECT_EQ(summary.mistakes[0].answer, "pos");
  EXPECT_EQ(summary.mistakes[0].text, "good");
  EXPECT_NEAR(summary.mistakes[0].probability, 8.0 / 10, 1e-6);
  EXPECT_EQ(summary.mistakes[1].line, 3u);
  EXPECT_EQ(summary.mistakes[1].labels, "neg");
  EXPECT_EQ(summary.mistakes[1].answer, "pos");
  EXPECT_EQ(summary.mistakes[1].text, "good film");
  EXPECT_NEAR(summary.mistakes[1].probability, 8.0 / 11, 1e-6);
}

TEST_F(Classification, NamesAllLabelsOfAMistake) {
  const ClassificationSummary summary =
      Evaluate(Softmax(), "__label__new bad\n__label__pos so __label__other bad\n");
  ASSERT_EQ(summary.mistakes.size(), 2u);
  EXPECT_EQ(summary.mistakes[0].labels, "new");
  EXPECT_EQ(summary.mistakes[1].labels, "pos,other");
  EXPECT_EQ(summary.mistakes[1].text, "so bad");
}

TEST_F(Classification, KeepsNoMoreMistakesThanAreWanted) {
  const ClassificationSummary one = Evaluate(Softmax(), kText, /*most_mistakes=*/1);
  ASSERT_EQ(one.mistakes.size(), 1u);
  EXPECT_EQ(one.mistakes[0].line, 7u);
  const ClassificationSummary none = Evaluate(Softmax(), kText, /*most_mistakes=*/0);
  EXPECT_THAT(none.mistakes, IsEmpty());
  EXPECT_EQ(none.lines, 7u);
  EXPECT_EQ(none.correct, 5u);
}

// In many batches; of mistakes of which the model was equally sure, the first ones are kept.
TEST_F(Classification, IsTheSumOverAllLinesOfALongText) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += kText;
  const ClassificationSummary summary = Evaluate(Softmax(), text, /*most_mistakes=*/3);
  EXPECT_EQ(summary.lines, 2100u);
  EXPECT_EQ(summary.without_labels, 300u);
  EXPECT_EQ(summary.with_unknown_labels, 300u);
  EXPECT_EQ(summary.correct, 1500u);
  ExpectCounts(summary.labels[0], 900, 1200, 600);
  EXPECT_THAT(ConfusionOf(summary), ElementsAre(600, 0, 0, 300, 300, 0, 0, 0, 300));
  ASSERT_EQ(summary.mistakes.size(), 3u);
  EXPECT_EQ(summary.mistakes[0].line, 7u);
  EXPECT_EQ(summary.mistakes[1].line, 16u);
  EXPECT_EQ(summary.mistakes[2].line, 25u);
}

// Then `good` is for pos and against the others, `bad` so for neg, and `film` is for new.
TEST_F(Classification, OfEachLabelByItselfAnswersEachThatIsMoreProbableThanNot) {
  const TrainedModel trained = ByHand(LOSS_SIGMOID, {1, -1, -0.5f});
  const ClassificationSummary summary = Evaluate(trained,
                                                 "__label__pos __label__new good film\n"
                                                 "__label__neg bad film\n"
                                                 "__label__pos unheard\n"
                                                 "__label__pos bad\n");
  EXPECT_EQ(summary.lines, 4u);
  ExpectCounts(summary.labels[0], 3, 1, 1);
  ExpectCounts(summary.labels[1], 1, 2, 1);
  ExpectCounts(summary.labels[2], 1, 2, 1);
  // Of the third line all labels are as probable as not, so that none is an answer.
  EXPECT_EQ(summary.correct, 3u);
  EXPECT_THAT(ConfusionOf(summary), ElementsAre(1, 1, 0,  //
                                                0, 1, 0,  //
                                                0, 0, 0));
  ASSERT_EQ(summary.mistakes.size(), 1u);
  EXPECT_EQ(summary.mistakes[0].answer, "neg");
  EXPECT_NEAR(summary.mistakes[0].probability, 1 / (1 + std::exp(-1.0)), 1e-6);
}

TEST_F(Classification, ReadsColumnsOfTables) {
  TextColumns columns("text");
  columns.label = "label";
  columns.label_prefix = "__label__";
  const ClassificationSummary summary = Evaluate(
      Softmax(), "text,label\ngood,pos\nbad,neg\ngood,\nbad,pos\n", /*most_mistakes=*/9, columns);
  EXPECT_EQ(summary.lines, 3u);
  EXPECT_EQ(summary.without_labels, 1u);
  EXPECT_EQ(summary.correct, 2u);
  ASSERT_EQ(summary.mistakes.size(), 1u);
  EXPECT_EQ(summary.mistakes[0].text, "bad");
  EXPECT_EQ(summary.mistakes[0].line, 4u) << "of those that the column has";
}

TEST_F(Classification, ReadsTextsOneAfterTheOther) {
  LabelModel model = SavedAndLoaded(folder_ + "/model.wlm", Softmax());
  WriteBytes(folder_ + "/a", "__label__pos good");
  WriteBytes(folder_ + "/b", "__label__neg good\n");
  const absl::StatusOr<ClassificationSummary> summary =
      EvaluateClassification({folder_ + "/a", folder_ + "/b"}, {}, 9, model);
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(summary->lines, 2u);
  ASSERT_EQ(summary->mistakes.size(), 1u);
  EXPECT_EQ(summary->mistakes[0].line, 2u);
}

TEST_F(Classification, RefusesATextWithoutLabels) {
  for (const char* text : {"good\nbad\n", "", "\n\n"}) {
    const absl::Status status = TryToEvaluate(Softmax(), text).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    EXPECT_THAT(MessageOf(status), AllOf(HasSubstr("no line of"), HasSubstr(folder_ + "/text"),
                                         HasSubstr("\"__label__sport the text\"")));
  }
}

TEST_F(Classification, RefusesATextThatCannotBeRead) {
  LabelModel model = SavedAndLoaded(folder_ + "/model.wlm", Softmax());
  const absl::Status status = EvaluateClassification({folder_ + "/missing"}, {}, 9, model).status();
  EXPECT_THAT(MessageOf(status), HasSubstr("missing"));
  EXPECT_FALSE(status.ok());
}

TEST(LabelMeasure, OfNothingIsZero) {
  EXPECT_EQ(LabelMeasure().precision(), 0);
  EXPECT_EQ(LabelMeasure().recall(), 0);
  EXPECT_EQ(LabelMeasure().f1(), 0);
  EXPECT_EQ(ClassificationSummary().accuracy(), 0);
  EXPECT_EQ(ClassificationSummary().macro_f1(), 0);
}

TEST(ClassificationSummary, HasTheMeanOfTheLabelsThatAnyLineHas) {
  ClassificationSummary summary;
  summary.labels.resize(3);
  summary.labels[0].lines = 4;
  summary.labels[0].answers = 4;
  summary.labels[0].correct = 2;
  summary.labels[1].lines = 1;
  summary.labels[2].answers = 3;
  EXPECT_NEAR(summary.macro_f1(), (0.5 + 0) / 2, 1e-12);
}

}  // namespace
}  // namespace windowlm
