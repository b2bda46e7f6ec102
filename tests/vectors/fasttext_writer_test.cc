#include "src/vectors/fasttext_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/store/test_files.h"
#include "tests/vectors/fasttext_bytes.h"
#include "tests/vectors/vector_bytes.h"

namespace windowlm {
namespace {

using ::testing::ElementsAreArray;
using ::testing::HasSubstr;

using Rows = std::vector<std::vector<float>>;

// The model of FastTextFile, by what fastText answers.
struct SmallModel {
  std::vector<std::string> words = {"</s>", "a", "n\xc3\xa9"};
  std::vector<uint64_t> counts = {9, 4, 3};
  Rows vectors = {{1, -0.5}, {4, 0.5}, {2, 1}};
  Rows bucket_rows = {{5, -1}, {0.25, 8}, {2, -4}, {3, 5}, {7, 7}};
  Rows output_rows = {{}, {0.5, -2}, {0, 0}};

  FastTextContents Contents() const {
    FastTextContents contents;
    contents.words = words.size();
    contents.dimension = 2;
    contents.ngrams = {3, 3, static_cast<uint32_t>(bucket_rows.size())};
    contents.word = [this](size_t i) { return absl::string_view(words[i]); };
    contents.count = [this](size_t i) { return counts[i]; };
    contents.vector = [this](size_t i) { return absl::MakeConstSpan(vectors[i]); };
    contents.bucket_row = [this](uint32_t bucket) {
      return absl::MakeConstSpan(bucket_rows[bucket]);
    };
    contents.output_row = [this](size_t i) { return absl::MakeConstSpan(output_rows[i]); };
    return contents;
  }
};

ByteSink AppendTo(std::string* text) {
  return [text](absl::string_view bytes) {
    text->append(bytes.data(), bytes.size());
    return absl::OkStatus();
  };
}

std::string Written(const FastTextContents& contents) {
  std::string bytes;
  const absl::Status status = WriteFastText(contents, AppendTo(&bytes));
  EXPECT_TRUE(status.ok()) << status;
  return bytes;
}

std::string ErrorOf(const FastTextContents& contents) {
  std::string bytes;
  const absl::Status status = WriteFastText(contents, AppendTo(&bytes));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
  EXPECT_EQ(bytes, "");
  return MessageOf(status);
}

ForeignVectors ReadBack(const FastTextContents& contents) {
  absl::StatusOr<ForeignVectors> vectors = ReadVectorBytes(Written(contents));
  EXPECT_TRUE(vectors.ok()) << vectors.status();
  return vectors.ok() ? *std::move(vectors) : ForeignVectors();
}

TEST(FastTextWriter, WritesTheBytesOfAModel) {
  EXPECT_EQ(Written(SmallModel().Contents()), FastTextFile().Bytes());
}

TEST(FastTextWriter, WritesWhatTheModelSaysOfItsTraining) {
  const SmallModel model;
  FastTextContents contents = model.Contents();
  contents.skipgram = false;
  contents.context = 3;
  contents.epochs = 7;
  contents.min_count = 9;
  contents.negatives = 11;
  FastTextFile file;
  file.model = 1;
  std::string expected = file.Bytes();
  expected[12] = 3;
  expected[16] = 7;
  expected[20] = 9;
  expected[24] = 11;
  EXPECT_EQ(Written(contents), expected);
}

TEST(FastTextWriter, WritesZerosWhereThereAreNoRows) {
  SmallModel model;
  model.bucket_rows = Rows(5);
  FastTextContents contents = model.Contents();
  contents.output_row = nullptr;
  FastTextFile file;
  file.input = {1, -0.5, 8, 1, 6, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  file.output = {0, 0, 0, 0, 0, 0};
  EXPECT_EQ(Written(contents), file.Bytes());
}

TEST(FastTextWriter, WritesNoBucketsWithoutNgrams) {
  const SmallModel model;
  FastTextContents contents = model.Contents();
  contents.ngrams = {0, 0, 5};
  contents.bucket_row = nullptr;
  FastTextFile file;
  file.buckets = 0;
  file.min = 0;
  file.max = 0;
  file.input_rows = 3;
  file.input = {1, -0.5, 4, 0.5, 2, 1};
  EXPECT_EQ(Written(contents), file.Bytes());
}

TEST(FastTextWriter, WritesThatEachWordCameOnceAtLeast) {
  SmallModel model;
  model.counts = {0, 4, 0};
  FastTextFile file;
  file.counts = {1, 4, 1};
  file.tokens = 6;
  EXPECT_EQ(Written(model.Contents()), file.Bytes());
  model.counts = {std::numeric_limits<uint64_t>::max(), 4, 3};
  file.counts = {std::numeric_limits<int64_t>::max(), 4, 3};
  file.tokens = std::numeric_limits<int64_t>::max();
  EXPECT_EQ(Written(model.Contents()), file.Bytes());
}

// Of more bytes than a piece, with runs of zeros that are, too.
TEST(FastTextWriter, ReadsBackAsTheSameModel) {
  SmallModel model;
  model.words.clear();
  model.counts.clear();
  model.vectors.clear();
  for (int i = 0; i < 1000; ++i) {
    model.words.push_back(absl::StrCat("w\xc3\xa9", i));
    model.counts.push_back(1);
    model.vectors.push_back({std::sin(1.f + i), std::cos(i * 3.f)});
  }
  model.output_rows = Rows(1000);
  model.bucket_rows = Rows(400'000);
  for (size_t i = 0; i < model.bucket_rows.size(); i += 1 + i / 2) {
    model.bucket_rows[i] = {std::sin(0.5f * i), std::cos(0.5f * i)};
  }
  FastTextContents contents = model.Contents();
  contents.ngrams.min = 1;
  contents.ngrams.max = 4;
  const ForeignVectors read = ReadBack(contents);
  EXPECT_EQ(read.words, model.words);
  ASSERT_EQ(read.vectors.rows(), model.vectors.size());
  for (size_t i = 0; i < model.vectors.size(); ++i) {
    for (size_t k = 0; k < 2; ++k) {
      EXPECT_NEAR(read.vectors.row(i)[k], model.vectors[i][k], 1e-6) << model.words[i];
    }
  }
  ASSERT_TRUE(read.subwords.has_value());
  EXPECT_EQ(read.subwords->min, 1);
  EXPECT_EQ(read.subwords->max, 4);
  ASSERT_EQ(read.subwords->rows.rows(), model.bucket_rows.size());
  for (size_t i = 0; i < model.bucket_rows.size(); ++i) {
    const std::vector<float> zeros(2);
    const std::vector<float>& row = model.bucket_rows[i].empty() ? zeros : model.bucket_rows[i];
    ASSERT_THAT(read.subwords->rows.row(i), ElementsAreArray(row)) << i;
  }
}

TEST(FastTextWriter, WritesInPiecesOfAMebibyte) {
  SmallModel model;
  model.bucket_rows = Rows(1'000'000);
  std::vector<size_t> pieces;
  ASSERT_TRUE(WriteFastText(model.Contents(), [&pieces](absl::string_view bytes) {
                pieces.push_back(bytes.size());
                return absl::OkStatus();
              }).ok());
  EXPECT_EQ(pieces.size(), 8u);
  for (const size_t piece : pieces) EXPECT_LE(piece, size_t{1} << 20);
}

TEST(FastTextWriter, RefusesWordsThatAreNoneInATextOfFastTexts) {
  for (const std::string word : {"", " ", "two words", "a\tb", "a\n", "\v", "\f", "a\r"}) {
    SmallModel model;
    model.words[1] = word;
    EXPECT_THAT(ErrorOf(model.Contents()), HasSubstr("cannot write word vector 2, \"")) << word;
  }
  SmallModel model;
  model.words[1] = std::string("a\0z", 3);
  EXPECT_EQ(ErrorOf(model.Contents()),
            "cannot write word vector 2, \"a\\x00z\", as fastText's model: the word holds a zero "
            "byte, which would end it in this format");
  model.words[1] = "10\xc2\xa0km";
  EXPECT_EQ(ReadBack(model.Contents()).words, model.words);
}

TEST(FastTextWriter, RefusesRowsThatAreNone) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  SmallModel model;
  model.vectors[1] = {1};
  EXPECT_EQ(ErrorOf(model.Contents()),
            "cannot write word vector 2, \"a\", as fastText's model: expected 2 values, found 1");
  model.vectors[1] = {1, kInfinity};
  EXPECT_THAT(ErrorOf(model.Contents()), HasSubstr("\"a\", as fastText's model: a value is not"));
  model = {};
  model.bucket_rows[4] = {1, 2, 3};
  EXPECT_EQ(ErrorOf(model.Contents()),
            "cannot write the row of bucket 4 as fastText's model: expected 2 values, found 3");
  // It is a row of an n-gram of a word.
  model.bucket_rows[3] = {1, -kInfinity};
  EXPECT_THAT(ErrorOf(model.Contents()), HasSubstr("the row of bucket 3 as"));
  model = {};
  model.output_rows[2] = {kInfinity, 0};
  EXPECT_THAT(ErrorOf(model.Contents()),
              HasSubstr("cannot write the output row of word vector 3, \"né\", as"));
  model = {};
  model.vectors[1] = {3e38f, 0};
  EXPECT_THAT(ErrorOf(model.Contents()), HasSubstr("holds a value beyond those of a float"));
}

TEST(FastTextWriter, RefusesAsManyRowsAsFastTextCannotCount) {
  const SmallModel model;
  FastTextContents contents = model.Contents();
  contents.words = 0;
  EXPECT_EQ(ErrorOf(contents), "cannot write word vectors as fastText's model: there are no words");
  contents.words = 3;
  contents.ngrams.buckets = 2147483645;
  EXPECT_THAT(ErrorOf(contents), HasSubstr("3 words and 2147483645 buckets of n-grams"));
  contents.words = std::numeric_limits<size_t>::max();
  EXPECT_THAT(ErrorOf(contents), HasSubstr("place for 2147483647 in all"));
}

TEST(FastTextWriter, StopsAtTheFirstErrorOfItsSink) {
  SmallModel model;
  model.bucket_rows = Rows(1'000'000);
  int calls = 0;
  const absl::Status status = WriteFastText(model.Contents(), [&calls](absl::string_view) {
    return ++calls < 3 ? absl::OkStatus() : absl::ResourceExhaustedError("full");
  });
  EXPECT_EQ(status, absl::ResourceExhaustedError("full"));
  EXPECT_EQ(calls, 3);

  // Words that each fill a piece.
  for (std::string& word : model.words) word = std::string(size_t{1} << 20, 'x');
  calls = 0;
  EXPECT_FALSE(WriteFastText(model.Contents(), [&calls](absl::string_view) {
                 ++calls;
                 return absl::ResourceExhaustedError("full");
               }).ok());
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace windowlm
