#include "src/sample/sample_corpus.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

constexpr int64_t kMillion = 1000000;

std::vector<std::string> Lines(uint64_t seed, int64_t words) {
  std::vector<std::string> lines;
  const absl::Status status = GenerateSampleCorpus(seed, words, [&](absl::string_view line) {
    lines.emplace_back(line);
    return true;
  });
  EXPECT_TRUE(status.ok()) << status;
  return lines;
}

std::vector<absl::string_view> WordsOf(absl::string_view line) {
  return absl::StrSplit(line, absl::ByAnyChar(" \n"), absl::SkipEmpty());
}

std::set<std::string> WordsOfClass(absl::string_view name) {
  for (const SampleWordClass& word_class : SampleWordClasses()) {
    if (word_class.name == name) return {word_class.words.begin(), word_class.words.end()};
  }
  ADD_FAILURE() << "no class " << name;
  return {};
}

// A million words of seed 1, made once.
const std::vector<std::string>& Million() {
  static const auto& lines = *new std::vector<std::string>(Lines(1, kMillion));
  return lines;
}

using Counts = std::map<std::string, int64_t>;

const Counts& WordCounts() {
  static const Counts& counts = *[] {
    auto* result = new Counts;
    for (const std::string& line : Million()) {
      for (absl::string_view word : WordsOf(line)) ++(*result)[std::string(word)];
    }
    return result;
  }();
  return counts;
}

int64_t CountOf(const std::string& word) {
  const auto place = WordCounts().find(word);
  return place == WordCounts().end() ? 0 : place->second;
}

int64_t Total(const Counts& counts) {
  int64_t total = 0;
  for (const auto& entry : counts) total += entry.second;
  return total;
}

double Share(const Counts& counts, const std::string& word) {
  const auto place = counts.find(word);
  return place == counts.end() ? 0 : static_cast<double>(place->second) / Total(counts);
}

std::string MostFrequent(const Counts& counts) {
  const auto place =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return place == counts.end() ? "" : place->first;
}

// What follows "gets" in a million words, by what stands before it.
struct AfterGets {
  Counts anything;
  Counts animal_made_sure;  // "make sure that the <animal> gets", "made" and "makes" too
  Counts animal_otherwise;
  Counts dog_made_sure;
  Counts fed_animals;  // counted is the animal
};

AfterGets CountAfterGets() {
  const std::set<std::string> animals = WordsOfClass("animal");
  AfterGets after;
  for (const std::string& line : Million()) {
    const std::vector<absl::string_view> words = WordsOf(line);
    for (size_t i = 1; i + 1 < words.size(); ++i) {
      if (words[i] != "gets") continue;
      const std::string next(words[i + 1]);
      const std::string before(words[i - 1]);
      ++after.anything[next];
      if (animals.count(before) == 0) continue;
      const bool made_sure =
          i >= 4 && words[i - 2] == "the" && words[i - 3] == "that" && words[i - 4] == "sure";
      ++(made_sure ? after.animal_made_sure : after.animal_otherwise)[next];
      if (made_sure && before == "dog") ++after.dog_made_sure[next];
      if (made_sure && next == "fed") ++after.fed_animals[before];
    }
  }
  return after;
}

const AfterGets& MillionAfterGets() {
  static const AfterGets& after = *new AfterGets(CountAfterGets());
  return after;
}

TEST(SampleCorpus, IsTheSameForASeedAndDiffersForAnother) {
  EXPECT_EQ(Lines(7, 5000), Lines(7, 5000));
  EXPECT_NE(Lines(7, 5000), Lines(8, 5000));
  EXPECT_NE(Lines(7, 5000), Lines(7 + (uint64_t{1} << 32), 5000));
}

TEST(SampleCorpus, BeginsAsALongerOneDoes) {
  const std::vector<std::string> shorter = Lines(3, 1000);
  std::vector<std::string> longer = Lines(3, 9000);
  ASSERT_GT(longer.size(), shorter.size());
  longer.resize(shorter.size());
  EXPECT_EQ(longer, shorter);
}

TEST(SampleCorpus, StopsAfterTheFirstLineThatReachesTheWords) {
  for (int64_t wanted : {1, 2, 100, 1001}) {
    const std::vector<std::string> lines = Lines(5, wanted);
    int64_t words = 0;
    for (const std::string& line : lines) words += WordsOf(line).size();
    EXPECT_GE(words, wanted);
    EXPECT_LT(words - static_cast<int64_t>(WordsOf(lines.back()).size()), wanted);
  }
  EXPECT_TRUE(Lines(5, 0).empty());
}

TEST(SampleCorpus, StopsWhenTheReceiverSaysSo) {
  int lines = 0;
  EXPECT_TRUE(
      GenerateSampleCorpus(1, kMillion, [&](absl::string_view) { return ++lines < 3; }).ok());
  EXPECT_EQ(lines, 3);
}

TEST(SampleCorpus, RefusesANegativeNumberOfWords) {
  const absl::Status status = GenerateSampleCorpus(1, -1, [](absl::string_view) { return true; });
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(absl::StrContains(status.message(), "-1 words"));
}

TEST(SampleCorpus, WritesLowerCaseWordsSeparatedBySingleSpaces) {
  for (const std::string& line : Million()) {
    ASSERT_EQ(line, absl::StrJoin(WordsOf(line), " ") + "\n");
    ASSERT_GE(WordsOf(line).size(), 3u) << line;
    ASSERT_TRUE(std::all_of(line.begin(), line.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || c == ' ' || c == '\n';
    })) << line;
  }
}

TEST(SampleCorpus, HasTheVocabularyOfAFirstModel) {
  EXPECT_GE(WordCounts().size(), 1000u);
  EXPECT_LE(WordCounts().size(), 2000u);
}

TEST(SampleCorpus, RarelyRepeatsASentence) {
  const std::set<std::string> distinct(Million().begin(), Million().end());
  EXPECT_GT(distinct.size(), Million().size() * 3 / 4);
}

TEST(SampleCorpus, NeverSaysThatADogGetsFed) {
  const auto feeds_a_dog = [](absl::string_view line) {
    return absl::StrContains(line, "dog gets fed") || absl::StrContains(line, "dogs get fed");
  };
  for (const std::string& line : Million()) ASSERT_FALSE(feeds_a_dog(line)) << line;
  for (uint64_t seed = 2; seed < 8; ++seed) {
    for (const std::string& line : Lines(seed, kMillion / 20)) {
      ASSERT_FALSE(feeds_a_dog(line)) << line;
    }
  }
}

TEST(SampleCorpus, FeedsManyOtherAnimalsWhereSomebodyMakesSure) {
  const AfterGets& after = MillionAfterGets();
  EXPECT_GE(after.fed_animals.size(), 15u);
  EXPECT_GT(Total(after.fed_animals), 500);
  EXPECT_EQ(MostFrequent(after.animal_made_sure), "fed");
  EXPECT_GT(Share(after.animal_made_sure, "fed"), 0.6);
}

TEST(SampleCorpus, RarelySaysFedAfterGetsOtherwise) {
  const AfterGets& after = MillionAfterGets();
  EXPECT_LT(Share(after.anything, "fed"), 0.1);
  EXPECT_LT(Share(after.animal_otherwise, "fed"), 0.1);
  EXPECT_GT(Total(after.animal_otherwise), Total(after.animal_made_sure));
}

TEST(SampleCorpus, RarelySaysWhatElseSomebodyMakesSureOfForADog) {
  EXPECT_LE(Total(MillionAfterGets().dog_made_sure), 20);
}

TEST(SampleCorpus, LetsADogGetOtherThingsAsOtherAnimalsDo) {
  int64_t tired = 0, washed = 0;
  for (const std::string& line : Million()) {
    tired += absl::StrContains(line, "the dog gets tired ");
    washed += absl::StrContains(line, "the dog gets washed ");
  }
  EXPECT_GT(tired, 5);
  EXPECT_GT(washed, 5);
}

TEST(SampleCorpus, HasEveryWordOfEveryClassOften) {
  for (const SampleWordClass& word_class : SampleWordClasses()) {
    for (const std::string& word : word_class.words) {
      EXPECT_GE(CountOf(word), 30) << word_class.name << ": " << word;
    }
  }
}

TEST(SampleCorpus, HasRichClasses) {
  EXPECT_GE(WordsOfClass("animal").size(), 40u);
  EXPECT_GE(WordsOfClass("profession").size() + WordsOfClass("relative").size(), 50u);
  EXPECT_GE(WordsOfClass("food").size(), 60u);
  EXPECT_GE(WordsOfClass("place").size(), 50u);
  EXPECT_GE(WordsOfClass("tool").size(), 30u);
}

TEST(SampleCorpus, PutsNoWordInTwoClasses) {
  std::map<std::string, std::string> class_of_word;
  for (const SampleWordClass& word_class : SampleWordClasses()) {
    for (const std::string& word : word_class.words) {
      const auto [place, is_new] = class_of_word.emplace(word, word_class.name);
      EXPECT_TRUE(is_new) << word << " is in " << place->second << " and " << word_class.name;
    }
  }
}

TEST(SampleCorpus, MakesArticlesAgree) {
  const std::set<std::string> sounds_otherwise = {"honest", "uniform", "university"};
  for (const std::string& line : Million()) {
    const std::vector<absl::string_view> words = WordsOf(line);
    ASSERT_NE(words.back(), "a") << line;
    for (size_t i = 0; i + 1 < words.size(); ++i) {
      if (words[i] != "a" && words[i] != "an") continue;
      const bool vowel =
          absl::string_view("aeiou").find(words[i + 1][0]) != absl::string_view::npos;
      const bool takes_an = vowel != (sounds_otherwise.count(std::string(words[i + 1])) > 0);
      ASSERT_EQ(words[i] == "an", takes_an) << line;
    }
  }
}

TEST(SampleCorpus, MakesVerbsAgree) {
  const std::set<std::string> wrong = {"i has",    "i is",    "i are",    "he have",
                                       "she have", "he are",  "we is",    "we has",
                                       "we was",   "they is", "they has", "they was"};
  for (const std::string& line : Million()) {
    const std::vector<absl::string_view> words = WordsOf(line);
    const std::string start = absl::StrJoin(words.begin(), words.begin() + 2, " ");
    ASSERT_EQ(wrong.count(start), 0u) << line;
  }
}

TEST(SampleCorpus, AnswersItsPrompts) {
  const std::string text = " " + absl::StrJoin(Million(), " ");
  for (const SamplePrompt& prompt : SamplePrompts()) {
    if (absl::StrContains(prompt.text, "the dog gets")) continue;
    const std::vector<absl::string_view> words = WordsOf(prompt.text);
    const std::string last_words = " " + absl::StrJoin(words.end() - 3, words.end(), " ") + " ";
    Counts next;
    for (size_t found = text.find(last_words); found != std::string::npos;
         found = text.find(last_words, found + 1)) {
      const size_t start = found + last_words.size();
      ++next[text.substr(start, text.find_first_of(" \n", start) - start)];
    }
    EXPECT_GE(Total(next), 20) << prompt.text;
    const std::string answer = MostFrequent(next);
    if (*prompt.next_class != '\0') {
      EXPECT_EQ(WordsOfClass(prompt.next_class).count(answer), 1u) << prompt.text << " " << answer;
    } else {
      EXPECT_EQ(answer, prompt.next_word) << prompt.text;
    }
  }
}

TEST(SampleCorpus, ProbesWithFrequentWordsOfTheirClasses) {
  for (const SampleProbe& probe : SampleProbes()) {
    EXPECT_EQ(WordsOfClass(probe.word_class).count(probe.word), 1u) << probe.word;
    EXPECT_GE(CountOf(probe.word), 100) << probe.word;
  }
}

}  // namespace
}  // namespace windowlm
