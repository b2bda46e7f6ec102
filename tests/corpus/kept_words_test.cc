#include "src/corpus/kept_words.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

absl::StatusOr<KeptWords> Read(const std::string& bytes, const TextConfig& config) {
  const std::string path = FreshFolder() + "/list";
  WriteBytes(path, bytes);
  return ReadKeptWords(path, config);
}

std::vector<std::string> WordsOf(const KeptWords& kept) {
  std::vector<std::string> words;
  for (uint32_t i = 0; i < kept.words.size(); ++i) words.emplace_back(kept.words.word(i));
  return words;
}

TEST(KeptWords, AreSpeltByTheTextRules) {
  const std::string list = "Tiger\tcat\n\ntiger\r\nU.S.\ndon't\nNew York\n";
  TextConfig config;
  auto kept = Read(list, config);
  ASSERT_TRUE(kept.ok()) << kept.status();
  EXPECT_THAT(WordsOf(*kept), ElementsAre("Tiger", "tiger", "U.S.", "don't"));
  EXPECT_THAT(kept->not_in_texts, ElementsAre("New York"));
  config.set_lowercase(true);
  config.set_tokenizer(TOKENIZER_WORDS);
  kept = Read(list, config);
  ASSERT_TRUE(kept.ok()) << kept.status();
  EXPECT_THAT(WordsOf(*kept), ElementsAre("tiger", "don't"));
  EXPECT_THAT(kept->not_in_texts, ElementsAre("U.S.", "New York"));
}

TEST(KeptWords, HaveNoSpecialWords) {
  const auto kept = Read("<unk>\t9\n</s>\t8\n<s>\t0\na\t1\n" + std::string(1001, 'x'), {});
  ASSERT_TRUE(kept.ok()) << kept.status();
  EXPECT_THAT(WordsOf(*kept), ElementsAre("a"));
  EXPECT_THAT(kept->not_in_texts, ElementsAre(std::string(1001, 'x')));
}

TEST(KeptWords, AreSome) {
  EXPECT_EQ(MessageOf(Read(" \r\n\n", {}).status()),
            FreshFolder() + "/list: one word a line was expected, and found none");
  EXPECT_THAT(Read("New York", {})->not_in_texts, ElementsAre("New York"));
  EXPECT_THAT(WordsOf(*Read("New York", {})), IsEmpty());
}

}  // namespace
}  // namespace windowlm
