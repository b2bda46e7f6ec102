// Files of other programs have no checksums: a damaged one may still be one. It must be refused
// with the place, or read as what it says; every number that is read is finite.

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "src/base/random.h"
#include "tests/store/damage.h"
#include "tests/store/test_files.h"
#include "tests/vectors/fasttext_bytes.h"
#include "tests/vectors/vector_bytes.h"

namespace windowlm {
namespace {

constexpr char kWords[] = "the\ncat\n";

struct SmallFile {
  const char* name;
  VectorFormat format;
  std::string bytes;
};

std::vector<SmallFile> SmallFiles() {
  return {{"word2vec", VectorFormat::kWord2vecText, "2 2\nthe 1 -0.5\ncat 0.1 2\n"},
          {"glove", VectorFormat::kGlove, "the 1 -0.5\n. . 0.1e-3 2\n"},
          {"word2vec-binary", VectorFormat::kWord2vecBinary, SmallBinaryFile()},
          {"numpy", VectorFormat::kNumpy, SmallNumpyFile()},
          {"numpy in Fortran's order", VectorFormat::kNumpy, BigEndianNumpyFile()},
          {"fasttext", VectorFormat::kFastText, FastTextFile().Bytes()}};
}

void ExpectFinite(const RowBlocks& rows) {
  for (size_t i = 0; i < rows.rows(); ++i) {
    for (const float value : rows.row(i)) EXPECT_TRUE(std::isfinite(value));
  }
}

// Whether it was read.
bool ReadsOrRefuses(const std::string& bytes, absl::optional<VectorFormat> format,
                    const std::string& words, const VectorsReading& reading) {
  const absl::StatusOr<ForeignVectors> vectors = ReadVectorBytes(bytes, format, words, 7, reading);
  if (!vectors.ok()) {
    EXPECT_EQ(vectors.status().code(), absl::StatusCode::kInvalidArgument) << vectors.status();
    EXPECT_TRUE(absl::StartsWith(MessageOf(vectors.status()), "cannot read ")) << vectors.status();
    return false;
  }
  EXPECT_GT(vectors->words.size(), 0u);
  EXPECT_EQ(vectors->words.size(), vectors->vectors.rows());
  for (const std::string& word : vectors->words) EXPECT_NE(word, "");
  ExpectFinite(vectors->vectors);
  if (vectors->subwords.has_value()) ExpectFinite(vectors->subwords->rows);
  return true;
}

// Whether it was read strictly; leniently it is then too.
bool ReadsOrRefuses(const std::string& bytes, absl::optional<VectorFormat> format,
                    const std::string& words) {
  const bool strictly = ReadsOrRefuses(bytes, format, words, {});
  VectorsReading lenient;
  lenient.lenient = true;
  const bool leniently = ReadsOrRefuses(bytes, format, words, lenient);
  EXPECT_TRUE(leniently || !strictly);
  return strictly;
}

TEST(ForeignVectorsDamage, AnyCutIsRefusedOrLeavesWholeVectors) {
  for (const SmallFile& file : SmallFiles()) {
    SCOPED_TRACE(file.name);
    EXPECT_TRUE(ReadsOrRefuses(file.bytes, file.format, kWords));
    int accepted = 0;
    ForEachCut(file.bytes, [&](const std::string& bytes) {
      accepted += ReadsOrRefuses(bytes, file.format, kWords);
      ReadsOrRefuses(bytes, absl::nullopt, kWords);
    });
    // The last line feed of word2vec's text and binary file is nothing; GloVe's text may end
    // anywhere after a whole line, and within a number.
    if (file.format != VectorFormat::kGlove) {
      const bool ends_in_line_feed = file.format == VectorFormat::kWord2vecText ||
                                     file.format == VectorFormat::kWord2vecBinary;
      EXPECT_EQ(accepted, ends_in_line_feed ? 1 : 0);
    }
  }
}

TEST(ForeignVectorsDamage, AnyFlippedBitIsRefusedOrRead) {
  for (const SmallFile& file : SmallFiles()) {
    SCOPED_TRACE(file.name);
    int accepted = 0;
    int refused = 0;
    ForEachFlippedBit(file.bytes, [&](const std::string& bytes) {
      ++(ReadsOrRefuses(bytes, file.format, kWords) ? accepted : refused);
      ReadsOrRefuses(bytes, absl::nullopt, kWords);
    });
    EXPECT_GT(accepted, 0);
    EXPECT_GT(refused, 0);
  }
}

TEST(ForeignVectorsDamage, RandomBytesInAnyPlacesAreRefusedOrRead) {
  for (const SmallFile& file : SmallFiles()) {
    SCOPED_TRACE(file.name);
    const CounterRandom stream(1, RandomPurpose::kSampleCorpus, 0);
    for (uint64_t round = 0; round < 3000; ++round) {
      const std::array<uint32_t, 4> random = stream.Block(round);
      std::string bytes = file.bytes;
      for (size_t change = 0; change <= round % 4; ++change) {
        bytes[random[change] % bytes.size()] = static_cast<char>(random[change] >> 24);
      }
      ReadsOrRefuses(bytes, file.format, kWords);
      ReadsOrRefuses(bytes, absl::nullopt, kWords);
    }
  }
}

TEST(ForeignVectorsDamage, AnyDamageToTheFileOfWordsIsRefusedOrRead) {
  const auto read = [](const std::string& words) {
    ReadsOrRefuses(SmallNumpyFile(), VectorFormat::kNumpy, words);
  };
  ForEachCut(kWords, read);
  ForEachFlippedBit(kWords, read);
}

}  // namespace
}  // namespace windowlm
