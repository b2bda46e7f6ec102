#include "src/model/ngram/ngram_file.h"

#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/model/mixture/language_model_file.h"
#include "src/model/model_file.h"
#include "tests/base/running_threads.h"
#include "tests/model/ngram/arpa_text.h"
#include "tests/model/ngram/small_ngrams.h"
#include "tests/store/damage.h"
#include "tests/store/test_files.h"
#include "tests/store/tiny_file.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;

absl::StatusOr<std::unique_ptr<NgramModel>> ReadNgramBytes(const std::string& bytes) {
  absl::StatusOr<std::unique_ptr<SealedFileReader>> reader =
      SealedFileReader::Open(ByteSource::FromBytes("model", bytes));
  if (!reader.ok()) return reader.status();
  if (!(*reader)->header().has_ngram()) return absl::InvalidArgumentError("model of another kind");
  return ReadNgramModel(**reader);
}

std::string SavedBytes(absl::string_view text, int order) {
  const std::string path = testing::TempDir() + "/ngram_file";
  NgramProvenance provenance;
  provenance.discounts = EstimateOf(text, order, BOUNDARIES_LINE).discounts;
  const absl::Status status =
      SaveNgramModel(path, provenance, *NgramModelOf(text, order, BOUNDARIES_LINE));
  EXPECT_TRUE(status.ok()) << status;
  return BytesOf(path);
}

TEST(NgramFile, HoldsTheModel) {
  for (const int order : {1, 2, 6}) {
    const auto model = NgramModelOf(kSentences, order, BOUNDARIES_LINE);
    const absl::StatusOr<std::unique_ptr<NgramModel>> loaded =
        ReadNgramBytes(SavedBytes(kSentences, order));
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    ASSERT_EQ((*loaded)->order(), order);
    EXPECT_EQ((*loaded)->corpus_config().boundaries(), BOUNDARIES_LINE);
    EXPECT_EQ((*loaded)->vocabulary().word(0), model->vocabulary().word(0));
    for (int n = 0; n < order; ++n) {
      EXPECT_EQ((*loaded)->tables()[n].words, model->tables()[n].words);
      EXPECT_EQ((*loaded)->tables()[n].probabilities, model->tables()[n].probabilities);
      EXPECT_EQ((*loaded)->tables()[n].backoffs, model->tables()[n].backoffs);
      EXPECT_EQ((*loaded)->tables()[n].children, model->tables()[n].children);
    }
  }
}

std::string SavedImport(absl::string_view arpa) {
  const std::string path = testing::TempDir() + "/imported_ngram_file";
  NgramProvenance provenance;
  provenance.import.emplace().set_bytes(arpa.size());
  const absl::Status status = SaveNgramModel(path, provenance, *ModelOf(*ReadArpaText(arpa)));
  EXPECT_TRUE(status.ok()) << status;
  return BytesOf(path);
}

TEST(NgramFile, HoldsAnImportedModelInAVersionOfItsOwn) {
  const std::string bytes = SavedImport(kSmallArpa);
  const absl::StatusOr<std::unique_ptr<SealedFileReader>> reader =
      SealedFileReader::Open(ByteSource::FromBytes("model", bytes));
  ASSERT_TRUE(reader.ok()) << reader.status();
  EXPECT_EQ((*reader)->header().format_version(), 3);
  EXPECT_EQ((*reader)->header().ngram().import().bytes(), sizeof(kSmallArpa) - 1);
  EXPECT_FALSE((*reader)->header().has_corpus());
  const absl::StatusOr<std::unique_ptr<NgramModel>> loaded = ReadNgramBytes(bytes);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ((*loaded)->scale(), NgramScale::kLog10);
  EXPECT_EQ(ArpaTextOf(**loaded), ArpaTextOf(*ModelOf(*ReadArpaText(kSmallArpa))));
}

TEST(NgramFile, OfATextStaysInTheFirstVersion) {
  const absl::StatusOr<std::unique_ptr<SealedFileReader>> reader =
      SealedFileReader::Open(ByteSource::FromBytes("model", SavedBytes(kSentences, 2)));
  ASSERT_TRUE(reader.ok()) << reader.status();
  EXPECT_EQ((*reader)->header().format_version(), 1);
}

TEST(NgramFile, IsTheSameOnAnyNumberOfThreads) {
  SetThreads(1);
  const std::string one = SavedBytes(kSentences, 4);
  for (const int threads : {2, 8}) {
    SetThreadsAndSeeThemRun(threads);
    EXPECT_TRUE(SavedBytes(kSentences, 4) == one);
  }
}

TEST(NgramFile, IsNoWindowModelButALanguageModel) {
  SavedBytes(kSentences, 2);
  const std::string path = testing::TempDir() + "/ngram_file";
  EXPECT_TRUE(LoadLanguageModel(path).ok());
  const absl::Status status = LoadModel(path).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(MessageOf(status), HasSubstr("is an n-gram model"));
}

class NgramFileDamage : public testing::Test {
 protected:
  static void ExpectRefused(const std::string& bytes) {
    const absl::Status status = ReadNgramBytes(bytes).status();
    EXPECT_TRUE(absl::IsDataLoss(status) || absl::IsInvalidArgument(status)) << status;
    EXPECT_THAT(MessageOf(status), HasSubstr("model"));
  }

  // The file with its messages changed, under checksums that fit, is refused.
  void ExpectChangeRefused(const std::function<void(std::vector<FileRecord>&)>& change,
                           const std::string& why) const {
    ExpectChangeRefused(whole_, change, why);
  }

  static void ExpectChangeRefused(const std::string& whole,
                                  const std::function<void(std::vector<FileRecord>&)>& change,
                                  const std::string& why) {
    std::vector<FileRecord> messages;
    for (const std::string& payload : PayloadsOf(whole)) {
      ASSERT_TRUE(messages.emplace_back().ParseFromString(payload));
    }
    // The footer, which Sealed makes.
    messages.pop_back();
    change(messages);
    std::vector<std::string> payloads;
    for (const FileRecord& message : messages) payloads.push_back(message.SerializeAsString());
    const absl::Status status = ReadNgramBytes(Sealed(payloads)).status();
    EXPECT_TRUE(absl::IsDataLoss(status)) << status << ", expected: " << why;
    EXPECT_THAT(MessageOf(status), HasSubstr(why));
  }

  // The same where a value of a tensor is changed.
  template <typename T>
  void ExpectValueRefused(const std::string& tensor, size_t place, T value) const {
    ExpectValueRefused(whole_, tensor, place, value);
  }

  template <typename T>
  static void ExpectValueRefused(const std::string& whole, const std::string& tensor, size_t place,
                                 T value) {
    ExpectChangeRefused(
        whole,
        [&](std::vector<FileRecord>& messages) {
          for (FileRecord& message : messages) {
            if (!message.has_tensor() || message.tensor().name() != tensor) continue;
            std::string& values = *message.mutable_tensor()->mutable_values();
            ASSERT_LT(place * sizeof(value), values.size());
            values.replace(place * sizeof(value), sizeof(value),
                           reinterpret_cast<const char*>(&value), sizeof(value));
          }
        },
        tensor);
  }

  // Small, as there are thousands of ways to damage it.
  const std::string whole_ = SavedBytes("a b a\nb a\n", 3);
};

TEST_F(NgramFileDamage, OfAnyKindIsFound) {
  ASSERT_TRUE(ReadNgramBytes(whole_).ok());
  ForEachCut(whole_, ExpectRefused);
  ForEachFlippedBit(whole_, ExpectRefused);
  ForEachMisplacedRecord(whole_, ExpectRefused);
  ExpectRefused(whole_ + '\0');
}

// Such a file may hold another model; it must be read, and answer, or be refused.
TEST_F(NgramFileDamage, UnderRightChecksumsCrashesNothing) {
  for (const std::string& whole : {whole_, SavedImport(kSmallArpa)}) {
    int accepted = 0;
    int refused = 0;
    ForEachForgedBit(whole, [&](const std::string& bytes) {
      const absl::StatusOr<std::unique_ptr<NgramModel>> model = ReadNgramBytes(bytes);
      ++(model.ok() ? accepted : refused);
      if (!model.ok()) return;
      std::vector<uint32_t> ids;
      for (uint32_t id = 0; id < (*model)->vocabulary().predictable_size(); ++id) {
        ids.insert(ids.end(), {id, 0, id, 1});
      }
      std::vector<double> losses(ids.size());
      (*model)->NegativeLogLikelihood(ids, 0, absl::MakeSpan(losses));
      std::vector<double> log_p((*model)->vocabulary().predictable_size());
      (*model)->LogProbabilities({0, 1}, absl::MakeSpan(log_p));
      ArpaTextOf(**model);
    });
    EXPECT_GT(accepted, 0);
    EXPECT_GT(refused, 0);
  }
}

TEST_F(NgramFileDamage, OfAnImportedModelIsFound) {
  const std::string whole = SavedImport(kSmallArpa);
  ASSERT_TRUE(ReadNgramBytes(whole).ok());
  ForEachCut(whole, ExpectRefused);
  ForEachFlippedBit(whole, ExpectRefused);
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
  for (const float bad : {0.5f, kInfinity, -kInfinity, kNone}) {
    ExpectValueRefused(whole, "ngram.1.log10_probability", 0, bad);
    ExpectValueRefused(whole, "ngram.2.log10_probability", 1, bad);
  }
  for (const float bad : {kInfinity, -kInfinity, kNone}) {
    ExpectValueRefused(whole, "ngram.1.log10_backoff", 1, bad);
  }
}

TEST_F(NgramFileDamage, OfValuesThatCannotBeIsFound) {
  for (const float bad : {0.0f, -0.5f, 1.5f, std::numeric_limits<float>::quiet_NaN()}) {
    ExpectValueRefused("ngram.1.probability", 0, bad);
    ExpectValueRefused("ngram.2.backoff", 1, bad);
    ExpectValueRefused("ngram.3.probability", 2, bad);
  }
  for (const uint32_t bad : {4u, 100u, ~0u}) ExpectValueRefused("ngram.2.word", 0, bad);
  for (const uint32_t bad : {100u, ~0u}) ExpectValueRefused("ngram.1.children", 1, bad);
  ExpectValueRefused("ngram.1.children", 0, 1u);
}

// The sizes are such that memory for them could not be had.
TEST_F(NgramFileDamage, OfSizesBeyondTheFileIsFound) {
  const auto with_ngrams = [&](uint64_t ngrams, const std::string& why) {
    ExpectChangeRefused(
        [&](std::vector<FileRecord>& messages) {
          messages[0].mutable_header()->mutable_ngram()->mutable_orders(1)->set_ngrams(ngrams);
        },
        why);
  };
  with_ngrams(4000000000, "bytes more");
  with_ngrams(~uint64_t{0}, "in its header");
  with_ngrams(0, "in its header");
  ExpectChangeRefused(
      [&](std::vector<FileRecord>& messages) {
        messages[0].mutable_header()->mutable_ngram()->clear_orders();
      },
      "the order must be from 1 to 6");
}

}  // namespace
}  // namespace windowlm
