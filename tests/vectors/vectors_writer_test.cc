#include "src/vectors/vectors_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <limits>
#include <vector>

#include "absl/strings/str_split.h"
#include "src/store/atomic_file.h"
#include "tests/store/test_files.h"
#include "tests/vectors/vector_bytes.h"

namespace windowlm {
namespace {

using testing::HasSubstr;

ByteSink AppendTo(std::string* text) {
  return [text](absl::string_view bytes) {
    text->append(bytes.data(), bytes.size());
    return absl::OkStatus();
  };
}

absl::Status AddOne(absl::string_view word, absl::Span<const float> vector) {
  std::string text;
  VectorsWriter writer(VectorFormat::kWord2vecText, 1, 2, AppendTo(&text));
  absl::Status status = writer.Add(word, vector);
  if (!status.ok()) {
    EXPECT_EQ(text, "");
  }
  return status;
}

TEST(VectorsWriter, WritesAHeaderAndALineAWordForWord2vec) {
  std::string text;
  VectorsWriter writer(VectorFormat::kWord2vecText, 2, 3, AppendTo(&text));
  EXPECT_TRUE(writer.Add("the", {1, -0.5, 0.1f}).ok());
  EXPECT_TRUE(writer.Add("caf\xc3\xa9", {1e-10f, 16777216, -0.0f}).ok());
  EXPECT_TRUE(writer.Finish().ok());
  EXPECT_EQ(text, "2 3\nthe 1 -0.5 0.1\ncaf\xc3\xa9 1e-10 16777216 -0\n");
}

// What a writer of two words writes; to *words_apart what goes to a file of words.
std::string TwoWords(VectorFormat format, std::string* words_apart) {
  std::string text;
  VectorsWriter writer(format, 2, 2, AppendTo(&text), AppendTo(words_apart));
  EXPECT_TRUE(writer.Add("the", {1, -0.5}).ok());
  EXPECT_TRUE(writer.Add("caf\xc3\xa9", {0.1f, 2}).ok());
  EXPECT_TRUE(writer.Finish().ok());
  return text;
}

TEST(VectorsWriter, WritesNoHeaderForGlove) {
  std::string words;
  EXPECT_EQ(TwoWords(VectorFormat::kGlove, &words), "the 1 -0.5\ncaf\xc3\xa9 0.1 2\n");
  EXPECT_EQ(words, "");
}

TEST(VectorsWriter, WritesTheBytesOfItsFloatsForWord2vecsBinary) {
  std::string words;
  const std::string expected = std::string("2 2\nthe ") + std::string("\0\0\x80\x3f\0\0\0\xbf", 8) +
                               "\ncaf\xc3\xa9 " + std::string("\xcd\xcc\xcc\x3d\0\0\0\x40", 8) +
                               "\n";
  EXPECT_EQ(TwoWords(VectorFormat::kWord2vecBinary, &words), expected);
  EXPECT_EQ(words, "");
}

TEST(VectorsWriter, WritesWhatNumpySaves) {
  std::string words;
  EXPECT_EQ(TwoWords(VectorFormat::kNumpy, &words), SmallNumpyFile());
  EXPECT_EQ(words, "the\ncaf\xc3\xa9\n");
}

TEST(VectorsWriter, WritesValuesAndWordsApartForTensorboard) {
  std::string words;
  EXPECT_EQ(TwoWords(VectorFormat::kTensorboard, &words), "1\t-0.5\n0.1\t2\n");
  EXPECT_EQ(words, "the\ncaf\xc3\xa9\n");
}

TEST(VectorsWriter, KeepsSpacesInWordsThatAreApart) {
  for (const VectorFormat format : {VectorFormat::kNumpy, VectorFormat::kTensorboard}) {
    std::string text;
    std::string words;
    VectorsWriter writer(format, 2, 1, AppendTo(&text), AppendTo(&words));
    EXPECT_TRUE(writer.Add("new york", {1}).ok());
    EXPECT_THAT(MessageOf(writer.Add("a\nb", {1})), HasSubstr("the word holds a line's end"));
    EXPECT_EQ(words, "new york\n");
  }
}

TEST(VectorsWriter, WritesToAFile) {
  const std::string path = FreshFolder() + "/vectors.txt";
  auto file = AtomicFile::Create(path);
  ASSERT_TRUE(file.ok()) << file.status();
  VectorsWriter writer(VectorFormat::kWord2vecText, 1, 1, (*file)->Sink());
  EXPECT_TRUE(writer.Add("a", {2}).ok());
  EXPECT_TRUE(writer.Finish().ok());
  EXPECT_TRUE((*file)->Commit().ok());
  EXPECT_EQ(BytesOf(path), "1 1\na 2\n");
}

TEST(VectorsWriter, ValuesReadBackAsTheSameFloats) {
  std::vector<float> values = {std::numeric_limits<float>::max(), std::numeric_limits<float>::min(),
                               std::numeric_limits<float>::denorm_min(), 0.1f, 1 / 3.f};
  for (uint32_t i = 0; i < 10'000; ++i) {
    // Neither of the infinities, nor a NaN.
    const uint32_t bits = i * 2654435761u & ~(uint32_t{1} << 30);
    float value;
    std::memcpy(&value, &bits, sizeof(value));
    values.push_back(value);
  }
  std::string text;
  VectorsWriter writer(VectorFormat::kWord2vecText, 1, values.size(), AppendTo(&text));
  EXPECT_TRUE(writer.Add("word", values).ok());
  const std::vector<std::string> fields = absl::StrSplit(text, absl::ByAnyChar(" \n"));
  ASSERT_EQ(fields.size(), 2 + 1 + values.size() + 1);
  for (size_t i = 0; i < values.size(); ++i) {
    const float read = std::strtof(fields[i + 3].c_str(), nullptr);
    // NOLINTNEXTLINE(bugprone-suspicious-memory-comparison): -0 is to stay -0, and equals 0.
    EXPECT_EQ(std::memcmp(&read, &values[i], sizeof(read)), 0) << fields[i + 3];
    EXPECT_LE(fields[i + 3].size(), 15) << fields[i + 3];
  }
}

TEST(VectorsWriter, RefusesWordsThatWouldNotReadBack) {
  for (const absl::string_view word :
       {"", " ", " a", "a ", "a\t", "area 51", "a\n", "a\r", "a\rb"}) {
    EXPECT_EQ(AddOne(word, {1, 2}).code(), absl::StatusCode::kInvalidArgument) << word;
  }
  EXPECT_EQ(
      MessageOf(AddOne("a\nb", {1, 2})),
      "cannot write word vector 1, \"a\\nb\", as word2vec's text: the word holds a line's end, "
      "which would end it");
  EXPECT_THAT(MessageOf(AddOne("area 51", {1, 2})), HasSubstr("its last part is a number"));
  std::string bytes;
  for (const absl::string_view word : {"", "two words", "a\tb", "a\n", "\v", "\f", "a\r"}) {
    VectorsWriter writer(VectorFormat::kWord2vecBinary, 1, 1, AppendTo(&bytes));
    EXPECT_EQ(writer.Add(word, {1}).code(), absl::StatusCode::kInvalidArgument) << word;
  }
}

TEST(VectorsWriter, KeepsANoBreakSpaceInItsWord) {
  EXPECT_TRUE(AddOne("10\xc2\xa0km", {1, 2}).ok());
}

TEST(VectorsWriter, RefusesVectorsThatAreNone) {
  EXPECT_THAT(MessageOf(AddOne("a", {1})), HasSubstr("expected 2 values, found 1"));
  EXPECT_THAT(MessageOf(AddOne("a", {1, std::numeric_limits<float>::infinity()})),
              HasSubstr("not finite"));
  EXPECT_THAT(MessageOf(AddOne("a", {1, std::numeric_limits<float>::quiet_NaN()})),
              HasSubstr("not finite"));
}

TEST(VectorsWriter, WritesAsManyWordsAsItAnnounced) {
  std::string text;
  VectorsWriter few(VectorFormat::kWord2vecText, 2, 1, AppendTo(&text));
  EXPECT_TRUE(few.Add("a", {1}).ok());
  EXPECT_THAT(MessageOf(few.Finish()), HasSubstr("2 were announced, but only 1 added"));
  VectorsWriter many(VectorFormat::kWord2vecText, 1, 1, AppendTo(&text));
  EXPECT_TRUE(many.Add("a", {1}).ok());
  const absl::Status status = many.Add("b", {1});
  EXPECT_THAT(MessageOf(status), HasSubstr("expected only 1"));
  EXPECT_EQ(many.Finish(), status);
}

TEST(VectorsWriter, WritesNoModelOfFastTexts) {
  std::string bytes;
  VectorsWriter writer(VectorFormat::kFastText, 1, 1, AppendTo(&bytes));
  EXPECT_EQ(writer.Add("a", {1}).code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(bytes, "");
}

TEST(VectorsWriter, KeepsTheFirstErrorOfItsSink) {
  int calls = 0;
  VectorsWriter writer(VectorFormat::kWord2vecText, 3, 1, [&calls](absl::string_view) {
    return ++calls < 3 ? absl::OkStatus() : absl::ResourceExhaustedError("full");
  });
  EXPECT_TRUE(writer.Add("a", {1}).ok());
  EXPECT_EQ(writer.Add("b", {1}), absl::ResourceExhaustedError("full"));
  EXPECT_EQ(writer.Add("c", {1}), absl::ResourceExhaustedError("full"));
  EXPECT_EQ(writer.Finish(), absl::ResourceExhaustedError("full"));
  EXPECT_EQ(calls, 3);
}

}  // namespace
}  // namespace windowlm
