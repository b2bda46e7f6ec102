// What may happen to a model file, and what somebody may put into one: an error each time,
// never a crash, and no allocation that the size of the file does not account for.

#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "proto/model_file.pb.h"
#include "src/model/model_config.h"
#include "tests/model/small_model_file.h"
#include "tests/store/damage.h"
#include "tests/store/test_files.h"
#include "tests/store/tiny_file.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;

std::string SmallFile() {
  const std::string path = testing::TempDir() + "/small_model_file";
  const absl::Status status = SaveModel(path, SmallProvenance(), SmallVocabulary(), *SmallModel());
  EXPECT_TRUE(status.ok()) << status;
  return BytesOf(path);
}

class ModelFileDamage : public testing::Test {
 protected:
  // The header, the vocabulary, five tensors.
  static constexpr size_t kHeader = 0;
  static constexpr size_t kVocabulary = 1;
  static constexpr size_t kEmbedding = 2;
  static constexpr size_t kHiddenWeight = 3;
  static constexpr size_t kHiddenBias = 4;

  void SetUp() override {
    ASSERT_TRUE(ReadBytes(whole_).ok());
    ASSERT_EQ(messages_.size(), 7);
  }

  static void ExpectRefused(const std::string& bytes) {
    const absl::Status status = ReadBytes(bytes).status();
    EXPECT_TRUE(absl::IsDataLoss(status) || absl::IsInvalidArgument(status)) << status;
    EXPECT_THAT(MessageOf(status), HasSubstr("model"));
  }

  // The file with its messages changed, under checksums that fit.
  absl::Status ReadChanged(const std::function<void(std::vector<FileRecord>&)>& change) const {
    std::vector<FileRecord> messages = messages_;
    change(messages);
    std::vector<std::string> payloads;
    for (const FileRecord& message : messages) payloads.push_back(message.SerializeAsString());
    return ReadBytes(Sealed(payloads)).status();
  }

  void ExpectChangeRefused(const std::function<void(std::vector<FileRecord>&)>& change,
                           const std::string& why) const {
    const absl::Status status = ReadChanged(change);
    EXPECT_TRUE(absl::IsDataLoss(status)) << status << ", expected: " << why;
    EXPECT_THAT(MessageOf(status), HasSubstr(why));
  }

  // The same for the configuration in the header.
  void ExpectConfigRefused(const std::function<void(ModelConfig&)>& change,
                           const std::string& why) const {
    ExpectChangeRefused(
        [&](std::vector<FileRecord>& messages) {
          change(*messages[kHeader].mutable_header()->mutable_config()->mutable_model());
        },
        why);
  }

  static std::vector<FileRecord> MessagesOf(const std::string& bytes) {
    std::vector<FileRecord> messages;
    for (const std::string& payload : PayloadsOf(bytes)) {
      EXPECT_TRUE(messages.emplace_back().ParseFromString(payload));
    }
    // The footer, which Sealed makes.
    messages.pop_back();
    return messages;
  }

  const std::string whole_ = SmallFile();
  const std::vector<FileRecord> messages_ = MessagesOf(whole_);
};

TEST_F(ModelFileDamage, ACutAtAnyByteIsFound) { ForEachCut(whole_, ExpectRefused); }

TEST_F(ModelFileDamage, AnyFlippedBitIsFound) { ForEachFlippedBit(whole_, ExpectRefused); }

TEST_F(ModelFileDamage, AnyRecordSwappedRepeatedOrDroppedIsFound) {
  ForEachMisplacedRecord(whole_, ExpectRefused);
  ExpectRefused(whole_ + '\0');
}

TEST_F(ModelFileDamage, TheSameUnderRightChecksumsIsFound) {
  EXPECT_TRUE(ReadChanged([](std::vector<FileRecord>&) {}).ok());
  for (size_t i = 1; i < messages_.size(); ++i) {
    SCOPED_TRACE(i);
    const auto offset = static_cast<std::ptrdiff_t>(i);
    ExpectChangeRefused([&](auto& messages) { messages.erase(messages.begin() + offset); }, "");
    ExpectChangeRefused(
        [&](auto& messages) { messages.insert(messages.begin() + offset, messages_[i]); }, "");
    for (size_t j = 1; j < i; ++j) {
      ExpectChangeRefused([&](auto& messages) { std::swap(messages[i], messages[j]); }, "");
    }
  }
}

// Right checksums say only that somebody meant the bytes. Such a file may hold another model; it
// must be read, or refused.
TEST_F(ModelFileDamage, AnyFlippedBitUnderRightChecksumsCrashesNothing) {
  int accepted = 0;
  int refused = 0;
  ForEachForgedBit(
      whole_, [&](const std::string& bytes) { ++(ReadBytes(bytes).ok() ? accepted : refused); });
  EXPECT_GT(accepted, 0);
  EXPECT_GT(refused, 0);
}

// The sizes are such that memory for them could not be had.
TEST_F(ModelFileDamage, AConfigurationTooLargeForTheFileIsRefused) {
  ExpectConfigRefused(
      [](ModelConfig& config) {
        config.set_objective(OBJECTIVE_MASKED);
        config.set_context(1000);
        config.set_dim(100000);
        config.mutable_hidden()->Resize(100, 100000);
      },
      "bytes more");
  ExpectConfigRefused([](ModelConfig& config) { config.mutable_hidden()->Resize(4000000, 1); },
                      "--hidden");
  ExpectConfigRefused([](ModelConfig& config) { config.set_dim(2147483647); }, "--dim");
  for (const uint64_t size : {uint64_t{6}, uint64_t{1} << 40, ~uint64_t{0}}) {
    ExpectChangeRefused(
        [&](auto& messages) { messages[kHeader].mutable_header()->set_vocabulary_size(size); },
        "only 5 are there");
  }
}

TEST_F(ModelFileDamage, AConfigurationThatIsNoneIsRefused) {
  ExpectConfigRefused([](ModelConfig& config) { config.set_dim(0); }, "--dim");
  ExpectConfigRefused([](ModelConfig& config) { config.set_dim(-3); }, "--dim");
  ExpectConfigRefused([](ModelConfig& config) { config.set_hidden(0, 0); }, "--hidden");
  ExpectConfigRefused([](ModelConfig& config) { config.set_hidden(0, -4); }, "--hidden");
  ExpectConfigRefused([](ModelConfig& config) { config.set_context(-2); }, "--context");
  ExpectConfigRefused([](ModelConfig& config) { config.clear_objective(); }, "--objective");
  ExpectConfigRefused([](ModelConfig& config) { config.set_combine(static_cast<Combine>(77)); },
                      "--combine");
  ExpectConfigRefused([](ModelConfig& config) { config.Clear(); }, "--objective");
}

TEST_F(ModelFileDamage, ATensorThatTheConfigurationDoesNotCallForIsRefused) {
  ExpectConfigRefused([](ModelConfig& config) { config.set_dim(2); }, "tensor embedding");
  ExpectConfigRefused([](ModelConfig& config) { config.set_hidden(0, 3); },
                      "tensor hidden.0.weight");
  ExpectConfigRefused([](ModelConfig& config) { config.set_context(1); }, "tensor hidden.0.weight");
  ExpectConfigRefused([](ModelConfig& config) { config.clear_hidden(); }, "tensor output.weight");
  ExpectChangeRefused(
      [](auto& messages) { messages[kHiddenWeight].mutable_tensor()->set_name("hidden.1.weight"); },
      "tensor hidden.0.weight");
  // As many values, in another shape.
  ExpectChangeRefused(
      [](auto& messages) {
        messages[kHiddenWeight].mutable_tensor()->set_rows(6);
        messages[kHiddenWeight].mutable_tensor()->set_columns(4);
      },
      "expected shape [4 x 6], found [6 x 4]");
  ExpectChangeRefused(
      [](auto& messages) { messages[kEmbedding].mutable_tensor()->mutable_values()->resize(8); },
      "tensor embedding");
}

TEST_F(ModelFileDamage, ANumberThatIsNotFiniteIsRefused) {
  for (const float bad :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
        -std::numeric_limits<float>::infinity()}) {
    ExpectChangeRefused(
        [&](auto& messages) {
          std::string& values = *messages[kHiddenBias].mutable_tensor()->mutable_values();
          std::memcpy(&values[values.size() - sizeof(bad)], &bad, sizeof(bad));
        },
        "tensor hidden.0.bias has a value that is not finite");
  }
}

TEST_F(ModelFileDamage, AVocabularyThatIsNoneIsRefused) {
  const auto expect_refused = [&](const std::vector<std::string>& words,
                                  const std::vector<uint64_t>& counts) {
    SCOPED_TRACE(absl::StrJoin(words, " "));
    ExpectChangeRefused(
        [&](auto& messages) {
          VocabularyChunk& chunk = *messages[kVocabulary].mutable_vocabulary();
          chunk.Clear();
          for (const std::string& word : words) chunk.add_words(word);
          for (const uint64_t count : counts) chunk.add_counts(count);
        },
        "model is damaged");
  };
  const std::vector<uint64_t> counts = {9, 8, 7, 6, 0};
  // Read as it should be, to see that the others are refused for what is wrong with them.
  EXPECT_TRUE(ReadChanged([&](auto& messages) {
                VocabularyChunk& chunk = *messages[kVocabulary].mutable_vocabulary();
                chunk.Clear();
                for (const char* word : {"a", "</s>", "b", "<unk>", "<s>"}) chunk.add_words(word);
                for (const uint64_t count : counts) chunk.add_counts(count);
              }).ok());
  expect_refused({"a", "</s>", "b", "c", "<s>"}, counts);
  expect_refused({"a", "c", "b", "<unk>", "<s>"}, counts);
  expect_refused({"a", "</s>", "b", "<unk>", "c"}, counts);
  expect_refused({"<s>", "</s>", "b", "<unk>", "a"}, counts);
  expect_refused({"a", "</s>", "a", "<unk>", "<s>"}, counts);
  expect_refused({"", "</s>", "b", "<unk>", "<s>"}, counts);
  expect_refused({"a", "</s>", "b", "<unk>", "<s>"}, {9, 8, 7, 60, 0});
  expect_refused({"a", "</s>", "b", "<unk>", "<s>"}, {9, 8, 7, 6});
  expect_refused({"a", "</s>", "b", "<unk>"}, {9, 8, 7, 6});
}

TEST_F(ModelFileDamage, ATensorMoreIsRefused) {
  ExpectChangeRefused(
      [](auto& messages) {
        FileRecord extra = messages.back();
        extra.mutable_tensor()->set_name("extra");
        messages.push_back(extra);
        messages[kHeader].mutable_header()->set_tensor_count(6);
      },
      "found another chunk");
}

}  // namespace
}  // namespace windowlm
