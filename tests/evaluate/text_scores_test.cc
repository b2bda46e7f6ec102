#include "src/evaluate/text_scores.h"

#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/corpus/corpus_preparation.h"
#include "src/model/window_language_model.h"
#include "tests/model/ngram/small_ngrams.h"
#include "tests/model/small_models.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Collector : public ScoreSink {
 public:
  bool AddWord(const WordScore& score) override {
    words.push_back(absl::StrCat(score.word, score.unknown ? "?" : ""));
    places.push_back(absl::StrCat(score.place.offset, ":", score.place.spelling));
    word_losses += score.negative_log_likelihood;
    return true;
  }
  bool AddLine(const LineScore& line) override {
    lines.push_back(line.sums);
    unknown_words.push_back(line.unknown_words);
    return lines.size() < wanted_lines;
  }

  std::vector<std::string> words;
  std::vector<std::string> places;
  std::vector<std::vector<std::string>> unknown_words;
  double word_losses = 0;
  std::vector<LikelihoodSummary> lines;
  size_t wanted_lines = 1000000;
};

class TextScoresTest : public testing::Test {
 protected:
  TextScores Scores(LanguageModel& model, bool with_words, Collector& collector,
                    Arrival arrival = Arrival::kWhole, Lines lines = Lines::kOneText) const {
    const absl::StatusOr<TextScores> scores =
        ScoreTexts({path_}, with_words, arrival, lines, model, collector);
    EXPECT_TRUE(scores.ok()) << scores.status();
    return *scores;
  }

  const std::string path_ = FreshFolder() + "/text";
};

// Many batches, with lines across their ends, and lines that are longer than one.
TEST_F(TextScoresTest, AddUpToTheWholeTextsLikelihoodToTheLastBit) {
  std::string text;
  for (int i = 0; i < 300; ++i) absl::StrAppend(&text, kSentences, i % 7 == 0 ? "\n" : "");
  for (int i = 0; i < 3000; ++i) absl::StrAppend(&text, "the pig ");
  WriteBytes(path_, text);

  const Vocabulary vocabulary = VocabularyOfText(kSentences);
  for (const Boundaries boundaries : {BOUNDARIES_LINE, BOUNDARIES_NONE}) {
    std::vector<std::unique_ptr<LanguageModel>> models;
    models.push_back(NgramModelOf(kSentences, 3, boundaries));
    std::vector<TrainConfig> configs(2);
    std::vector<std::unique_ptr<WindowModel<float>>> window_models;
    for (const Objective objective : {OBJECTIVE_NEXT, OBJECTIVE_MASKED}) {
      TrainConfig& config = configs[window_models.size()];
      *config.mutable_model() = ConfigOf(objective, 3, 4, {5});
      config.mutable_corpus()->set_boundaries(boundaries);
      window_models.push_back(
          std::make_unique<WindowModel<float>>(config.model(), vocabulary.size()));
      FillParameters(1, *window_models.back());
      models.push_back(
          std::make_unique<WindowLanguageModel>(config, vocabulary, *window_models.back()));
    }
    for (const auto& model : models) {
      const absl::StatusOr<EncodedText> encoded =
          EncodeTexts({path_}, model->vocabulary(), model->corpus_config());
      ASSERT_TRUE(encoded.ok()) << encoded.status();
      const LikelihoodSummary whole = EvaluateLikelihood(encoded->ids.ids(), *model);
      Collector collector;
      const TextScores scores = Scores(*model, false, collector);
      EXPECT_EQ(scores.total.negative_log_likelihood, whole.negative_log_likelihood);
      EXPECT_EQ(scores.total.known_negative_log_likelihood, whole.known_negative_log_likelihood);
      EXPECT_EQ(scores.total.words, whole.words);
      EXPECT_EQ(scores.total.unknown_words, whole.unknown_words);
      EXPECT_EQ(scores.lines, encoded->lines);
      ASSERT_EQ(collector.lines.size(), encoded->lines);
      double sum = 0;
      for (const LikelihoodSummary& line : collector.lines) sum += line.negative_log_likelihood;
      EXPECT_NEAR(sum, whole.negative_log_likelihood, 1e-6);
    }
  }
}

// Each line is scored as a text that has no other line.
TEST_F(TextScoresTest, OfUnrelatedLinesDependOnNoOtherLine) {
  WriteBytes(path_, absl::StrCat(kSentences, "\n", kSentences));
  const auto model = NgramModelOf(kSentences, 3, BOUNDARIES_NONE);
  Collector collector;
  const TextScores scores = Scores(*model, false, collector, Arrival::kWhole, Lines::kUnrelated);
  const absl::StatusOr<EncodedText> encoded =
      EncodeTexts({path_}, model->vocabulary(), model->corpus_config());
  ASSERT_TRUE(encoded.ok()) << encoded.status();
  const LikelihoodSummary whole = EvaluateLikelihood(encoded->ids.ids(), *model, Lines::kUnrelated);
  EXPECT_DOUBLE_EQ(scores.total.negative_log_likelihood, whole.negative_log_likelihood);
  EXPECT_GT(std::abs(EvaluateLikelihood(encoded->ids.ids(), *model).negative_log_likelihood -
                     whole.negative_log_likelihood),
            0.1);
  const size_t half = collector.lines.size() / 2;
  for (size_t i = 0; i < half; ++i) {
    EXPECT_EQ(collector.lines[i].negative_log_likelihood,
              collector.lines[half + 1 + i].negative_log_likelihood);
  }
}

TEST_F(TextScoresTest, NameTheWordsAsTheTextSpellsThem) {
  WriteBytes(path_, "the gnu sat\n\na <s>\n");
  const auto model = NgramModelOf(kSentences, 2, BOUNDARIES_LINE);
  Collector collector;
  const TextScores scores = Scores(*model, true, collector);
  EXPECT_THAT(collector.words,
              ElementsAre("the", "gnu?", "sat", "</s>", "</s>", "a", "<unk>?", "</s>"));
  EXPECT_THAT(collector.places,
              ElementsAre("0:the", "4:gnu", "8:sat", "0:", "0:", "0:a", "2:<s>", "0:"));
  EXPECT_THAT(collector.unknown_words,
              ElementsAre(ElementsAre("gnu"), IsEmpty(), ElementsAre("<unk>")));
  EXPECT_NEAR(collector.word_losses, scores.total.negative_log_likelihood, 1e-9);
  ASSERT_EQ(collector.lines.size(), 3u);
  EXPECT_EQ(collector.lines[0].words, 4u);
  EXPECT_EQ(collector.lines[0].unknown_words, 1u);
  EXPECT_EQ(collector.lines[1].words, 1u);
  EXPECT_EQ(scores.report.reserved_words, 1u);
}

TEST_F(TextScoresTest, AreTheSameByLines) {
  WriteBytes(path_, absl::StrCat(kSentences, "\n", kSentences));
  const auto model = NgramModelOf(kSentences, 3, BOUNDARIES_LINE);
  Collector whole;
  Collector by_line;
  const TextScores expected = Scores(*model, true, whole);
  const TextScores scores = Scores(*model, true, by_line, Arrival::kByLine);
  EXPECT_EQ(by_line.words, whole.words);
  EXPECT_EQ(by_line.places, whole.places);
  EXPECT_EQ(scores.lines, expected.lines);
  EXPECT_NEAR(scores.total.negative_log_likelihood, expected.total.negative_log_likelihood, 1e-9);
}

TEST_F(TextScoresTest, StopWhereNoMoreIsWanted) {
  WriteBytes(path_, kSentences);
  const auto model = NgramModelOf(kSentences, 2, BOUNDARIES_LINE);
  Collector collector;
  collector.wanted_lines = 2;
  Scores(*model, false, collector);
  EXPECT_EQ(collector.lines.size(), 2u);
}

TEST_F(TextScoresTest, OfNoTextAreNone) {
  WriteBytes(path_, "");
  const auto model = NgramModelOf(kSentences, 2, BOUNDARIES_LINE);
  Collector collector;
  EXPECT_EQ(Scores(*model, false, collector).lines, 0u);
}

}  // namespace
}  // namespace windowlm
