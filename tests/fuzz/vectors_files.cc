#include "tests/fuzz/vectors_files.h"

#include <cmath>
#include <cstring>
#include <utility>

#include "absl/strings/str_split.h"
#include "src/vectors/vectors_writer.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/vectors/fasttext_bytes.h"
#include "tests/vectors/vector_bytes.h"

namespace windowlm {
namespace {

constexpr VectorFormat kFormats[] = {VectorFormat::kWord2vecText, VectorFormat::kWord2vecBinary,
                                     VectorFormat::kGlove, VectorFormat::kNumpy,
                                     VectorFormat::kFastText};
constexpr size_t kFormatCount = sizeof(kFormats) / sizeof(kFormats[0]);

// In word2vec's text; empty where that has no way to write a word.
std::string Written(const ForeignVectors& vectors) {
  std::string bytes;
  VectorsWriter writer(VectorFormat::kWord2vecText, vectors.words.size(),
                       vectors.vectors.row(0).size(), [&bytes](absl::string_view piece) {
                         bytes.append(piece.data(), piece.size());
                         return absl::OkStatus();
                       });
  for (size_t i = 0; i < vectors.words.size(); ++i) {
    if (!writer.Add(vectors.words[i], vectors.vectors.row(i)).ok()) return "";
  }
  Require(writer.Finish().ok(), "what was read is written");
  return bytes;
}

void CheckFinite(const RowBlocks& rows) {
  for (size_t i = 0; i < rows.rows(); ++i) {
    for (const float value : rows.row(i)) Require(std::isfinite(value), "is finite");
  }
}

std::string Seed(size_t format, const std::string& words, const std::string& vectors) {
  return std::string(1, static_cast<char>(format)) + words + "\n" + vectors;
}

}  // namespace

absl::StatusOr<ForeignVectors> ReadFuzzedVectors(absl::string_view bytes,
                                                 const VectorsReading& reading) {
  const auto first = static_cast<unsigned char>(bytes.front());
  const size_t kind = first % (kFormatCount + 1);
  const size_t piece = 1 + first / (kFormatCount + 1);
  const std::pair<std::string, std::string> files =
      absl::StrSplit(bytes.substr(1), absl::MaxSplits("\n\n", 1));
  return ReadVectorBytes(files.second,
                         kind < kFormatCount ? absl::make_optional(kFormats[kind]) : absl::nullopt,
                         files.first, piece, reading);
}

void RequireSameRows(const ForeignVectors& some, const ForeignVectors& others, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    Require(some.words[i] == others.words[i], "the words are the same");
    Require(std::memcmp(some.vectors.row(i).data(), others.vectors.row(i).data(),
                        others.vectors.row(i).size() * sizeof(float)) == 0,
            "the numbers are the same");
  }
}

void CheckFuzzedVectors(const ForeignVectors& vectors) {
  Require(!vectors.words.empty(), "there is a word");
  Require(vectors.words.size() == vectors.vectors.rows(), "each word has a vector");
  for (size_t i = 0; i < vectors.words.size(); ++i) {
    Require(!vectors.words[i].empty(), "no word is empty");
  }
  CheckFinite(vectors.vectors);
  if (vectors.subwords.has_value()) CheckFinite(vectors.subwords->rows);
  const std::string written = Written(vectors);
  if (written.empty()) return;
  const absl::StatusOr<ForeignVectors> again =
      ReadVectorBytes(written, VectorFormat::kWord2vecText);
  Require(again.ok(), "what was written is read");
  Require(again->words.size() == vectors.words.size(), "no word is lost");
  RequireSameRows(*again, vectors, vectors.words.size());
}

std::vector<std::string> VectorsSeeds() {
  const std::string text = "2 2\nthe 1 -0.5\ncat 0.1 2e-3\n";
  const std::string words = "the\ncat\n";
  std::vector<std::string> seeds = {Seed(0, words, text), Seed(1, words, SmallBinaryFile()),
                                    Seed(2, words, "the 1 -0.5\n. . 0.1e-3 2\n"),
                                    Seed(3, words, SmallNumpyFile()),
                                    Seed(4, words, FastTextFile().Bytes())};
  for (const std::string& file :
       {text, SmallBinaryFile(), SmallNumpyFile(), BigEndianNumpyFile(), FastTextFile().Bytes()}) {
    seeds.push_back(Seed(kFormatCount, words, file));
  }
  return seeds;
}

}  // namespace windowlm
