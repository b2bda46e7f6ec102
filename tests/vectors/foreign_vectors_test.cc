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
using ::testing::StartsWith;

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
            "the first; windowlm import --lenient passes over that");
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
  EXPECT_THAT(ErrorOf("words alone\na 1\n"), HasSubstr("line 1: value 1 is \"alone\""));
  EXPECT_THAT(ErrorOf("words alone\nof a text\n"), HasSubstr("; no line at the start"));
  EXPECT_THAT(ErrorOf("words alone\nof a text\nof 1984\n"), HasSubstr("; not one in two lines"));
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
  EXPECT_THAT(ErrorOf(changed("<f4", "<i8")), HasSubstr("descr is <i8; <f2, <f4 or <f8 was"));
  EXPECT_THAT(ErrorOf(changed("<f4", "|f4")), HasSubstr("descr is |f4"));
  EXPECT_THAT(ErrorOf(changed("<f4", "<f3")), HasSubstr("descr is <f3"));
  EXPECT_THAT(ErrorOf(changed("False", "Wrong")), HasSubstr("fortran_order is Wrong"));
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

// What a reading with rules says of the flaws that it met.
std::vector<std::string> FlawsOf(const ForeignVectors& vectors) {
  std::vector<std::string> flaws;
  for (const PassedOver& passed_over : vectors.passed_over) {
    flaws.push_back(PassedOverText(passed_over));
  }
  return flaws;
}

ForeignVectors ReadLeniently(const std::string& bytes,
                             absl::optional<VectorFormat> format = absl::nullopt,
                             const std::string& words = "") {
  absl::StatusOr<ForeignVectors> vectors =
      ReadVectorBytes(bytes, format, words, 1000, {std::numeric_limits<uint64_t>::max(), true});
  EXPECT_TRUE(vectors.ok()) << vectors.status();
  return vectors.ok() ? *std::move(vectors) : ForeignVectors();
}

TEST(ForeignVectors, LenientlyPassesOverLinesWithFlawsAndCountsThem) {
  const ForeignVectors vectors =
      ReadLeniently("9 2\na 1 2\n 1 2\n\n\nb 1\nc 1 2 3\na 3 4\nd 1 x\ne 1 inf\nf 5 6\n\n");
  EXPECT_THAT(vectors.words, ElementsAre("a", "f"));
  EXPECT_THAT(ValuesOf(vectors), ElementsAre(1, 2, 5, 6));
  EXPECT_THAT(
      FlawsOf(vectors),
      ElementsAre(
          "blank words: 3 passed over, the first in vectors: line 3: it starts with white space, "
          "where a word was expected",
          "wrong numbers of values: 2 passed over, the first in vectors: line 6: a word and 2 "
          "values were expected; found 1 field after the first",
          "repeated words: 1 passed over, the first in vectors: line 8: the word \"a\" appears a "
          "second time, after line 2",
          "values that are not numbers: 1 passed over, the first in vectors: line 9: value 2 is "
          "\"x\"; a number was expected",
          "values that are not finite: 1 passed over, the first in vectors: line 10: value 2 of "
          "the "
          "word \"e\" is inf, or beyond the range of a float; a finite number was expected",
          "vectors: line 13: the file ends, though its first line announces 9 words and only 8 "
          "came"));
}

TEST(ForeignVectors, LenientlyTakesTheDimensionOfMostFirstLines) {
  const ForeignVectors vectors = ReadLeniently("x 1 2 3\na 1 2\nb 3 4\n");
  EXPECT_THAT(vectors.words, ElementsAre("a", "b"));
  EXPECT_EQ(vectors.vectors.columns(), 2u);
}

TEST(ForeignVectors, LenientlyPassesOverWordsOfOtherFormats) {
  std::string binary = SmallBinaryFile();
  binary.replace(binary.find("cat"), 3, "the");
  EXPECT_THAT(ReadLeniently(binary).words, ElementsAre("the"));
  binary.erase(4, 3);
  EXPECT_THAT(ReadLeniently(binary).words, ElementsAre("the"));
  for (const std::string& file : {SmallNumpyFile(), BigEndianNumpyFile()}) {
    const ForeignVectors numpy = ReadLeniently(file, absl::nullopt, "\ncat\n");
    EXPECT_THAT(numpy.words, ElementsAre("cat"));
    EXPECT_THAT(ValuesOf(numpy), ElementsAre(0.1f, 2));
    EXPECT_EQ(FlawsOf(numpy).size(), 1u);
  }
}

TEST(ForeignVectors, LenientlyPassesOverARepeatedWordOfFastTexts) {
  FastTextFile file;
  file.words = {"a", "b", "c"};
  const ForeignVectors whole = Read(file.Bytes());
  file.words = {"a", "a", "c"};
  const ForeignVectors vectors = ReadLeniently(file.Bytes());
  EXPECT_THAT(vectors.words, ElementsAre("a", "c"));
  EXPECT_EQ(vectors.vectors.row(0), whole.vectors.row(0));
  EXPECT_EQ(vectors.vectors.row(1), whole.vectors.row(2));
}

TEST(ForeignVectors, LenientlyRefusesFilesWithoutAnyWord) {
  const absl::StatusOr<ForeignVectors> vectors =
      ReadVectorBytes("1 2\na 1\n", absl::nullopt, "", 1000, {10, true});
  EXPECT_EQ(MessageOf(vectors.status()),
            "cannot read vectors: line 3: there are no words without a flaw; wrong numbers of "
            "values: 1 passed over, the first in vectors: line 2: a word and 2 values were "
            "expected; found 1 field after the first");
}

// What follows the words that are asked for is wrong in each of the files.
TEST(ForeignVectors, ReadsTheFirstWordsAndNoMore) {
  std::string fasttext = FastTextFile().Bytes();
  fasttext.resize(fasttext.size() - 3);
  for (const std::string& bytes :
       {std::string("2 2\nthe 1 -0.5\n?"), std::string("the 1 -0.5\n?"), fasttext,
        SmallBinaryFile().substr(0, 18), SmallNumpyFile().substr(0, 140),
        BigEndianNumpyFile().substr(0, 128 + 24)}) {
    for (const size_t piece : {size_t{1}, size_t{7}, size_t{1000}}) {
      const auto vectors = ReadVectorBytes(bytes, absl::nullopt, "the\n\n\n", piece, {1, false});
      ASSERT_TRUE(vectors.ok()) << vectors.status();
      ASSERT_EQ(vectors->words.size(), 1u);
      EXPECT_THAT(ValuesOf(*vectors), ElementsAre(1, -0.5f));
    }
  }
}

TEST(ForeignVectors, KnowsAPartOfAFileByTheBytesThatWereRead) {
  for (const size_t piece : {size_t{1}, size_t{1000}}) {
    const auto vectors =
        ReadVectorBytes("the 1 -0.5\ncat 0.1 2\n", absl::nullopt, "", piece, {1, false});
    ASSERT_TRUE(vectors.ok()) << vectors.status();
    EXPECT_EQ(vectors->bytes, 11u);
    EXPECT_EQ(vectors->crc32c, Crc32c("the 1 -0.5\n"));
  }
}

TEST(ForeignVectors, RoundsNumpysValuesOfEveryTypeAndOrder) {
  const auto read = [](const std::string& type, const std::string& values,
                       const std::string& fortran_order = "False") {
    return ValuesOf(
        Read(NumpyFile(type, fortran_order, "(2, 2)", values), absl::nullopt, "a\nb\n"));
  };
  EXPECT_THAT(ValuesOf(Read(BigEndianNumpyFile(), absl::nullopt, "a\nb\n")),
              ElementsAre(1, -0.5f, 0.1f, 2));
  // 1, -2, the greatest, and the least above 0.
  const std::string halves("\0\x3c\0\xc0\xff\x7b\1\0", 8);
  EXPECT_THAT(read("<f2", halves), ElementsAre(1, -2, 65504, 0x1p-24f));
  EXPECT_THAT(read("<f2", halves, "True"), ElementsAre(1, 65504, -2, 0x1p-24f));
  EXPECT_THAT(read(">f2", std::string("\x3c\0\xc0\0\x7b\xff\0\1", 8)),
              ElementsAre(1, -2, 65504, 0x1p-24f));
  EXPECT_THAT(read(">f4", std::string("\x3f\x80\0\0\xbf\0\0\0\0\0\0\0\x80\0\0\0", 16)),
              ElementsAre(1, -0.5f, 0, -0.f));
}

TEST(ForeignVectors, RefusesNumpysValuesThatNoFloatHolds) {
  // 1, 1e300; and a half that is infinite, and one that is no number.
  const std::string large("\0\0\0\0\0\0\xf0\x3f\x9c\x75\0\x88\x3c\xe4\x37\x7e", 16);
  EXPECT_THAT(
      ErrorOf(NumpyFile("<f8", "False", "(1, 2)", large), absl::nullopt, "a\n"),
      HasSubstr("cannot read words: line 1: value 2 of the word \"a\" is inf, or beyond the "
                "range of a float"));
  EXPECT_THAT(ErrorOf(NumpyFile("<f2", "False", "(1, 1)", {"\0\x7c", 2}), absl::nullopt, "a\n"),
              HasSubstr("is inf"));
  EXPECT_THAT(ErrorOf(NumpyFile("<f2", "False", "(1, 1)", {"\0\x7e", 2}), absl::nullopt, "a\n"),
              HasSubstr("is nan"));
  EXPECT_THAT(ErrorOf(BigEndianNumpyFile().substr(0, 159), absl::nullopt, "a\nb\n"),
              HasSubstr("byte 159: the file ends in column 2 of 2"));
}

TEST(ForeignVectors, TakesNoMemoryForColumnsThatAreOnlyAnnounced) {
  EXPECT_THAT(ErrorOf(NumpyFile("<f8", "True", "(18446744073709551615, 2)", std::string(64, 0)),
                      absl::nullopt, "a\n"),
              HasSubstr("the file ends in column 1 of 2"));
}

TEST(ForeignVectors, ReadsWhatTheWriterWritesOfWordsWithSpaces) {
  const std::vector<std::string> words = {
      "new york",    "caf\xc3\xa9 cr\xc3\xa8me", "5 apples", ". . .", "a\tb", "a  b", "a\vb",
      "10\xc2\xa0km"};
  for (const VectorFormat format : {VectorFormat::kWord2vecText, VectorFormat::kGlove}) {
    for (size_t first = 0; first < words.size(); ++first) {
      std::string bytes;
      VectorsWriter writer(format, 2, 2, [&](absl::string_view more) {
        bytes.append(more.data(), more.size());
        return absl::OkStatus();
      });
      ASSERT_TRUE(writer.Add(words[first], {1, 2}).ok()) << words[first];
      ASSERT_TRUE(writer.Add("word", {3, 4}).ok());
      EXPECT_THAT(Read(bytes).words, ElementsAre(words[first], "word"));
      EXPECT_THAT(Read(bytes, format).words, ElementsAre(words[first], "word"));
    }
  }
}

TEST(ForeignVectors, NamesFilesOfOtherProgramsForWhatTheyAre) {
  const auto expect = [](const std::string& bytes, const std::string& kind) {
    const std::string named = "cannot read vectors: it is not a file of word vectors, but " + kind;
    EXPECT_THAT(ErrorOf(bytes), StartsWith(named));
    EXPECT_THAT(ErrorOf(bytes, VectorFormat::kWord2vecBinary), StartsWith(named));
    EXPECT_THAT(ErrorOf(bytes, VectorFormat::kGlove), StartsWith(named));
  };
  expect(std::string("\x80\x04\x95\x10\0\0", 6), "a Python pickle, as gensim's");
  expect("\x80\x02}q\x01", "a Python pickle");
  expect("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", "a file of PyTorch's");
  const std::string zip = std::string("PK\x03\x04", 4) + std::string(22, '\0');
  expect(zip + std::string("\x10\0\0\0archive/data.pkl", 20), "a file of PyTorch's");
  expect(zip + std::string("\x09\0\0\0arr_0.npy", 13), "an archive of NumPy's");
  expect("\x89HDF\r\n\x1a\n", "a file of HDF5's");
  expect(std::string("\x30\0\0\0\0\0\0\0{\"a\":{}}", 16), "a file of safetensors");
  expect(std::string("mmap lm http://kheafield.com/code format version 5\n\0\x01", 53),
         "a binary n-gram model of KenLM's");
  expect(std::string("\x08\x07\x12\x07pytorch\x1a\0", 13), "a model of ONNX's");
  expect("\n\\data\\\nngram 1=3\n\n\\1-grams:\n",
         "an n-gram model in ARPA form, for windowlm ngram --");
}

TEST(ForeignVectors, TakesWordsOfOtherProgramsStartsForWords) {
  EXPECT_THAT(Read("PK 1 2\n\\data\\ 3 4\nmmap 5 6\n").words,
              ElementsAre("PK", "\\data\\", "mmap"));
  // What was asked for is read as that if it can be.
  EXPECT_THAT(Read("\x80\x02 1\n", VectorFormat::kGlove).words, ElementsAre("\x80\x02"));
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
      ReadForeignVectors({"vectors", std::make_unique<FailingInput>()}, absl::nullopt, {}, {});
  EXPECT_EQ(vectors.status(), absl::DataLossError("cut short"));
}

}  // namespace
}  // namespace windowlm
