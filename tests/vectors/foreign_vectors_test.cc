#include "src/vectors/foreign_vectors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "src/base/crc32c.h"
#include "src/input/byte_reader.h"
#include "src/vectors/vectors_writer.h"
#include "tests/store/test_files.h"
#include "tests/vectors/fasttext_bytes.h"
#include "tests/vectors/vector_bytes.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<float> ValuesOf(const ForeignVectors& vectors) {
  std::vector<float> values;
  for (size_t i = 0; i < vectors.vectors.rows(); ++i) {
    const absl::Span<const float> row = vectors.vectors.row(i);
    values.insert(values.end(), row.begin(), row.end());
  }
  return values;
}

ForeignVectors Read(const std::string& bytes, absl::optional<VectorFormat> format = absl::nullopt,
                    const std::string& words = "") {
  absl::StatusOr<ForeignVectors> vectors = ReadVectorBytes(bytes, format, words);
  EXPECT_TRUE(vectors.ok()) << vectors.status();
  return vectors.ok() ? *std::move(vectors) : ForeignVectors();
}

std::string ErrorOf(const std::string& bytes, absl::optional<VectorFormat> format = absl::nullopt,
                    const std::string& words = "") {
  const absl::StatusOr<ForeignVectors> vectors = ReadVectorBytes(bytes, format, words);
  EXPECT_EQ(vectors.status().code(), absl::StatusCode::kInvalidArgument);
  return MessageOf(vectors.status());
}

TEST(ForeignVectors, FindsOutTheFormat) {
  for (const std::string& bytes :
       {std::string("2 2\nthe 1 -0.5\ncat 0.1 2\n"), std::string("the 1 -0.5\ncat 0.1 2\n"),
        std::string("\xef\xbb\xbfthe 1 -0.5\ncat 0.1 2\n"), SmallBinaryFile(), SmallNumpyFile()}) {
    const ForeignVectors vectors = Read(bytes, absl::nullopt, "the\ncat\n");
    EXPECT_THAT(vectors.words, ElementsAre("the", "cat"));
    EXPECT_THAT(ValuesOf(vectors), ElementsAre(1, -0.5f, 0.1f, 2));
    EXPECT_EQ(vectors.vectors.columns(), 2u);
  }
}

TEST(ForeignVectors, FindsOutAModelOfFastTexts) {
  const std::string bytes = FastTextFile().Bytes();
  for (size_t piece = 1; piece <= bytes.size() + 1; ++piece) {
    const auto vectors = ReadVectorBytes(bytes, absl::nullopt, "", piece);
    ASSERT_TRUE(vectors.ok()) << vectors.status();
    EXPECT_THAT(ValuesOf(*vectors), ElementsAre(1, -0.5f, 4, 0.5f, 2, 1));
    EXPECT_TRUE(vectors->subwords.has_value());
    EXPECT_EQ(vectors->bytes, bytes.size());
    EXPECT_EQ(vectors->crc32c, Crc32c(bytes));
  }
}

TEST(ForeignVectors, DoesNotDependOnThePiecesInWhichAFileArrives) {
  for (const std::string& bytes : {std::string("2 2\nthe 1 -0.5\r\ncat 0.1 2"), SmallBinaryFile(),
                                   SmallNumpyFile(), std::string("the 1 -0.5\ncat 0.1 2\n\n")}) {
    for (size_t piece = 1; piece <= bytes.size() + 1; ++piece) {
      const auto vectors = ReadVectorBytes(bytes, absl::nullopt, "the\ncat", piece);
      ASSERT_TRUE(vectors.ok()) << vectors.status();
      EXPECT_THAT(vectors->words, ElementsAre("the", "cat"));
      EXPECT_THAT(ValuesOf(*vectors), ElementsAre(1, -0.5f, 0.1f, 2));
    }
  }
}

TEST(ForeignVectors, ReadsBackEveryFloatThatTheWriterWrites) {
  std::vector<float> values = {std::numeric_limits<float>::max(), std::numeric_limits<float>::min(),
                               std::numeric_limits<float>::denorm_min(), -0.0f};
  for (uint32_t i = 0; i < 10'000; ++i) {
    // Neither of the infinities, nor a NaN.
    const uint32_t bits = i * 2654435761u & ~(uint32_t{1} << 30);
    std::memcpy(&values.emplace_back(), &bits, sizeof(bits));
  }
  for (const VectorFormat format : {VectorFormat::kWord2vecText, VectorFormat::kWord2vecBinary,
                                    VectorFormat::kGlove, VectorFormat::kNumpy}) {
    std::string bytes;
    std::string words;
    const auto append_to = [](std::string* text) {
      return [text](absl::string_view more) {
        text->append(more.data(), more.size());
        return absl::OkStatus();
      };
    };
    VectorsWriter writer(format, 1, values.size(), append_to(&bytes), append_to(&words));
    ASSERT_TRUE(writer.Add("word", values).ok());
    ASSERT_TRUE(writer.Finish().ok());
    const std::vector<float> read = ValuesOf(Read(bytes, absl::nullopt, words));
    ASSERT_EQ(read.size(), values.size());
    EXPECT_EQ(std::memcmp(read.data(), values.data(), values.size() * sizeof(float)), 0);
  }
}

TEST(ForeignVectors, KnowsTheFileByItsBytes) {
  const ForeignVectors one = Read(SmallBinaryFile());
  EXPECT_EQ(one.bytes, SmallBinaryFile().size());
  EXPECT_EQ(one.crc32c, Crc32c(SmallBinaryFile()));
  const std::string words = "the\ncat\n";
  const ForeignVectors two = Read(SmallNumpyFile(), absl::nullopt, words);
  EXPECT_EQ(two.bytes, SmallNumpyFile().size() + words.size());
  const uint32_t checksums[] = {Crc32c(SmallNumpyFile()), Crc32c(words)};
  EXPECT_EQ(two.crc32c,
            Crc32c(absl::string_view(reinterpret_cast<const char*>(checksums), sizeof(checksums))));
}

TEST(ForeignVectors, ReadsNumbersAsTheirNearestFloats) {
  const ForeignVectors vectors =
      Read("a 1e-50 -1e-50 1e-45 +2 0.100000001490116119384765625 -1E+2 .5 7.\n");
  EXPECT_THAT(ValuesOf(vectors), ElementsAre(0, -0.0f, std::numeric_limits<float>::denorm_min(), 2,
                                             0.1f, -100, 0.5f, 7));
}

TEST(ForeignVectors, ReadsWordsThatAreNumbersOrHaveSpaces) {
  const ForeignVectors vectors = Read("7 1 2\n. . . 3 4\nat name@domain.com 5 6 \nx\t7\t 8\n");
  EXPECT_THAT(vectors.words, ElementsAre("7", ". . .", "at name@domain.com", "x"));
  EXPECT_THAT(ValuesOf(vectors), ElementsAre(1, 2, 3, 4, 5, 6, 7, 8));
  EXPECT_THAT(Read(SmallNumpyFile(), absl::nullopt, "new york\r\nthe 1 2\n").words,
              ElementsAre("new york", "the 1 2"));
}

TEST(ForeignVectors, ReadsBinaryVectorsWithoutLineFeedsBetween) {
  std::string bytes = SmallBinaryFile();
  bytes.erase(bytes.find("\ncat"), 1);
  bytes.pop_back();
  EXPECT_THAT(Read(bytes).words, ElementsAre("the", "cat"));
}

TEST(ForeignVectors, HoldsMoreRowsThanABlock) {
  std::string bytes;
  for (int i = 0; i < 30; ++i) {
    bytes += absl::StrCat("w", i);
    for (int k = 0; k < 100000; ++k) bytes += k == 99999 ? absl::StrCat(" ", i, "\n") : " 0";
  }
  const ForeignVectors vectors = Read(bytes);
  ASSERT_EQ(vectors.vectors.rows(), 30u);
  for (size_t i = 0; i < 30; ++i) {
    EXPECT_EQ(vectors.vectors.row(i)[99998], 0);
    EXPECT_EQ(vectors.vectors.row(i)[99999], i);
  }
}

TEST(ForeignVectors, KeepsTheBytesOfItsWords) {
  EXPECT_THAT(Read("1 1\ncaf\xe9\xff\xc2\xa0x 1\n").words, ElementsAre("caf\xe9\xff\xc2\xa0x"));
}

TEST(ForeignVectors, RefusesTextWithTheLineThatIsWrong) {
  EXPECT_EQ(ErrorOf("2 3\na 1 2 3\nb 1 2\n"),
            "cannot read vectors: line 3: a word and 3 values were expected; found 2 fields after "
            "the first");
  EXPECT_THAT(ErrorOf("1 3\na 1 2 3 4\n"), HasSubstr("line 2: a word and 3 values were expected"));
  EXPECT_THAT(ErrorOf("a 1 2\nb 1 x\n"),
              HasSubstr("line 2: value 2 is \"x\"; a number was expected"));
  EXPECT_THAT(ErrorOf("a 1 2\nb 1,5 2\n"), HasSubstr("value 1 is \"1,5\""));
  EXPECT_THAT(ErrorOf("a 1 2\nb 1 nan\n"),
              HasSubstr("line 2: value 2 of the word \"b\" is nan; a finite number was expected"));
  EXPECT_THAT(ErrorOf("a 1 -inf\n"), HasSubstr("is -inf"));
  EXPECT_THAT(ErrorOf("a 1 1e39\n"), HasSubstr("is inf"));
  EXPECT_THAT(ErrorOf("a 1 2\n 1 2\n"), HasSubstr("line 2: it starts with white space"));
  EXPECT_THAT(ErrorOf("a 1 2\nb 1 2\na 3 4\n"),
              HasSubstr("line 3: the word \"a\" appears a second time, after line 1"));
  EXPECT_THAT(ErrorOf("a 1 2\n\nb 1 2\n"), HasSubstr("line 2: it is empty"));
  EXPECT_THAT(ErrorOf("words alone\n"), HasSubstr("line 1: a word and its values were expected"));
  EXPECT_THAT(ErrorOf(""), HasSubstr("line 1"));
  EXPECT_THAT(ErrorOf("\n\n"), HasSubstr("line 1"));
}

TEST(ForeignVectors, RefusesCountsThatAreNotThoseOfTheLines) {
  EXPECT_THAT(ErrorOf("3 1\na 1\nb 2\n"),
              AllOf(HasSubstr("line 4"), HasSubstr("announces 3 words and only 2 came")));
  EXPECT_THAT(ErrorOf("1 1\na 1\nb 2\n"), HasSubstr("line 3: the first line announces 1 words"));
  EXPECT_THAT(ErrorOf("0 5\n"), HasSubstr("there are no words"));
  EXPECT_THAT(ErrorOf("3 0\na\n"), HasSubstr("line 1: vectors of 0 values"));
}

// Memory for what is announced could not be had.
TEST(ForeignVectors, TakesNoMemoryForWhatIsOnlyAnnounced) {
  const std::string huge = "18446744073709551615";
  EXPECT_THAT(ErrorOf(huge + " 2\na 1 2\n"), HasSubstr("only 1 came"));
  EXPECT_THAT(ErrorOf("1 " + huge + "\na 1 2\n"), HasSubstr("from 1 to 100000 were expected"));
  std::string binary = SmallBinaryFile();
  EXPECT_THAT(ErrorOf(huge + binary.substr(1)), HasSubstr("the file ends before word 3"));
  std::string numpy = SmallNumpyFile();
  const std::string shape = "(2, 2), }";
  numpy.replace(numpy.find(shape), shape.size() + 25, "(" + huge + ", 2), }     ");
  EXPECT_THAT(ErrorOf(numpy, absl::nullopt, "a\nb\nc\n"), HasSubstr("in row"));
  EXPECT_THAT(ErrorOf(std::string(kMaxReaderLineBytes + 1, 'x')), HasSubstr("longer than"));
  EXPECT_THAT(ErrorOf("2 2\n" + std::string(kMaxForeignWordBytes + 1, 'x') + " 1 2\n"),
              HasSubstr("at most 65536"));
  EXPECT_THAT(
      ErrorOf("2 2\n" + std::string(kMaxForeignWordBytes + 1, 'x'), VectorFormat::kWord2vecBinary),
      HasSubstr("byte 4: word 1 of 2"));
}

TEST(ForeignVectors, RefusesBinaryFilesWithTheByteThatIsWrong) {
  const std::string whole = SmallBinaryFile();
  EXPECT_EQ(ErrorOf(whole.substr(0, whole.size() - 2)),
            "cannot read vectors: byte 28: the file ends in the values of word 2 of 2");
  EXPECT_THAT(ErrorOf(whole + "dog"),
              HasSubstr("byte 30: expected the end of the file after the 2 words"));
  std::string bytes = whole;
  bytes.replace(4, 3, "cat");
  EXPECT_THAT(ErrorOf(bytes), HasSubstr("byte 17: the word \"cat\" appears a second time, after "
                                        "byte 4"));
  bytes = whole;
  bytes[5] = '\t';
  EXPECT_THAT(ErrorOf(bytes), HasSubstr("byte 4: word 1 of 2 and a space after it were expected"));
  bytes = whole;
  bytes.replace(8, 4, "\xff\xff\xff\xff");
  EXPECT_THAT(ErrorOf(bytes), HasSubstr("byte 4: value 1 of the word \"the\" is"));
  EXPECT_THAT(ErrorOf("x", VectorFormat::kWord2vecBinary), HasSubstr("byte 0"));
  EXPECT_THAT(ErrorOf("0 2\n", VectorFormat::kWord2vecBinary), HasSubstr("there are no words"));
}

TEST(ForeignVectors, RefusesArraysThatAreNotFloatsInRows) {
  const auto changed = [](const std::string& from, const std::string& to) {
    std::string bytes = SmallNumpyFile();
    return bytes.replace(bytes.find(from), from.size(), to);
  };
  EXPECT_THAT(ErrorOf(changed("<f4", "<f8")), HasSubstr("descr is <f8; <f4 was expected"));
  EXPECT_THAT(ErrorOf(changed("<f4", ">f4")), HasSubstr("descr is >f4"));
  EXPECT_THAT(ErrorOf(changed("False", "True ")), HasSubstr("fortran_order is True"));
  EXPECT_THAT(ErrorOf(changed("(2, 2)", "(2,)  ")), HasSubstr("shape is (2,)"));
  EXPECT_THAT(ErrorOf(changed("(2, 2)", "(-2,2)")), HasSubstr("shape"));
  EXPECT_THAT(ErrorOf(changed("(2, 2)", "(0, 2)")), HasSubstr("there are no words"));
  EXPECT_THAT(ErrorOf(changed("NUMPY\x01", "NUMPY\x09")), HasSubstr("version is 9"));
  EXPECT_THAT(ErrorOf(SmallNumpyFile() + "x", absl::nullopt, "a\nb\n"), HasSubstr("byte 144"));
}

TEST(ForeignVectors, RefusesAsManyWordsAsThereAreNoVectors) {
  EXPECT_THAT(ErrorOf(SmallNumpyFile(), absl::nullopt, "the\n"),
              HasSubstr("cannot read words: line 2: the file ends; 2 words were expected"));
  EXPECT_THAT(ErrorOf(SmallNumpyFile(), absl::nullopt, "the\ncat\ndog\n"),
              HasSubstr("cannot read words: line 3: expected the end of the file after 2 words"));
  EXPECT_THAT(ErrorOf(SmallNumpyFile(), absl::nullopt, "the\n\n"), HasSubstr("line 2: a word"));
}

TEST(ForeignVectors, RefusesFilesOfOtherKinds) {
  EXPECT_EQ(
      ErrorOf("1\t-0.5\n0.1\t2\n"),
      "cannot read vectors: byte 0: a word before its numbers was expected; TensorBoard's files "
      "of vectors have no words");
  EXPECT_THAT(ErrorOf(std::string("\x7f"
                                  "ELF\x02\x01\x01\0\0",
                                  9)),
              HasSubstr("byte 7: it is 0, which is no text; a file of word vectors was expected"));
  class FailingInput : public ByteInput {
    absl::StatusOr<size_t> Read(char*, size_t) override { return absl::DataLossError("cut short"); }
  };
  const absl::StatusOr<ForeignVectors> vectors =
      ReadForeignVectors({"vectors", std::make_unique<FailingInput>()}, absl::nullopt, {});
  EXPECT_EQ(vectors.status(), absl::DataLossError("cut short"));
}

}  // namespace
}  // namespace windowlm
