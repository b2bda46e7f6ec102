#include "src/model/ngram/arpa_reader.h"

#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/model/ngram/arpa_text.h"
#include "tests/model/ngram/small_ngrams.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pointwise;

// The log10 probability of each word of a text, and of each line's end.
std::vector<double> Logarithms(absl::string_view arpa, absl::string_view text) {
  absl::StatusOr<ArpaModel> read = ReadArpaText(arpa);
  EXPECT_TRUE(read.ok()) << read.status();
  if (!read.ok()) return {};
  const auto model = ModelOf(*std::move(read));
  const std::vector<uint32_t> ids = IdsOf(text, model->vocabulary());
  std::vector<double> result(ids.size());
  model->NegativeLogLikelihood(ids, 0, absl::MakeSpan(result));
  for (double& number : result) number /= -std::log(10.0);
  // A list of next words has the same numbers, in the first line at least.
  std::vector<double> next(model->vocabulary().predictable_size());
  for (size_t i = 0; i < ids.size(); ++i) {
    model->LogProbabilities(absl::MakeConstSpan(ids).first(i), absl::MakeSpan(next));
    EXPECT_NEAR(next[ids[i]] / std::log(10.0), result[i], 1e-9);
    if (ids[i] == model->vocabulary().line_end_id()) break;
  }
  return result;
}

void ExpectLogarithms(absl::string_view arpa, absl::string_view text,
                      const std::vector<double>& expected) {
  EXPECT_THAT(Logarithms(arpa, text), Pointwise(DoubleNear(1e-6), expected)) << text;
}

std::string Changed(absl::string_view from, absl::string_view to,
                    absl::string_view arpa = kSmallArpa) {
  EXPECT_THAT(std::string(arpa), HasSubstr(std::string(from)));
  return absl::StrReplaceAll(arpa, {{from, to}});
}

void ExpectRefused(const std::string& arpa, const std::string& why) {
  const absl::StatusOr<ArpaModel> model = ReadArpaText(arpa);
  ASSERT_FALSE(model.ok()) << "expected: " << why;
  EXPECT_EQ(model.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(model.status().message()), HasSubstr(why));
}

TEST(ArpaReader, GivesTheProbabilitiesThatTheFileStandsFor) {
  // <s> a; a a; from a back to </s>.
  ExpectLogarithms(kSmallArpa, "a a\n", {-0.1, -0.3, -0.2 - 0.6});
  // Back from <s> to <unk>, and from <unk> to </s>.
  ExpectLogarithms(kSmallArpa, "b\n", {-0.5 - 0.7, -0.1 - 0.6});
  // The context of a line's end is not that of the next line.
  ExpectLogarithms(kSmallArpa, "a\na\n", {-0.1, -0.2 - 0.6, -0.1, -0.2 - 0.6});
}

TEST(ArpaReader, KeepsTheWordsInTheirOrderAndTheirLogarithms) {
  const absl::StatusOr<ArpaModel> model = ReadArpaText(kSmallArpa);
  ASSERT_TRUE(model.ok()) << model.status();
  std::vector<std::string> words;
  for (uint32_t id = 0; id < model->vocabulary.size(); ++id) {
    words.emplace_back(model->vocabulary.word(id));
  }
  EXPECT_THAT(words, ElementsAre("<unk>", "</s>", "a", "<s>"));
  ASSERT_EQ(model->tables.size(), 2u);
  EXPECT_THAT(model->tables[0].probabilities, ElementsAre(-0.7f, -0.6f, -0.4f));
  EXPECT_THAT(model->tables[0].backoffs, ElementsAre(-0.1f, 0.0f, -0.2f, -0.5f));
  EXPECT_THAT(model->tables[0].children, ElementsAre(0, 0, 0, 1, 2));
  EXPECT_THAT(model->tables[1].words, ElementsAre(2, 2));
  EXPECT_THAT(model->tables[1].probabilities, ElementsAre(-0.3f, -0.1f));
  EXPECT_TRUE(model->tables[1].backoffs.empty());
  EXPECT_TRUE(model->has_unknown);
  EXPECT_EQ(model->zeroes, 0u);
  EXPECT_EQ(model->unreachable, 0u);
}

// Blanks between fields and lines, Windows' line ends, and what stands before \data\.
TEST(ArpaReader, TakesWhatOtherProgramsWrite) {
  const std::vector<double> expected = Logarithms(kSmallArpa, "a b a\n");
  for (const std::string& same :
       {Changed("\n", "\r\n"), Changed("\t", " "), Changed("\t", "   "),
        Changed("\n", "  \n\n\t\n"), Changed("<s> a", "<s>\ta"),
        "\n# made by hand\n\n" + std::string(kSmallArpa), Changed("ngram 1=4", "ngram  1= 4"),
        Changed("-0.6\t</s>", "-6E-1\t</s>\t0"), Changed("-0.3\ta a", "-0.3\ta a\t-0"),
        Changed("-0.1\t<s> a", "-1e-01\t<s> a\t0.0")}) {
    EXPECT_EQ(Logarithms(same, "a b a\n"), expected) << same;
  }
}

TEST(ArpaReader, DoesNotMindTheOrderOfNgrams) {
  const std::string other = Changed("-0.1\t<s> a\n-0.3\ta a\n", "-0.3\ta a\n-0.1\t<s> a\n");
  EXPECT_EQ(Logarithms(other, "a b a\n"), Logarithms(kSmallArpa, "a b a\n"));
}

TEST(ArpaReader, TakesAFileOfWordsAlone) {
  const std::string words =
      "\\data\\\nngram 1=3\n\\1-grams:\n-99 <s>\n-0.5 </s>\n-0.2 a\n\\end\\\n";
  ExpectLogarithms(words, "a\n", {-0.2, -0.5});
}

TEST(ArpaReader, GivesUnknownWordsAHundredthPowerOfTenWhereTheFileHasNone) {
  const std::string without = Changed("-0.7\t<unk>\t-0.1\n", "", Changed("1=4", "1=3"));
  ExpectLogarithms(without, "b a\n", {-0.5 - 100, -0.4, -0.2 - 0.6});
  const absl::StatusOr<ArpaModel> model = ReadArpaText(without);
  ASSERT_TRUE(model.ok());
  EXPECT_FALSE(model->has_unknown);
}

TEST(ArpaReader, TakesCapitalUnkForUnkOnlyWhereThereIsNone) {
  const std::string capital =
      Changed("-0.1\t<s> a\n", "-0.1\t<s> <UNK>\n", Changed("-0.7\t<unk>", "-0.7\t<UNK>"));
  ExpectLogarithms(capital, "b a\n", {-0.1, -0.1 - 0.4, -0.2 - 0.6});
  const std::string both =
      Changed("-0.4\ta\t-0.2\n", "-0.4\ta\t-0.2\n-0.9\t<UNK>\n", Changed("1=4", "1=5"));
  ExpectLogarithms(both, "b <UNK>\n", {-0.5 - 0.7, -0.1 - 0.9, -0.6});
}

TEST(ArpaReader, GivesZeroThePlaceOfAMissingUnk) {
  const std::string zero = Changed("-0.3\ta a", "-inf\ta a");
  ExpectLogarithms(zero, "a a\n", {-0.1, -100, -0.2 - 0.6});
  EXPECT_EQ(ReadArpaText(zero)->zeroes, 1u);
}

// What SRILM leaves when it prunes: "b c" is gone, though "a b c" is there.
TEST(ArpaReader, TakesNgramsThatAreMissingWithoutTheirFirstWord) {
  const std::string pruned =
      "\\data\\\nngram 1=5\nngram 2=3\nngram 3=1\n"
      "\\1-grams:\n-99 <s> -0.1\n-1 </s>\n-0.5 a -0.2\n-0.6 b -0.3\n-0.7 c -0.4\n"
      "\\2-grams:\n-0.11 a b -0.5\n-0.12 b b 0.25\n-0.13 c a\n"
      "\\3-grams:\n-0.01 a b c\n\\end\\\n";
  ExpectLogarithms(pruned, "a b c a\n", {-0.1 - 0.5, -0.11, -0.01, -0.13, -0.2 - 1});
  // Without "a b" before it, c comes from the single words.
  ExpectLogarithms(pruned, "b c\n", {-0.1 - 0.6, -0.3 - 0.7, -0.4 - 1});
  // A backoff may be above 1.
  ExpectLogarithms(pruned, "b b a\n", {-0.1 - 0.6, -0.12, 0.25 - 0.3 - 0.5, -0.2 - 1});
}

TEST(ArpaReader, LeavesOutWhatNoTextHas) {
  const std::string unreachable =
      Changed("-0.3\ta a\n", "-0.3\ta a\n-0.2\ta <s>\n", Changed("2=2", "2=3"));
  EXPECT_EQ(Logarithms(unreachable, "a b a\n"), Logarithms(kSmallArpa, "a b a\n"));
  EXPECT_EQ(ReadArpaText(unreachable)->unreachable, 1u);
}

TEST(ArpaReader, TakesAHighestOrderWithoutNgramsUnlessBackoffsWaitForIt) {
  const std::string empty =
      Changed("\\end\\", "\\3-grams:\n\\end\\", Changed("2=2", "2=2\nngram 3=0"));
  EXPECT_EQ(Logarithms(empty, "a b a\n"), Logarithms(kSmallArpa, "a b a\n"));
  ExpectRefused(Changed("-0.3\ta a", "-0.3\ta a\t-0.5", empty),
                "a 3-gram was expected, for there are 2-grams with backoffs, and found none");
}

TEST(ArpaReader, GivesWordsTheIdsOfAVocabularyThatIsGiven) {
  const auto vocabulary = [](const std::vector<std::string>& words) {
    return *Vocabulary::FromWords(words, std::vector<uint64_t>(words.size(), 0));
  };
  const absl::StatusOr<ArpaModel> model =
      ReadArpaText(kSmallArpa, vocabulary({"a", "</s>", "<unk>", "<s>"}));
  ASSERT_TRUE(model.ok()) << model.status();
  EXPECT_THAT(model->tables[0].probabilities, ElementsAre(-0.4f, -0.6f, -0.7f));
  const auto refusal = [](Vocabulary given) {
    return std::string(ReadArpaText(kSmallArpa, std::move(given)).status().message());
  };
  EXPECT_EQ(refusal(vocabulary({"b", "</s>", "<unk>", "<s>"})),
            "line 9: a word of the vocabulary that was given was expected, and found \"a\"");
  EXPECT_THAT(
      refusal(vocabulary({"a", "b", "</s>", "<unk>", "<s>"})),
      AllOf(HasSubstr("line 11: the word \"b\" of the vocabulary"), HasSubstr("not there")));
}

TEST(ArpaReader, NamesTheLineAndWhatWasExpectedThere) {
  ExpectRefused("", "\\data\\ was expected, and the file is empty");
  ExpectRefused("the cat\n",
                "line 1: \\data\\, with which an ARPA file begins, was expected, and "
                "found \"the cat\"");
  ExpectRefused("\\data\\\n", "\\end\\ was expected, and the file ends behind line 1");
  ExpectRefused("\\data\\\n\\1-grams:\n",
                "line 2: \"ngram 1=\" and how many there are was expected");
  ExpectRefused(Changed("ngram 2=2", "ngram 3=2"), "line 3: \"ngram 2=\" and how many there are");
  ExpectRefused(Changed("ngram 2=2", "ngram 2"), "line 3: \"ngram 2=\"");
  ExpectRefused(Changed("ngram 1=4", "ngram 1=x"), "line 2: \"ngram 1=\"");
  ExpectRefused(Changed("1=4", "1=99999999999"), "line 2: a number below 4294967295 was expected");
  ExpectRefused(Changed("2=2", "2=2\nngram 3=1\nngram 4=1\nngram 5=1\nngram 6=1\nngram 7=1"),
                "line 8: an order of at most 6 was expected");
  ExpectRefused(
      Changed("1=4", "1=5"),
      "line 11: 5 1-grams, as many as were announced, were expected before this line, and "
      "found 4");
  ExpectRefused(Changed("1=4", "1=3"),
                "line 9: \\2-grams: behind 3 1-grams, as many as were announced, was expected, and "
                "found");
  ExpectRefused(Changed("2=2", "2=1"), "line 13: \\end\\ behind 1 2-gram");
  ExpectRefused(Changed("\\2-grams:", "\\3-grams:"),
                "line 11: \\2-grams: was expected, and found \"\\\\3-grams:\"");
  ExpectRefused(Changed("\\end\\", ""), "\\end\\ was expected, and the file ends behind line 13");
  ExpectRefused(std::string(kSmallArpa) + "more\n",
                "line 16: nothing behind \\end\\ was expected, and found \"more\"");
  ExpectRefused(Changed("-0.3\ta a", "-0.3"),
                "line 13: a log10 probability, 2 words and perhaps a "
                "backoff were expected, and found 1 field: \"-0.3\"");
  ExpectRefused(Changed("-0.3\ta a", "-0.3\ta a 0 0"), "line 13: a log10 probability, 2 words");
  for (const char* bad : {"0.3", "nan", "inf", "x", "0x1", "-1e99", ""}) {
    ExpectRefused(Changed("-0.3\ta", std::string(bad) + "\ta"), "line 13: ");
  }
  for (const char* bad : {"nan", "inf", "-inf", "x", "1e99"}) {
    ExpectRefused(Changed("a\t-0.2", std::string("a\t") + bad),
                  "line 9: a log10 backoff, which is finite, was expected");
  }
  ExpectRefused(Changed("-0.3\ta a", "-0.3\ta a\t-0.1"),
                "line 13: no backoff in the highest order was expected, and found \"-0.1\"");
  ExpectRefused(Changed("-0.3\ta a", "-0.3\ta b"),
                "line 13: a word of the 1-grams was expected, and found \"b\"");
  ExpectRefused(Changed("-0.7\t<unk>", "-0.7\ta"), "line 9: the word \"a\" is there a second time");
  ExpectRefused(
      Changed("-0.3\ta a", "-0.3\t<s> a"),
      "line 15: each 2-gram was expected once, and that of line 13 is there a second time");
  ExpectRefused(Changed("</s>", "<e>"), "line 11: </s> was expected among the 1-grams");
  ExpectRefused(Changed("<s>", "<b>"), "line 11: <s> was expected among the 1-grams");
  ExpectRefused(
      Changed("\\end\\", "\\3-grams:\n-0.1 a <unk> a\n\\end\\", Changed("2=2", "2=2\nngram 3=1")),
      "line 17: the context of a 3-gram was expected among the 2-grams, and is not there: "
      "\"a <unk>\"");
}

// Had memory been taken for them, there would have been none.
TEST(ArpaReader, TakesNoMemoryForWhatIsOnlyAnnounced) {
  ExpectRefused(Changed("1=4", "1=4000000000"), "4,000,000,000 1-grams");
}

TEST(ReadArpa, ReadsFilesAndNamesThem) {
  const std::string path = testing::TempDir() + "/model.arpa";
  WriteBytes(path, kSmallArpa);
  const absl::StatusOr<ArpaModel> model = ReadArpa(path);
  ASSERT_TRUE(model.ok()) << model.status();
  EXPECT_EQ(model->vocabulary.size(), 4u);
  WriteBytes(path, Changed("-0.3\ta a", "-0.3\ta b"));
  EXPECT_EQ(ReadArpa(path).status().message(),
            path + ", line 13: a word of the 1-grams was expected, and found \"b\"");
  WriteBytes(path, Changed("\\end\\", ""));
  EXPECT_EQ(ReadArpa(path).status().message(),
            path + ": \\end\\ was expected, and the file ends behind line 13");
  EXPECT_THAT(std::string(ReadArpa("/no/such/file").status().message()),
              HasSubstr("/no/such/file"));
}

}  // namespace
}  // namespace windowlm
