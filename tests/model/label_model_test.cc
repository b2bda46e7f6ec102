#include "src/model/label_model.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "proto/model_file.pb.h"
#include "src/model/mixture/language_model_file.h"
#include "src/model/stored_vocabulary.h"
#include "src/model/vectors_file.h"
#include "src/store/sealed_file.h"
#include "tests/base/same_bytes.h"
#include "tests/model/small_label_model.h"
#include "tests/model/small_model_file.h"
#include "tests/store/damage.h"
#include "tests/store/test_files.h"
#include "tests/store/tiny_file.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The words `ball`, `paint` and `the`, the labels `sport` and `art`: 8 words with the special ones.
const std::vector<std::string>& Words() {
  static const auto* const words =
      new std::vector<std::string>{"ball", "paint", "the", "__label__sport", "__label__art"};
  return *words;
}

constexpr uint32_t kBall = 0;
constexpr uint32_t kThe = 2;

// With the pairs "the ball" and "ball the".
TrainedModel TwoLabels(const std::vector<int>& hidden = {}, Combine combine = COMBINE_PRESENCE,
                       Loss loss = LOSS_SOFTMAX) {
  TrainedModel trained = TinyLabelModel(Words(), {{kThe, kBall}, {kBall, kThe}},
                                        LabelConfigOf(2, hidden, combine, loss, /*pairs=*/2));
  trained.provenance.config.set_seed(7);
  trained.provenance.training.set_steps(12);
  trained.provenance.training.set_valid_accuracy(0.75);
  FillParameters(1, *trained.model);
  return trained;
}

absl::Status Save(const std::string& path, const TrainedModel& trained) {
  return SaveModel(path, trained.provenance, trained.vocabulary, *trained.model);
}

// The parameters of a model of labels, as LabelModel reads them.
absl::StatusOr<TrainedModel> ReadParameters(const std::string& path) {
  absl::StatusOr<std::unique_ptr<SealedFileReader>> reader = SealedFileReader::Open(path);
  if (!reader.ok()) return reader.status();
  absl::StatusOr<Vocabulary> vocabulary = ReadStoredVocabulary(**reader);
  if (!vocabulary.ok()) return vocabulary.status();
  absl::StatusOr<TrainedModel> trained =
      ReadModelTensors((*reader)->header(), *std::move(vocabulary), **reader);
  if (!trained.ok()) return trained.status();
  if (absl::Status status = (*reader)->ReadEnd(); !status.ok()) return status;
  return trained;
}

// The probability of each label of a line.
std::vector<double> ProbabilitiesOf(LabelModel& model, const std::string& line) {
  const std::vector<LabelledWords> lines = {model.Read(line)};
  Matrix<double> log_p(1, model.labels().size());
  model.LogProbabilities(lines, log_p.view());
  std::vector<double> probabilities;
  for (int64_t label = 0; label < log_p.columns(); ++label) {
    probabilities.push_back(std::exp(log_p.row(0)[label]));
  }
  return probabilities;
}

class LabelModelFile : public testing::Test {
 protected:
  const std::string folder_ = FreshFolder();
  const std::string path_ = folder_ + "/labels.wlm";
};

TEST_F(LabelModelFile, GivesBackTheModelToTheByte) {
  for (const std::vector<int>& hidden : {std::vector<int>{}, {4}}) {
    const TrainedModel trained = TwoLabels(hidden);
    ASSERT_TRUE(Save(path_, trained).ok());
    const absl::StatusOr<TrainedModel> read = ReadParameters(path_);
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(read->provenance.config.SerializeAsString(),
              trained.provenance.config.SerializeAsString());
    EXPECT_EQ(read->provenance.training.SerializeAsString(),
              trained.provenance.training.SerializeAsString());
    ASSERT_NE(read->model->line_features(), nullptr);
    ASSERT_EQ(read->model->line_features()->pairs.size(), 2u);
    EXPECT_EQ(read->model->line_features()->pairs.pair(0), WordPairs::Pair(kThe, kBall));
    EXPECT_EQ(read->model->line_features()->pairs.pair(1), WordPairs::Pair(kBall, kThe));
    ASSERT_EQ(read->model->parameters().size(), trained.model->parameters().size());
    for (size_t slot = 0; slot < trained.model->parameters().size(); ++slot) {
      const Parameter<float>& parameter = *trained.model->parameters()[slot];
      EXPECT_EQ(read->model->parameters()[slot]->name, parameter.name);
      EXPECT_TRUE(SameBytes(read->model->parameters()[slot]->value, parameter.value))
          << parameter.name;
    }
    const std::string again = folder_ + "/again.wlm";
    ASSERT_TRUE(Save(again, *read).ok());
    EXPECT_EQ(BytesOf(again), BytesOf(path_));
  }
}

TEST_F(LabelModelFile, MayHaveNoPairs) {
  const TrainedModel trained = TinyLabelModel(Words(), {}, LabelConfigOf(2));
  ASSERT_TRUE(Save(path_, trained).ok());
  const absl::StatusOr<TrainedModel> read = ReadParameters(path_);
  ASSERT_TRUE(read.ok()) << read.status();
  ASSERT_NE(read->model->line_features(), nullptr);
  EXPECT_EQ(read->model->line_features()->pairs.size(), 0u);
  EXPECT_TRUE(LabelModel::Load(path_).ok());
}

// So that programs that know no labels say so, and those that do read older files.
TEST_F(LabelModelFile, IsOfTheFirstFormatThatHasLabels) {
  ASSERT_TRUE(Save(path_, TwoLabels()).ok());
  EXPECT_EQ((*SealedFileReader::Open(path_))->header().format_version(), 6u);
  ASSERT_TRUE(SaveModel(path_, SmallProvenance(), SmallVocabulary(), *SmallModel()).ok());
  EXPECT_EQ((*SealedFileReader::Open(path_))->header().format_version(), 1u);
}

TEST_F(LabelModelFile, IsRefusedWhereWordsArePredictedOrCompared) {
  ASSERT_TRUE(Save(path_, TwoLabels()).ok());
  for (const absl::Status& status :
       {LoadModel(path_).status(), LoadVectors(path_).status(),
        LoadVectors(path_, VECTORS_OUTPUT).status(), LoadLanguageModel(path_).status()}) {
    EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
    EXPECT_THAT(MessageOf(status), AllOf(HasSubstr(path_), HasSubstr("is a model of labels"),
                                         HasSubstr("windowlm classify"),
                                         HasSubstr("windowlm evaluate classification")));
  }
}

TEST_F(LabelModelFile, OfWordsIsRefusedWhereLabelsAreTold) {
  ASSERT_TRUE(SaveModel(path_, SmallProvenance(), SmallVocabulary(), *SmallModel()).ok());
  const absl::Status status = LabelModel::Load(path_).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(MessageOf(status), AllOf(HasSubstr(path_), HasSubstr("tells no labels"),
                                       HasSubstr("windowlm train --objective=label")));
}

TEST_F(LabelModelFile, ThatIsMissingIsNamed) {
  const absl::Status status = LabelModel::Load(path_).status();
  EXPECT_TRUE(absl::IsNotFound(status)) << status;
  EXPECT_THAT(MessageOf(status), HasSubstr(path_));
}

// The header, the vocabulary, the pairs, the embeddings and the bias.
class LabelModelDamage : public LabelModelFile {
 protected:
  static constexpr size_t kHeader = 0;
  static constexpr size_t kVocabulary = 1;
  static constexpr size_t kPairs = 2;

  void SetUp() override {
    ASSERT_TRUE(Save(path_, TwoLabels()).ok());
    whole_ = BytesOf(path_);
    for (const std::string& payload : PayloadsOf(whole_)) {
      ASSERT_TRUE(messages_.emplace_back().ParseFromString(payload));
    }
    // The footer, which Sealed makes.
    messages_.pop_back();
    ASSERT_EQ(messages_.size(), 5u);
    ASSERT_EQ(messages_[kPairs].tensor().name(), "pairs");
    ASSERT_EQ(messages_[kPairs].tensor().values().size(), 16u);
  }

  // Reads a file of these bytes and, if it can be read, asks it.
  absl::Status Read(const std::string& bytes) const {
    WriteBytes(path_, bytes);
    absl::StatusOr<LabelModel> model = LabelModel::Load(path_);
    if (!model.ok()) return model.status();
    std::vector<LabelledWords> lines(2);
    lines[0].words = {0, 0, model->vocabulary().unknown_id()};
    Matrix<double> log_p(2, model->labels().size());
    model->LogProbabilities(lines, log_p.view());
    return absl::OkStatus();
  }

  // The file with its messages changed, under checksums that fit.
  absl::Status ReadChanged(const std::function<void(std::vector<FileRecord>&)>& change) const {
    std::vector<FileRecord> messages = messages_;
    change(messages);
    std::vector<std::string> payloads;
    for (const FileRecord& message : messages) payloads.push_back(message.SerializeAsString());
    return Read(Sealed(payloads));
  }

  void ExpectChangeRefused(const std::function<void(std::vector<FileRecord>&)>& change,
                           const std::string& why) const {
    const absl::Status status = ReadChanged(change);
    EXPECT_TRUE(absl::IsDataLoss(status)) << status << ", expected: " << why;
    EXPECT_THAT(MessageOf(status), AllOf(HasSubstr(path_), HasSubstr(why)));
  }

  // Sets the number at a place of the tensor of pairs.
  static void SetPairWord(std::vector<FileRecord>& messages, size_t place, uint32_t id) {
    std::string& values = *messages[kPairs].mutable_tensor()->mutable_values();
    std::memcpy(&values[place * sizeof(id)], &id, sizeof(id));
  }

  static ModelConfig& ConfigIn(std::vector<FileRecord>& messages) {
    return *messages[kHeader].mutable_header()->mutable_config()->mutable_model();
  }

  std::string whole_;
  std::vector<FileRecord> messages_;
};

TEST_F(LabelModelDamage, AFileThatIsUnchangedIsRead) {
  const absl::Status status = ReadChanged([](std::vector<FileRecord>&) {});
  EXPECT_TRUE(status.ok()) << status;
}

TEST_F(LabelModelDamage, APairOfAWordBeyondTheVocabularyIsRefused) {
  for (const uint32_t id : {uint32_t{8}, ~uint32_t{0}}) {
    ExpectChangeRefused([id](auto& messages) { SetPairWord(messages, 0, id); },
                        "pair 0 has a word that is not in the vocabulary");
    ExpectChangeRefused([id](auto& messages) { SetPairWord(messages, 3, id); },
                        "pair 1 has a word that is not in the vocabulary");
  }
  // The last word of the vocabulary, to see that the others are refused for what is wrong with
  // them.
  EXPECT_TRUE(ReadChanged([](auto& messages) { SetPairWord(messages, 3, 7); }).ok());
}

TEST_F(LabelModelDamage, APairThatComesTwiceIsRefused) {
  ExpectChangeRefused(
      [](auto& messages) {
        SetPairWord(messages, 2, kThe);
        SetPairWord(messages, 3, kBall);
      },
      "pair 1 appears a second time");
}

TEST_F(LabelModelDamage, AnotherNumberOfPairsIsRefused) {
  ExpectChangeRefused([](auto& messages) { ConfigIn(messages).set_pairs(1); }, "tensor pairs");
  ExpectChangeRefused([](auto& messages) { ConfigIn(messages).set_pairs(3); }, "tensor pairs");
  ExpectChangeRefused([](auto& messages) { ConfigIn(messages).clear_pairs(); }, "tensor embedding");
  ExpectChangeRefused([](auto& messages) { ConfigIn(messages).set_pairs(100000000); },
                      "bytes more");
  ExpectChangeRefused([](auto& messages) { ConfigIn(messages).set_pairs(-1); }, "--pairs");
}

TEST_F(LabelModelDamage, PairsThatAreNoWholeNumbersAreRefused) {
  ExpectChangeRefused(
      [](auto& messages) { messages[kPairs].mutable_tensor()->set_type(VALUE_TYPE_FLOAT32); },
      "tensor pairs: expected whole numbers");
}

TEST_F(LabelModelDamage, AnotherNumberOfLabelsThanTheVocabularyHasIsRefused) {
  ExpectChangeRefused(
      [](auto& messages) { messages[kVocabulary].mutable_vocabulary()->set_words(4, "art"); },
      "its header announces 2 labels, and its vocabulary has 1");
  ExpectChangeRefused(
      [](auto& messages) {
        messages[kVocabulary].mutable_vocabulary()->set_words(2, "__label__the");
      },
      "its header announces 2 labels, and its vocabulary has 3");
  ExpectChangeRefused(
      [](auto& messages) {
        messages[kHeader]
            .mutable_header()
            ->mutable_config()
            ->mutable_corpus()
            ->mutable_text()
            ->clear_label_prefix();
      },
      "its header announces 2 labels, and its vocabulary has 0");
  ExpectChangeRefused(
      [](auto& messages) {
        ConfigIn(messages).set_labels(3);
        ConfigIn(messages).set_dim(3);
      },
      "tensor embedding");
}

TEST_F(LabelModelDamage, AConfigurationThatIsNoneOfLabelsIsRefused) {
  ExpectChangeRefused([](auto& messages) { ConfigIn(messages).set_objective(OBJECTIVE_NEXT); },
                      "--objective=label");
  ExpectChangeRefused([](auto& messages) { ConfigIn(messages).set_labels(-1); }, "needs labels");
  ExpectChangeRefused([](auto& messages) { ConfigIn(messages).set_dim(3); }, "--dim");
}

TEST_F(LabelModelDamage, ACutAtAnyByteIsFound) {
  ForEachCut(whole_, [this](const std::string& bytes) { EXPECT_FALSE(Read(bytes).ok()); });
}

TEST_F(LabelModelDamage, AnyRecordSwappedRepeatedOrDroppedIsFound) {
  ForEachMisplacedRecord(whole_,
                         [this](const std::string& bytes) { EXPECT_FALSE(Read(bytes).ok()); });
}

TEST_F(LabelModelDamage, AnyFlippedBitUnderRightChecksumsCrashesNothing) {
  int accepted = 0;
  int refused = 0;
  ForEachForgedBit(whole_,
                   [&](const std::string& bytes) { ++(Read(bytes).ok() ? accepted : refused); });
  EXPECT_GT(accepted, 0);
  EXPECT_GT(refused, 0);
}

class LabelModelTest : public LabelModelFile {
 protected:
  // For `ball` 8 to 1 that it is sport, for `paint` 3 to 1 that it is art.
  static TrainedModel ByHand(Combine combine = COMBINE_PRESENCE, Loss loss = LOSS_SOFTMAX) {
    TrainedModel trained = TinyLabelModel(Words(), {{kThe, kBall}, {kBall, kThe}},
                                          LabelConfigOf(2, {}, combine, loss, /*pairs=*/2));
    SetWeights(trained, "ball", {std::log(8.0f), 0});
    SetWeights(trained, "paint", {0, std::log(3.0f)});
    // That of the first pair.
    trained.model->parameters().front()->value.row(8)[1] = std::log(2.0f);
    // Of no words of a line, so that they have no part in any answer.
    for (const char* word : {"__label__sport", "__label__art", "</s>", "<unk>"}) {
      SetWeights(trained, word, {100, -100});
    }
    return trained;
  }

  void ExpectProbabilities(LabelModel& model, const std::string& line,
                           const std::vector<double>& expected) {
    const std::vector<double> found = ProbabilitiesOf(model, line);
    ASSERT_EQ(found.size(), expected.size());
    for (size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-6) << line;
  }
};

TEST_F(LabelModelTest, CutsALineAndTellsItsLabelsApart) {
  const LabelModel model = SavedAndLoaded(path_, ByHand());
  const LabelledWords read = model.Read("  the __label__sport Ball,\tball __label__new");
  EXPECT_THAT(read.labels, ElementsAre("sport", "new"));
  const uint32_t unknown = model.vocabulary().unknown_id();
  // Labels stand between words as words do that the model does not know.
  EXPECT_THAT(read.words, ElementsAre(kThe, unknown, unknown, kBall, unknown));
  EXPECT_THAT(read.unknown_words, ElementsAre("Ball,"));
  // What stands for any unknown word has no spelling that could tell something.
  EXPECT_THAT(model.Read("<unk> <s> </s>").unknown_words, IsEmpty());
  EXPECT_THAT(model.Read("").words, IsEmpty());
  EXPECT_THAT(model.Read("").labels, IsEmpty());
}

TEST_F(LabelModelTest, CutsALineByTheRulesOfItsText) {
  TrainedModel trained = ByHand();
  TextConfig& text = *trained.provenance.config.mutable_corpus()->mutable_text();
  text.set_tokenizer(TOKENIZER_WORDS);
  text.set_lowercase(true);
  const LabelModel model = SavedAndLoaded(path_, trained);
  const LabelledWords read = model.Read("__label__New-York, The BALL");
  EXPECT_THAT(read.labels, ElementsAre("New-York,"));
  EXPECT_THAT(read.words, ElementsAre(model.vocabulary().unknown_id(), kThe, kBall));
}

TEST_F(LabelModelTest, KnowsItsLabels) {
  const LabelModel model = SavedAndLoaded(path_, ByHand());
  ASSERT_EQ(model.labels().size(), 2u);
  EXPECT_EQ(model.labels().name(0), "sport");
  EXPECT_EQ(model.labels().name(1), "art");
  EXPECT_EQ(model.provenance().config.model().labels(), 2);
}

TEST_F(LabelModelTest, TellsHowProbableEachLabelIs) {
  LabelModel model = SavedAndLoaded(path_, ByHand());
  ExpectProbabilities(model, "ball", {8.0 / 9, 1.0 / 9});
  ExpectProbabilities(model, "paint ball", {8.0 / 11, 3.0 / 11});
  ExpectProbabilities(model, "__label__art paint unheard", {1.0 / 4, 3.0 / 4});
  ExpectProbabilities(model, "", {1.0 / 2, 1.0 / 2});
}

TEST_F(LabelModelTest, KnowsPairsOfWordsInTheirOrder) {
  LabelModel model = SavedAndLoaded(path_, ByHand());
  ExpectProbabilities(model, "the ball", {8.0 / 10, 2.0 / 10});
  ExpectProbabilities(model, "ball the", {8.0 / 9, 1.0 / 9});
  ExpectProbabilities(model, "the paint ball", {8.0 / 11, 3.0 / 11});
}

TEST_F(LabelModelTest, CountsAWordOnceOrAsOftenAsItIsThere) {
  LabelModel presence = SavedAndLoaded(path_, ByHand());
  ExpectProbabilities(presence, "paint paint", {1.0 / 4, 3.0 / 4});
  LabelModel sum = SavedAndLoaded(path_, ByHand(COMBINE_SUM));
  ExpectProbabilities(sum, "paint paint", {1.0 / 10, 9.0 / 10});
  LabelModel mean = SavedAndLoaded(path_, ByHand(COMBINE_MEAN));
  ExpectProbabilities(mean, "paint paint the the",
                      {1 / (1 + std::sqrt(3.0)), std::sqrt(3.0) / (1 + std::sqrt(3.0))});
}

TEST_F(LabelModelTest, TellsOfEachLabelByItselfWithSigmoids) {
  LabelModel model = SavedAndLoaded(path_, ByHand(COMBINE_PRESENCE, LOSS_SIGMOID));
  ExpectProbabilities(model, "ball", {8.0 / 9, 1.0 / 2});
  ExpectProbabilities(model, "ball paint", {8.0 / 9, 3.0 / 4});
}

TEST_F(LabelModelTest, AnswersManyLinesAsItAnswersOne) {
  LabelModel model = SavedAndLoaded(path_, TwoLabels({4}, COMBINE_MEAN));
  const std::vector<std::string> texts = {"the ball", "", "paint", "ball the ball the paint"};
  std::vector<LabelledWords> lines;
  for (const std::string& text : texts) lines.push_back(model.Read(text));
  Matrix<double> log_p(4, 2);
  model.LogProbabilities(lines, log_p.view());
  for (size_t i = 0; i < texts.size(); ++i) {
    const std::vector<double> alone = ProbabilitiesOf(model, texts[i]);
    for (size_t label = 0; label < 2; ++label) {
      EXPECT_NEAR(std::exp(log_p.row(static_cast<int64_t>(i))[label]), alone[label], 1e-6);
    }
  }
}

}  // namespace
}  // namespace windowlm
