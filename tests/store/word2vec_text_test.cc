#include "src/store/word2vec_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <limits>
#include <vector>

#include "absl/strings/str_split.h"
#include "src/store/atomic_file.h"
#include "tests/store/test_files.h"

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
  Word2vecTextWriter writer(1, 2, AppendTo(&text));
  absl::Status status = writer.Add(word, vector);
  if (!status.ok()) {
    EXPECT_EQ(text, "");
  }
  return status;
}

TEST(Word2vecText, WritesAHeaderAndALineAWord) {
  std::string text;
  Word2vecTextWriter writer(2, 3, AppendTo(&text));
  EXPECT_TRUE(writer.Add("the", {1, -0.5, 0.1f}).ok());
  EXPECT_TRUE(writer.Add("caf\xc3\xa9", {1e-10f, 16777216, -0.0f}).ok());
  EXPECT_TRUE(writer.Finish().ok());
  EXPECT_EQ(text, "2 3\nthe 1 -0.5 0.1\ncaf\xc3\xa9 1e-10 16777216 -0\n");
}

TEST(Word2vecText, WritesToAFile) {
  const std::string path = FreshFolder() + "/vectors.txt";
  auto file = AtomicFile::Create(path);
  ASSERT_TRUE(file.ok()) << file.status();
  Word2vecTextWriter writer(1, 1, (*file)->Sink());
  EXPECT_TRUE(writer.Add("a", {2}).ok());
  EXPECT_TRUE(writer.Finish().ok());
  EXPECT_TRUE((*file)->Commit().ok());
  EXPECT_EQ(BytesOf(path), "1 1\na 2\n");
}

TEST(Word2vecText, ValuesReadBackAsTheSameFloats) {
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
  Word2vecTextWriter writer(1, values.size(), AppendTo(&text));
  EXPECT_TRUE(writer.Add("word", values).ok());
  const std::vector<std::string> fields = absl::StrSplit(text, absl::ByAnyChar(" \n"));
  ASSERT_EQ(fields.size(), 2 + 1 + values.size() + 1);
  for (size_t i = 0; i < values.size(); ++i) {
    const float read = std::strtof(fields[i + 3].c_str(), nullptr);
    EXPECT_EQ(std::memcmp(&read, &values[i], sizeof(read)), 0) << fields[i + 3];
    EXPECT_LE(fields[i + 3].size(), 15) << fields[i + 3];
  }
}

TEST(Word2vecText, RefusesWordsThatWouldBreakALine) {
  for (const absl::string_view word : {"", " ", "two words", "a\tb", "a\n", "\v", "\f", "a\r"}) {
    EXPECT_EQ(AddOne(word, {1, 2}).code(), absl::StatusCode::kInvalidArgument) << word;
  }
  EXPECT_EQ(MessageOf(AddOne("a\nb", {1, 2})),
            "cannot write word vector 1, \"a\\nb\", as word2vec's text: the word holds white "
            "space, which ends words there");
}

TEST(Word2vecText, KeepsANoBreakSpaceInItsWord) {
  EXPECT_TRUE(AddOne("10\xc2\xa0km", {1, 2}).ok());
}

TEST(Word2vecText, RefusesVectorsThatAreNone) {
  EXPECT_THAT(MessageOf(AddOne("a", {1})), HasSubstr("expected 2 values, found 1"));
  EXPECT_THAT(MessageOf(AddOne("a", {1, std::numeric_limits<float>::infinity()})),
              HasSubstr("not finite"));
  EXPECT_THAT(MessageOf(AddOne("a", {1, std::numeric_limits<float>::quiet_NaN()})),
              HasSubstr("not finite"));
}

TEST(Word2vecText, WritesAsManyWordsAsItAnnounced) {
  std::string text;
  Word2vecTextWriter few(2, 1, AppendTo(&text));
  EXPECT_TRUE(few.Add("a", {1}).ok());
  EXPECT_THAT(MessageOf(few.Finish()), HasSubstr("2 were announced, but only 1 came"));
  Word2vecTextWriter many(1, 1, AppendTo(&text));
  EXPECT_TRUE(many.Add("a", {1}).ok());
  const absl::Status status = many.Add("b", {1});
  EXPECT_THAT(MessageOf(status), HasSubstr("expected only 1"));
  EXPECT_EQ(many.Finish(), status);
}

TEST(Word2vecText, KeepsTheFirstErrorOfItsSink) {
  int calls = 0;
  Word2vecTextWriter writer(3, 1, [&calls](absl::string_view) {
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
