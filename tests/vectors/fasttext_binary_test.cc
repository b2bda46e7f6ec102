#include "src/vectors/fasttext_binary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/store/damage.h"
#include "tests/store/test_files.h"
#include "tests/vectors/fasttext_bytes.h"
#include "tests/vectors/vector_bytes.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<float> ValuesOf(const RowBlocks& rows) {
  std::vector<float> values;
  for (size_t i = 0; i < rows.rows(); ++i) {
    values.insert(values.end(), rows.row(i).begin(), rows.row(i).end());
  }
  return values;
}

ForeignVectors Read(const FastTextFile& file) {
  absl::StatusOr<ForeignVectors> vectors = ReadVectorBytes(file.Bytes(), VectorFormat::kFastText);
  EXPECT_TRUE(vectors.ok()) << vectors.status();
  return vectors.ok() ? *std::move(vectors) : ForeignVectors();
}

std::string ErrorOf(const std::string& bytes) {
  const absl::StatusOr<ForeignVectors> vectors = ReadVectorBytes(bytes, VectorFormat::kFastText);
  EXPECT_EQ(vectors.status().code(), absl::StatusCode::kInvalidArgument);
  return MessageOf(vectors.status());
}

std::string ErrorOf(const FastTextFile& file) { return ErrorOf(file.Bytes()); }

// A model without n-grams.
FastTextFile WordsAlone() {
  FastTextFile file;
  file.buckets = 0;
  file.min = 0;
  file.max = 0;
  file.input_rows = 3;
  file.input.resize(6);
  return file;
}

// A model of two labels.
FastTextFile Supervised() {
  FastTextFile file;
  file.model = 3;
  file.entries = 5;
  file.label_count = 2;
  file.labels = {"__label__x", "__label__y"};
  file.output_rows = 2;
  file.output = {1, 2, 3, 4};
  return file;
}

TEST(FastTextBinary, AnswersTheMeanOfAWordsOwnRowAndItsNgrams) {
  const ForeignVectors vectors = Read({});
  EXPECT_THAT(vectors.words, ElementsAre("</s>", "a", "n\xc3\xa9"));
  EXPECT_THAT(ValuesOf(vectors.vectors), ElementsAre(1, -0.5f, 4, 0.5f, 2, 1));
}

TEST(FastTextBinary, KeepsTheRowsOfAllBuckets) {
  const ForeignVectors vectors = Read({});
  ASSERT_TRUE(vectors.subwords.has_value());
  EXPECT_EQ(vectors.subwords->min, 3);
  EXPECT_EQ(vectors.subwords->max, 3);
  EXPECT_THAT(ValuesOf(vectors.subwords->rows), ElementsAre(5, -1, 0.25f, 8, 2, -4, 3, 5, 7, 7));
}

TEST(FastTextBinary, SumsInFastTextsOrderAndScalesInItsPrecision) {
  FastTextFile file;
  // The values of the third word begin at 4, and those of its n-grams, in their order, at 12 and
  // 10. The 1 is lost in a sum of floats in this order alone, and a third of 5 is another float if
  // it is the quotient.
  file.input[4] = 1;
  file.input[12] = 16777216;
  file.input[10] = -16777216;
  file.input[5] = 5;
  file.input[13] = 0;
  file.input[11] = 0;
  const ForeignVectors vectors = Read(file);
  ASSERT_EQ(vectors.vectors.rows(), 3u);
  EXPECT_EQ(vectors.vectors.row(2)[0], 0);
  EXPECT_EQ(vectors.vectors.row(2)[1], 5 * static_cast<float>(1.0 / 3));
  EXPECT_NE(vectors.vectors.row(2)[1], 5.f / 3);
}

TEST(FastTextBinary, ReadsAModelWithoutNgrams) {
  const ForeignVectors vectors = Read(WordsAlone());
  EXPECT_THAT(ValuesOf(vectors.vectors), ElementsAre(1, -0.5f, 3, 2, 1, 2));
  EXPECT_FALSE(vectors.subwords.has_value());
}

TEST(FastTextBinary, HasNoSubwordsWhereNoNgramCanBe) {
  FastTextFile none;
  none.max = 0;
  FastTextFile crossed;
  crossed.min = 4;
  FastTextFile no_buckets = WordsAlone();
  no_buckets.max = 6;
  for (const FastTextFile& file : {none, crossed, no_buckets}) {
    const ForeignVectors vectors = Read(file);
    EXPECT_FALSE(vectors.subwords.has_value());
    EXPECT_THAT(ValuesOf(vectors.vectors), ElementsAre(1, -0.5f, 3, 2, 1, 2));
  }
}

TEST(FastTextBinary, CallsTheShortestNgramOneOfACharacter) {
  FastTextFile file;
  file.min = 0;
  const ForeignVectors vectors = Read(file);
  ASSERT_TRUE(vectors.subwords.has_value());
  EXPECT_EQ(vectors.subwords->min, 1);
}

TEST(FastTextBinary, LeavesLabelsOut) {
  const ForeignVectors vectors = Read(Supervised());
  EXPECT_THAT(vectors.words, ElementsAre("</s>", "a", "n\xc3\xa9"));
  EXPECT_THAT(ValuesOf(vectors.vectors), ElementsAre(1, -0.5f, 4, 0.5f, 2, 1));
  ASSERT_TRUE(vectors.subwords.has_value());
  EXPECT_EQ(vectors.subwords->rows.rows(), 5u);
}

TEST(FastTextBinary, TakesTheNgramsOfAnOldSupervisedModelForThoseOfWords) {
  FastTextFile file = Supervised();
  file.version = 11;
  const ForeignVectors vectors = Read(file);
  EXPECT_THAT(ValuesOf(vectors.vectors), ElementsAre(1, -0.5f, 3, 2, 1, 2));
  EXPECT_FALSE(vectors.subwords.has_value());
  FastTextFile other;
  other.version = 11;
  EXPECT_TRUE(Read(other).subwords.has_value());
}

TEST(FastTextBinary, FollowsNoSignOfAQuantisedOutputInAModelThatIsNot) {
  FastTextFile file;
  file.output_quantised = 1;
  EXPECT_EQ(Read(file).words.size(), 3u);
}

TEST(FastTextBinary, SaysWhatAQuantisedModelIs) {
  FastTextFile file;
  file.quantised = 1;
  EXPECT_EQ(ErrorOf(file),
            "cannot read vectors: byte 130: this is a quantised fastText model, whose vectors were "
            "rounded away; the .bin file that it was made from can be imported");
  FastTextFile pruned;
  pruned.pruned = 0;
  EXPECT_THAT(ErrorOf(pruned), HasSubstr("byte 84: this is a quantised fastText model"));
}

TEST(FastTextBinary, RefusesOtherKindsOfFile) {
  FastTextFile file;
  file.magic = 7;
  EXPECT_EQ(ErrorOf(file),
            "cannot read vectors: byte 0: the magic number of fastText's models is 7; 793712314 "
            "was expected");
  EXPECT_THAT(ErrorOf("2 2\nthe 1 -0.5\n"), HasSubstr("byte 0: the magic number"));
  EXPECT_THAT(ErrorOf(""), HasSubstr("byte 0: the file ends in the magic number"));
  file = {};
  file.version = 13;
  EXPECT_THAT(ErrorOf(file),
              HasSubstr("byte 4: the version is 13; a number from 11 to 12 was expected"));
}

struct Damage {
  FastTextFile file;
  const char* message;
};

template <typename Number>
Damage With(Number FastTextFile::*field, Number value, const char* message) {
  FastTextFile file;
  file.*field = value;
  return {file, message};
}

TEST(FastTextBinary, RefusesNumbersThatNoModelHas) {
  for (const Damage& damage : {
           With(&FastTextFile::dimension, 0,
                "byte 8: the dimension is 0; a number from 1 to 100000 was expected"),
           With(&FastTextFile::dimension, -1, "byte 8: the dimension is -1"),
           With(&FastTextFile::model, 4,
                "byte 36: the kind of model is 4; a number from 1 to 3 was expected"),
           With(&FastTextFile::buckets, -1, "byte 40: the number of buckets is -1"),
           With(&FastTextFile::min, -1, "byte 44: the length of the shortest n-gram is -1"),
           With(&FastTextFile::max, -1, "byte 48: the length of the longest n-gram is -1"),
           With(&FastTextFile::max, 101, "byte 48: the length of the longest n-gram is 101"),
           With(&FastTextFile::entries, 4,
                "byte 64: the number of words and labels is 4; 3 was expected"),
           With(&FastTextFile::word_count, 0, "byte 68: there are no words"),
           With(&FastTextFile::word_count, -3, "byte 68: the number of words is -3"),
           With(&FastTextFile::label_count, -1, "byte 72: the number of labels is -1"),
           With(&FastTextFile::tokens, int64_t{-1}, "byte 76: the number of tokens is -1"),
           With(&FastTextFile::pruned, int64_t{-2},
                "byte 84: the number of pruned n-grams is -2; -1 was expected"),
           With(&FastTextFile::counts, std::vector<int64_t>{9, -4, 3},
                "byte 108: the count of word 2 of 3 is -4"),
           With(&FastTextFile::word_type, '\1',
                "byte 105: the type of word 1 of 3 is 1; 0 was expected"),
           With(&FastTextFile::quantised, '\2',
                "byte 130: the sign of a quantised input matrix is 2; 0 was expected"),
           With(&FastTextFile::input_rows, int64_t{7},
                "byte 131: the number of rows of the input matrix is 7; 8 was expected"),
           With(&FastTextFile::input_columns, int64_t{3},
                "byte 139: the number of columns of the input matrix is 3; 2 was expected"),
           With(&FastTextFile::output_quantised, '\2',
                "byte 211: the sign of a quantised output matrix is 2"),
           With(&FastTextFile::output_rows, int64_t{-3},
                "byte 212: the number of rows of the output matrix is -3; 3 was expected"),
           With(&FastTextFile::output_columns, int64_t{0},
                "byte 220: the number of columns of the output matrix is 0; 2 was expected"),
       }) {
    EXPECT_THAT(ErrorOf(damage.file), HasSubstr(damage.message));
  }
  FastTextFile labels = Supervised();
  labels.output_rows = 3;
  EXPECT_THAT(ErrorOf(labels), HasSubstr("rows of the output matrix is 3; 2 was expected"));
}

TEST(FastTextBinary, RefusesWordsThatAreNone) {
  FastTextFile file;
  file.words[2] = "a";
  EXPECT_THAT(ErrorOf(file),
              HasSubstr("byte 117: the word \"a\" appears a second time, after byte 106"));
  file.words[2] = "";
  EXPECT_THAT(ErrorOf(file), HasSubstr("byte 117: a word was expected, but it is empty"));
  file.words[2] = std::string(65537, 'x');
  EXPECT_THAT(ErrorOf(file), HasSubstr("byte 117: word 3 of 3 is longer than 65536 bytes"));
  file.words[2] = std::string(65536, 'x');
  EXPECT_THAT(Read(file).words, ElementsAre("</s>", "a", file.words[2]));
}

TEST(FastTextBinary, RefusesValuesThatAreNotFinite) {
  FastTextFile file;
  file.input[3] = std::numeric_limits<float>::infinity();
  EXPECT_EQ(ErrorOf(file),
            "cannot read vectors: byte 159: value 2 of row 2 of 8 is inf; a finite number was "
            "expected");
  file = {};
  file.input[15] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_THAT(ErrorOf(file), HasSubstr("byte 207: value 2 of row 8 of 8 is nan"));
  // Each is finite, and their sum is not.
  file = {};
  file.input[2] = std::numeric_limits<float>::max();
  file.input[6] = std::numeric_limits<float>::max();
  EXPECT_THAT(ErrorOf(file), HasSubstr("byte 106: value 1 of the word \"a\", the mean of"));
}

TEST(FastTextBinary, RefusesAFileThatIsCutAnywhere) {
  for (const FastTextFile& file : {FastTextFile(), WordsAlone(), Supervised()}) {
    const std::string whole = file.Bytes();
    ForEachCut(whole, [&](const std::string& bytes) {
      EXPECT_THAT(ErrorOf(bytes),
                  HasSubstr(absl::StrCat("byte ", bytes.size(), ": the file ends")));
    });
  }
  const std::string whole = FastTextFile().Bytes();
  EXPECT_EQ(ErrorOf(whole.substr(0, 60)),
            "cannot read vectors: byte 60: the file ends in the settings");
  EXPECT_THAT(ErrorOf(whole.substr(0, 107)), HasSubstr("the file ends in word 2 of 3"));
  EXPECT_THAT(ErrorOf(whole.substr(0, 150)), HasSubstr("the file ends in row 1 of 8"));
  EXPECT_THAT(ErrorOf(whole.substr(0, 251)), HasSubstr("the file ends in the output matrix"));
}

TEST(FastTextBinary, RefusesAFileThatGoesOn) {
  EXPECT_EQ(ErrorOf(FastTextFile().Bytes() + "x"),
            "cannot read vectors: byte 252: expected the end of the file after the output matrix, "
            "found more");
}

// Memory for what is announced could not be had.
TEST(FastTextBinary, TakesNoMemoryForWhatIsOnlyAnnounced) {
  FastTextFile file;
  file.word_count = 2147483647;
  file.entries = 2147483647;
  EXPECT_THAT(ErrorOf(file), HasSubstr("word 4 of 2147483647"));
  file = {};
  file.buckets = 2147483647;
  file.input_rows = 2147483650;
  file.dimension = 100000;
  file.input_columns = 100000;
  EXPECT_THAT(ErrorOf(file), HasSubstr("the file ends in row 1 of 2147483650"));
  file.max = 0;
  EXPECT_THAT(ErrorOf(file), HasSubstr("the file ends in row 1 of 2147483650"));
}

}  // namespace
}  // namespace windowlm
