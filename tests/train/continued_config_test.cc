#include "src/train/continued_config.h"

#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/input/unicode_text.h"
#include "src/train/train_defaults.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;

// That of a small tied model with rules of its own, settled, as its file has it.
TrainConfig Kept() {
  TrainConfig kept = DefaultTrainConfig();
  kept.mutable_corpus()->mutable_text()->set_lowercase(true);
  kept.mutable_corpus()->mutable_text()->set_icu(IcuVersion());
  kept.mutable_corpus()->set_min_count(3);
  kept.mutable_corpus()->set_valid_fraction(0.1);
  kept.mutable_model()->set_dim(16);
  kept.mutable_model()->set_tied(true);
  kept.mutable_model()->set_loss(LOSS_SAMPLED_SOFTMAX);
  kept.mutable_model()->set_negatives(50);
  return kept;
}

// What `asked` becomes, or the error, where the options `given` were typed.
std::string ErrorOf(TrainConfig asked, const std::set<std::string>& given = {}) {
  return MessageOf(KeepModelConfig(
      "old.wlm", Kept(), [&](const Option& option) { return given.count(option.name()) > 0; },
      asked));
}

TEST(ContinuedConfig, RefusesAModelWhoseWordsWereReadOtherwise) {
  for (const char* icu : {"", "1.0"}) {
    TrainConfig kept = Kept();
    kept.mutable_corpus()->mutable_text()->set_icu(icu);
    TrainConfig config = DefaultTrainConfig();
    const absl::Status status = KeepModelConfig(
        "old.wlm", kept, [](const Option&) { return false; }, config);
    EXPECT_THAT(MessageOf(status),
                HasSubstr("old.wlm cannot be trained on: its words were read by"));
    EXPECT_THAT(MessageOf(status), HasSubstr(IcuVersion()));
  }
}

TEST(ContinuedConfig, KeepsTheModelsTextRulesVocabularyAndShape) {
  TrainConfig config = DefaultTrainConfig();
  config.mutable_corpus()->set_read_words(1000);
  config.mutable_corpus()->set_text_column("body");
  ASSERT_TRUE(KeepModelConfig(
                  "old.wlm", Kept(), [](const Option&) { return false; }, config)
                  .ok());
  EXPECT_TRUE(config.corpus().text().lowercase());
  EXPECT_EQ(config.corpus().min_count(), 3);
  EXPECT_EQ(config.model().SerializeAsString(), Kept().model().SerializeAsString());
  EXPECT_EQ(config.corpus().read_words(), 1000);
  EXPECT_EQ(config.corpus().text_column(), "body");
  EXPECT_FALSE(config.corpus().has_valid_fraction()) << "how much is held out is not the model's";
}

TEST(ContinuedConfig, NamesAnOptionThatContradictsTheModel) {
  TrainConfig config = DefaultTrainConfig();
  config.mutable_model()->set_dim(64);
  EXPECT_EQ(ErrorOf(config),
            "--dim=64 contradicts old.wlm, which has --dim=16; --continue keeps a model's text "
            "rules, vocabulary and shape");
  config = DefaultTrainConfig();
  config.mutable_model()->add_distant(10);
  EXPECT_THAT(ErrorOf(config), HasSubstr("--distant=10 contradicts old.wlm, which has "
                                         "--distant=none"));
}

TEST(ContinuedConfig, TakesADefaultForAskedOnlyWhereItWasGiven) {
  EXPECT_EQ(ErrorOf(DefaultTrainConfig()), "");
  EXPECT_THAT(ErrorOf(DefaultTrainConfig(), {"--dim"}), HasSubstr("--dim=128 contradicts"));
  TrainConfig untied = DefaultTrainConfig();
  untied.mutable_model()->set_tied(false);
  EXPECT_THAT(ErrorOf(untied, {"--tied"}), HasSubstr("--tied=false contradicts"));
}

TEST(ContinuedConfig, LetsAnAutomaticValueAndTheSameValueBe) {
  TrainConfig config = DefaultTrainConfig();
  config.mutable_model()->set_loss(LOSS_AUTO);
  EXPECT_EQ(ErrorOf(config, {"--loss"}), "");
  EXPECT_EQ(ErrorOf(Kept(), {"--loss", "--dim", "--tied", "--negatives", "--min-count"}), "");
}

}  // namespace
}  // namespace windowlm
