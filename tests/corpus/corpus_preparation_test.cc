#include "src/corpus/corpus_preparation.h"

#include <stdlib.h>

#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/base/crc32c.h"
#include "src/base/parallel_for.h"
#include "src/input/text_input.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CorpusPreparationTest : public testing::Test {
 protected:
  void SetUp() override { setenv("TMPDIR", testing::TempDir().c_str(), 1); }

  std::string Text(const std::string& bytes) {
    const std::string path = absl::StrCat(testing::TempDir(), "/text-", ++texts_);
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

 private:
  int texts_ = 0;
};

std::string Spelt(absl::Span<const uint32_t> ids, const Vocabulary& vocabulary) {
  return absl::StrJoin(
      ids, " ", [&](std::string* out, uint32_t id) { absl::StrAppend(out, vocabulary.word(id)); });
}

std::string Train(const PreparedCorpus& corpus) {
  return Spelt(corpus.train_ids(), corpus.vocabulary);
}

std::string Valid(const PreparedCorpus& corpus) {
  return Spelt(corpus.valid_ids(), corpus.vocabulary);
}

template <typename T>
std::string ErrorOf(const absl::StatusOr<T>& result) {
  return std::string(result.status().message());
}

std::string NumberedLines(int lines) {
  std::string text;
  for (int i = 0; i < lines; ++i) absl::StrAppend(&text, "line w", i, "\n");
  return text;
}

TEST_F(CorpusPreparationTest, EncodesEveryLineWithItsEnd) {
  const auto corpus = PrepareCorpus({Text("the cat sat\n\nthe end")}, {}, CorpusConfig());
  ASSERT_TRUE(corpus.ok()) << corpus.status();
  EXPECT_EQ(Train(*corpus), "the cat sat </s> </s> the end </s>");
  EXPECT_THAT(corpus->valid_ids(), IsEmpty());
  EXPECT_EQ(corpus->train_words, 8u);
  EXPECT_EQ(corpus->train_lines, 3u);
  EXPECT_EQ(corpus->valid_lines, 0u);
  EXPECT_EQ(corpus->vocabulary.word(0), "</s>");
  EXPECT_EQ(corpus->vocabulary.count(0), 3u);
}

TEST_F(CorpusPreparationTest, KeepsAVocabularyThatIsGiven) {
  absl::StatusOr<PreparedCorpus> first = PrepareCorpus({Text("a b a\n")}, {}, CorpusConfig());
  ASSERT_TRUE(first.ok()) << first.status();
  CorpusConfig config = first->config;
  config.set_valid_fraction(0.5);
  config.set_read_words(9);
  GivenVocabulary given;
  given.counted = std::move(first->vocabulary);
  const auto corpus =
      PrepareCorpus({Text("b new a\nnew b\na b c d\n")}, {}, config, std::move(given));
  ASSERT_TRUE(corpus.ok()) << corpus.status();
  EXPECT_EQ(Train(*corpus), "b <unk> a </s> <unk> b </s>");
  EXPECT_EQ(Valid(*corpus), "a </s>");
  EXPECT_EQ(corpus->vocabulary.size(), 5u);
  EXPECT_EQ(corpus->vocabulary.count(*corpus->vocabulary.Find("a")), 2u);
  EXPECT_EQ(corpus->vocabulary.count(corpus->vocabulary.unknown_id()), 0u);
}

TEST_F(CorpusPreparationTest, CountsTheWordsThatAreGivenAndNoOthers) {
  WordIndex words;
  for (const char* word : {"absent", "b", "<unk>", "held", "a", "</s>"}) words.Add(word);
  GivenVocabulary given;
  given.words = &words;
  CorpusConfig config;
  config.set_valid_fraction(0.34);
  config.set_min_count(9);
  config.set_vocab_size(4);
  const auto corpus =
      PrepareCorpus({Text("b new a <unk>\nnew b\nheld a\n")}, {}, config, std::move(given));
  ASSERT_TRUE(corpus.ok()) << corpus.status();
  EXPECT_EQ(Train(*corpus), "b <unk> a <unk> </s> <unk> b </s>");
  EXPECT_EQ(Valid(*corpus), "held a </s>");
  const Vocabulary& vocabulary = corpus->vocabulary;
  std::string text;
  for (uint32_t id = 0; id < vocabulary.size(); ++id) {
    absl::StrAppend(&text, vocabulary.word(id), " ", vocabulary.count(id), ", ");
  }
  EXPECT_EQ(text, "<unk> 3, </s> 2, b 2, a 1, absent 0, held 0, <s> 0, ");
}

TEST_F(CorpusPreparationTest, KeepsRareWordsThatItIsToKeep) {
  WordIndex words;
  for (const char* word : {"rare", "absent", "held"}) words.Add(word);
  GivenVocabulary given;
  given.kept = &words;
  CorpusConfig config;
  config.set_valid_fraction(0.34);
  config.set_min_count(2);
  const auto corpus =
      PrepareCorpus({Text("a rare other\na\nheld a\n")}, {}, config, std::move(given));
  ASSERT_TRUE(corpus.ok()) << corpus.status();
  EXPECT_EQ(Train(*corpus), "a rare <unk> </s> a </s>");
  EXPECT_EQ(Valid(*corpus), "<unk> a </s>");
}

TEST_F(CorpusPreparationTest, KeepsLabelsHoweverRareTheyAre) {
  CorpusConfig config;
  config.mutable_text()->set_label_prefix("__label__");
  config.set_min_count(2);
  config.set_vocab_size(6);
  const std::string text = Text("__label__x a rare\n__label__Y a b b a\n");
  const auto corpus = PrepareCorpus({text}, {}, config);
  ASSERT_TRUE(corpus.ok()) << corpus.status();
  EXPECT_EQ(Train(*corpus), "__label__x a <unk> </s> __label__Y a <unk> <unk> a </s>");
  // Where no labels are learnt, they are words like others.
  config.mutable_text()->clear_label_prefix();
  const auto words = PrepareCorpus({text}, {}, config);
  ASSERT_TRUE(words.ok()) << words.status();
  EXPECT_EQ(Train(*words), "<unk> a <unk> </s> <unk> a b b a </s>");
}

TEST_F(CorpusPreparationTest, KeepsLabelsBesidesTheWordsThatAreGiven) {
  WordIndex words;
  words.Add("a");
  GivenVocabulary given;
  given.words = &words;
  CorpusConfig config;
  config.mutable_text()->set_label_prefix("__label__");
  const auto corpus =
      PrepareCorpus({Text("__label__x a b\n")}, {Text("__label__y a\n")}, config, std::move(given));
  ASSERT_TRUE(corpus.ok()) << corpus.status();
  EXPECT_EQ(Train(*corpus), "__label__x a <unk> </s>");
  EXPECT_EQ(Valid(*corpus), "<unk> a </s>");
}

TEST_F(CorpusPreparationTest, ReadsLabelsFromAColumn) {
  CorpusConfig config;
  config.mutable_text()->set_label_prefix("__label__");
  config.set_text_column("text");
  config.set_label_column("label");
  const auto corpus = PrepareCorpus({Text("label,text\nx,a b\nnew york,b\n")},
                                    {Text("{\"text\": \"b\", \"label\": \"x\"}\n")}, config);
  ASSERT_TRUE(corpus.ok()) << corpus.status();
  EXPECT_EQ(Train(*corpus), "__label__x a b </s> __label__new_york b </s>");
  EXPECT_EQ(Valid(*corpus), "__label__x b </s>");
}

TEST_F(CorpusPreparationTest, FillsInAutomaticValues) {
  const auto corpus = PrepareCorpus({Text("a b\n")}, {}, CorpusConfig());
  ASSERT_TRUE(corpus.ok()) << corpus.status();
  EXPECT_EQ(corpus->config.text().tokenizer(), TOKENIZER_WHITESPACE);
  EXPECT_EQ(corpus->config.text().invalid_utf8(), INVALID_UTF8_REPLACE);
  EXPECT_EQ(corpus->config.boundaries(), BOUNDARIES_LINE);
  EXPECT_EQ(corpus->config.min_count(), 1);
}

TEST_F(CorpusPreparationTest, RaisesTheMinimumCountForALargeCorpus) {
  EXPECT_EQ(AutomaticMinCount(1), 1);
  EXPECT_EQ(AutomaticMinCount(5000000), 1);
  EXPECT_EQ(AutomaticMinCount(5000001), 5);
  const SmallTextValues values = {2000000, 2, BOUNDARIES_NONE};
  EXPECT_EQ(AutomaticMinCount(2000000, values), 2);
  EXPECT_EQ(AutomaticMinCount(2000001, values), 5);
}

TEST_F(CorpusPreparationTest, LetsContextsCrossLinesOnlyInASmallText) {
  EXPECT_EQ(AutomaticBoundaries(1), BOUNDARIES_LINE);
  const SmallTextValues values = {2000000, 2, BOUNDARIES_NONE};
  EXPECT_EQ(AutomaticBoundaries(5000000, values), BOUNDARIES_NONE);
  EXPECT_EQ(AutomaticBoundaries(5000001, values), BOUNDARIES_LINE);
}

TEST_F(CorpusPreparationTest, HoldsOutLinesOfManyPlaces) {
  CorpusConfig config;
  config.set_valid_fraction(0.02);
  const auto corpus = PrepareCorpus({Text(NumberedLines(100))}, {}, config);
  ASSERT_TRUE(corpus.ok()) << corpus.status();
  EXPECT_EQ(corpus->train_lines, 98u);
  EXPECT_EQ(corpus->valid_lines, 2u);
  EXPECT_EQ(corpus->train_words, 3 * 98u);
  // The words of these lines are not in the training part.
  EXPECT_EQ(Valid(*corpus), "line <unk> </s> line <unk> </s>");
  EXPECT_FALSE(corpus->vocabulary.Find("w49").has_value());
  EXPECT_FALSE(corpus->vocabulary.Find("w99").has_value());
  EXPECT_TRUE(corpus->vocabulary.Find("w98").has_value());
  EXPECT_EQ(corpus->vocabulary.count(corpus->vocabulary.IdOrUnknown("line")), 98u);
  EXPECT_EQ(corpus->vocabulary.count(corpus->vocabulary.unknown_id()), 0u);
}

TEST_F(CorpusPreparationTest, HoldsOutNothingOfFewLinesAndNeverAll) {
  const auto held_out = [this](int lines, double fraction) {
    CorpusConfig config;
    config.set_valid_fraction(fraction);
    return PrepareCorpus({Text(NumberedLines(lines))}, {}, config)->valid_lines;
  };
  EXPECT_EQ(held_out(49, 0.02), 0u);
  EXPECT_EQ(held_out(50, 0.02), 1u);
  EXPECT_EQ(held_out(1, 0.999), 0u);
  EXPECT_EQ(held_out(3, 0.999), 2u);
  EXPECT_EQ(held_out(100, 0.29), 29u);
  EXPECT_EQ(held_out(100, 0), 0u);
}

TEST_F(CorpusPreparationTest, TakesTheTextsGivenForValidationWhole) {
  CorpusConfig config;
  config.set_valid_fraction(0.5);
  config.set_read_words(6);
  const std::string train = Text("a b\na c\nrest\n");
  const auto corpus = PrepareCorpus({train}, {Text("a x b"), Text("c\nd e f g\n")}, config);
  ASSERT_TRUE(corpus.ok()) << corpus.status();
  EXPECT_EQ(Train(*corpus), "a b </s> a c </s>");
  EXPECT_EQ(Valid(*corpus), "a <unk> b </s> c </s> <unk> <unk> <unk> <unk> </s>");
  EXPECT_EQ(corpus->valid_lines, 3u);
  EXPECT_EQ(corpus->config.valid_fraction(), 0);
}

TEST_F(CorpusPreparationTest, ReadsSeveralTextsAsOneAfterTheOther) {
  const auto corpus = PrepareCorpus({Text("a b"), Text(""), Text("c\n")}, {}, CorpusConfig());
  ASSERT_TRUE(corpus.ok()) << corpus.status();
  EXPECT_EQ(Train(*corpus), "a b </s> c </s>");
  EXPECT_EQ(corpus->corpus_report.bytes, 5u);
  EXPECT_EQ(corpus->corpus_report.crc32c, Crc32c("a bc\n"));
}

TEST_F(CorpusPreparationTest, CutsTheCorpusAtExactlySoManyWords) {
  const std::string text = Text("a b\nc d e\nf\n");
  const char* const expected[] = {"a </s>",
                                  "a b </s>",
                                  "a b </s> </s>",
                                  "a b </s> c </s>",
                                  "a b </s> c d </s>",
                                  "a b </s> c d e </s>",
                                  "a b </s> c d e </s> </s>",
                                  "a b </s> c d e </s> f </s>",
                                  "a b </s> c d e </s> f </s>"};
  for (int words = 2; words <= 10; ++words) {
    CorpusConfig config;
    config.set_read_words(words);
    const auto corpus = PrepareCorpus({text}, {}, config);
    ASSERT_TRUE(corpus.ok()) << corpus.status();
    EXPECT_EQ(Train(*corpus), expected[words - 2]) << words;
    EXPECT_EQ(corpus->config.read_words(), words);
  }
  CorpusConfig config;
  config.set_read_words(1);
  EXPECT_THAT(ErrorOf(PrepareCorpus({text}, {}, config)),
              HasSubstr("--read-words must be at least 2, or 0 for all, and is 1"));
}

TEST_F(CorpusPreparationTest, GivesTheSameForEqualTextsAndCountsWhatItEncodes) {
  std::string text;
  for (int i = 0; i < 40000; ++i)
    absl::StrAppend(&text, "w", i % 251 * (i % 241), i % 7 == 0 ? "\n" : " ");
  CorpusConfig config;
  config.set_min_count(3);
  config.set_vocab_size(2000);
  config.set_valid_fraction(0.1);
  const auto one = PrepareCorpus({Text(text)}, {}, config);
  const auto two = PrepareCorpus({Text(text)}, {}, config);
  ASSERT_TRUE(one.ok()) << one.status();
  ASSERT_TRUE(two.ok()) << two.status();
  EXPECT_EQ(one->ids.ids(), two->ids.ids());
  EXPECT_EQ(one->vocabulary.size(), 2000u);
  std::vector<uint64_t> counts(one->vocabulary.size());
  for (const uint32_t id : one->train_ids()) ++counts[id];
  for (uint32_t id = 0; id < counts.size(); ++id) {
    EXPECT_EQ(counts[id], one->vocabulary.count(id)) << one->vocabulary.word(id);
  }
}

void ExpectSame(const TextReport& a, const TextReport& b) {
  EXPECT_EQ(a.bytes, b.bytes);
  EXPECT_EQ(a.crc32c, b.crc32c);
  EXPECT_EQ(a.invalid_sequences, b.invalid_sequences);
  EXPECT_EQ(a.overlong_words, b.overlong_words);
  EXPECT_EQ(a.reserved_words, b.reserved_words);
  EXPECT_EQ(a.first_invalid, b.first_invalid);
}

void ExpectSame(const PreparedCorpus& a, const PreparedCorpus& b) {
  ASSERT_EQ(a.vocabulary.size(), b.vocabulary.size());
  for (uint32_t id = 0; id < a.vocabulary.size(); ++id) {
    ASSERT_EQ(a.vocabulary.word(id), b.vocabulary.word(id)) << id;
  }
  EXPECT_EQ(a.vocabulary.counts(), b.vocabulary.counts());
  EXPECT_TRUE(a.ids.ids() == b.ids.ids());
  EXPECT_EQ(a.train_words, b.train_words);
  EXPECT_EQ(a.train_lines, b.train_lines);
  EXPECT_EQ(a.valid_lines, b.valid_lines);
  EXPECT_EQ(a.config.SerializeAsString(), b.config.SerializeAsString());
  ExpectSame(a.corpus_report, b.corpus_report);
  ExpectSame(a.valid_report, b.valid_report);
}

TEST_F(CorpusPreparationTest, GivesTheSameOnAnyNumberOfThreads) {
  std::string text;
  for (uint32_t i = 0; text.size() < 3 * TextInput::kBlockBytes; ++i) {
    absl::StrAppend(&text, "wört", i * 2654435761u % (i % 97 + 1) % 5000,
                    i % 9 == 0 ? "\r\n" : " ");
    if (i % 1000 == 0) absl::StrAppend(&text, "\xff <s> ", std::string(1001, 'x'), " ");
  }
  const std::vector<std::string> paths = {Text(text), Text("between"), Text(text)};
  for (const int64_t read_words : {0, 100000}) {
    for (const bool with_valid : {false, true}) {
      CorpusConfig config;
      config.set_valid_fraction(0.1);
      config.set_read_words(read_words);
      const std::vector<std::string> valid(with_valid ? 1 : 0, paths[0]);
      SetThreads(1);
      const auto expected = PrepareCorpus(paths, valid, config);
      ASSERT_TRUE(expected.ok()) << expected.status();
      EXPECT_GT(expected->corpus_report.invalid_sequences, 0u);
      for (const int threads : {2, 3, 8}) {
        SCOPED_TRACE(absl::StrCat(threads, " threads"));
        SetThreads(threads);
        const auto corpus = PrepareCorpus(paths, valid, config);
        ASSERT_TRUE(corpus.ok()) << corpus.status();
        ExpectSame(*corpus, *expected);
      }
    }
  }
  SetThreads(0);
}

TEST_F(CorpusPreparationTest, RefusesTextsWithoutWords) {
  for (const char* text : {"", "\n", " \n\t\n"}) {
    EXPECT_THAT(ErrorOf(PrepareCorpus({Text(text)}, {}, CorpusConfig())), HasSubstr("no words in"));
    EXPECT_THAT(ErrorOf(PrepareCorpus({Text("a")}, {Text(text)}, CorpusConfig())),
                HasSubstr("no words in"));
  }
  CorpusConfig config;
  config.set_valid_fraction(0.5);
  EXPECT_THAT(ErrorOf(PrepareCorpus({Text("\na b\n\nc d\n")}, {}, config)),
              HasSubstr("no words in the 2 lines"));
}

TEST_F(CorpusPreparationTest, RefusesValuesOutOfTheirRangeByName) {
  const std::string text = Text("a\n");
  const auto error = [&](auto set) {
    CorpusConfig config;
    set(config);
    return ErrorOf(PrepareCorpus({text}, {}, config));
  };
  EXPECT_THAT(error([](CorpusConfig& c) { c.set_min_count(-1); }),
              HasSubstr("--min-count must be at least 1, and is -1"));
  EXPECT_THAT(error([](CorpusConfig& c) { c.set_vocab_size(3); }),
              HasSubstr("--vocab-size must be at least 4, or 0 for no limit, and is 3"));
  EXPECT_THAT(error([](CorpusConfig& c) { c.set_vocab_size(-9); }),
              HasSubstr("--vocab-size must be at least 4"));
  EXPECT_THAT(error([](CorpusConfig& c) { c.set_read_words(-2); }),
              HasSubstr("--read-words must be at least 2, or 0 for all, and is -2"));
  for (const double fraction : {-0.1, 1.0, 1.0 / 0.0, 0.0 / 0.0}) {
    EXPECT_THAT(error([&](CorpusConfig& c) { c.set_valid_fraction(fraction); }),
                HasSubstr("--valid-fraction must be from 0 to less than 1, and is "));
  }
}

TEST_F(CorpusPreparationTest, RefusesToReadStandardInputTwice) {
  EXPECT_THAT(ErrorOf(PrepareCorpus({"-"}, {"-"}, CorpusConfig())),
              HasSubstr("standard input (-) was given twice"));
  EXPECT_THAT(ErrorOf(PrepareCorpus({}, {}, CorpusConfig())), HasSubstr("no corpus"));
}

TEST_F(CorpusPreparationTest, SaysThatALaterTextIsMissingBeforeItReadsTheFirst) {
  EXPECT_THAT(ErrorOf(PrepareCorpus({Text("")}, {"/no/such/text"}, CorpusConfig())),
              HasSubstr("cannot read /no/such/text"));
}

TEST_F(CorpusPreparationTest, EncodesFurtherTextsInTheSameVocabulary) {
  CorpusConfig config;
  config.mutable_text()->set_tokenizer(TOKENIZER_WORDS);
  config.mutable_text()->set_lowercase(true);
  const auto corpus = PrepareCorpus({Text("The cat, the dog.\n")}, {}, config);
  ASSERT_TRUE(corpus.ok()) << corpus.status();
  const auto text = EncodeTexts({Text("A CAT.\nthe\n")}, corpus->vocabulary, corpus->config);
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(Spelt(text->ids.ids(), corpus->vocabulary), "<unk> cat . </s> the </s>");
  EXPECT_EQ(text->lines, 2u);
  EXPECT_THAT(ErrorOf(EncodeTexts({Text("\n")}, corpus->vocabulary, corpus->config)),
              HasSubstr("no words in"));
}

TEST_F(CorpusPreparationTest, TakesAVocabularyThatIsGiven) {
  auto first = PrepareCorpus({Text("a a b\n")}, {}, CorpusConfig());
  ASSERT_TRUE(first.ok()) << first.status();
  CorpusConfig config = first->config;
  config.set_valid_fraction(0.34);
  const auto corpus = PrepareCorpus({Text("b c\na\nb b\n")}, config, std::move(first->vocabulary));
  ASSERT_TRUE(corpus.ok()) << corpus.status();
  EXPECT_EQ(Train(*corpus), "b <unk> </s> a </s>");
  EXPECT_EQ(Valid(*corpus), "b b </s>");
  EXPECT_EQ(corpus->train_lines, 2u);
  EXPECT_EQ(corpus->valid_lines, 1u);
  EXPECT_EQ(corpus->vocabulary.count(0), 2u) << "of the first text";
}

TEST_F(CorpusPreparationTest, ReadsTheSpecialWordsOfATextAsUnknown) {
  const auto corpus = PrepareCorpus({Text("<s> a <unk> </s>\n")}, {}, CorpusConfig());
  ASSERT_TRUE(corpus.ok()) << corpus.status();
  EXPECT_EQ(Train(*corpus), "<unk> a <unk> <unk> </s>");
  EXPECT_EQ(corpus->corpus_report.reserved_words, 2u);
}

TEST(LargerValidFraction, IsATenthAtMostAndHoldsOutEnoughWords) {
  EXPECT_DOUBLE_EQ(LargerValidFraction(0.02, 1000000, 2000), 0.02);
  EXPECT_DOUBLE_EQ(LargerValidFraction(0.02, 100000, 2000), 0.02);
  EXPECT_DOUBLE_EQ(LargerValidFraction(0.02, 70000, 2000), 0.03);
  EXPECT_DOUBLE_EQ(LargerValidFraction(0.02, 10000, 2000), 0.1);
  EXPECT_DOUBLE_EQ(LargerValidFraction(0.02, 0, 2000), 0.1);
  EXPECT_DOUBLE_EQ(LargerValidFraction(0.3, 10000, 2000), 0.3);
}

}  // namespace
}  // namespace windowlm
