#include "src/corpus/singletons.h"

#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "src/corpus/vocabulary.h"
#include "src/corpus/window_sampler.h"

namespace windowlm {
namespace {

// `often` twice, `</s>` once, and words that were seen once.
Vocabulary SomeSingletons(int count) {
  std::vector<std::string> words;
  for (int i = 0; i < count; ++i) words.push_back("w" + std::to_string(i));
  std::vector<WordCount> counts = {{"often", 2}, {"</s>", 1}};
  for (const std::string& word : words) counts.push_back({word, 1});
  return *Vocabulary::FromCounts(counts, 1, 0);
}

TEST(Singletons, EachIsUnknownInItsShareOfThePasses) {
  const Vocabulary vocabulary = SomeSingletons(200);
  for (const double share : {0.25, 0.5, 0.7, 1.0}) {
    const Singletons singletons(vocabulary, share, 1);
    int in_first_pass = 0;
    for (uint32_t id = 0; id < vocabulary.size(); ++id) {
      int replaced = 0;
      for (uint32_t pass = 0; pass < 10; ++pass) replaced += singletons.IsReplaced(pass, id);
      in_first_pass += singletons.IsReplaced(0, id);
      if (vocabulary.word(id)[0] == 'w') {
        EXPECT_NEAR(replaced, 10 * share, 0.51) << share;
      } else {
        EXPECT_EQ(replaced, 0) << vocabulary.word(id);
      }
    }
    // Not all in the same passes.
    EXPECT_NEAR(in_first_pass, 200 * share, 25) << share;
  }
}

TEST(Singletons, AreReplacedWhereverABatchHasThem) {
  const Vocabulary vocabulary = SomeSingletons(1);
  const uint32_t once = *vocabulary.Find("w0");
  const uint32_t often = *vocabulary.Find("often");
  const uint32_t unknown = vocabulary.unknown_id();
  WindowBatch batch;
  batch.contexts = {once, often};
  batch.distant = {often, once};
  batch.targets = {once};
  const uint32_t text[] = {often, once, often};
  batch.attended.Add(text, text + 2, text + 3, false);
  Singletons(vocabulary, 1, 1).Replace(0, &batch);
  EXPECT_EQ(batch.contexts, (std::vector<uint32_t>{unknown, often}));
  EXPECT_EQ(batch.distant, (std::vector<uint32_t>{often, unknown}));
  EXPECT_EQ(batch.targets, (std::vector<uint32_t>{unknown}));
  EXPECT_EQ(batch.attended.words(), (std::vector<uint32_t>{often, unknown, often}));
}

TEST(Singletons, StayWhatTheyAreWithAShareOfZero) {
  const Vocabulary vocabulary = SomeSingletons(20);
  const Singletons singletons(vocabulary, 0, 1);
  for (uint32_t id = 0; id < vocabulary.size(); ++id) {
    for (uint32_t pass = 0; pass < 5; ++pass) EXPECT_FALSE(singletons.IsReplaced(pass, id));
  }
}

}  // namespace
}  // namespace windowlm
