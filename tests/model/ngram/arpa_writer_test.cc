#include "src/model/ngram/arpa_writer.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/model/ngram/arpa_text.h"
#include "tests/model/ngram/small_ngrams.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;

std::vector<double> LossesOf(absl::string_view text, NgramModel& model) {
  const std::vector<uint32_t> ids = IdsOf(text, model.vocabulary());
  std::vector<double> losses(ids.size());
  model.NegativeLogLikelihood(ids, 0, absl::MakeSpan(losses));
  return losses;
}

TEST(ArpaWriter, WritesNgramsInTheOrderOfTheirIds) {
  EXPECT_EQ(ArpaTextOf(*ModelOf(*ReadArpaText(kSmallArpa))),
            "\\data\\\nngram 1=4\nngram 2=2\n\n"
            "\\1-grams:\n-0.7\t<unk>\t-0.1\n-0.6\t</s>\n-0.4\ta\t-0.2\n-99\t<s>\t-0.5\n\n"
            "\\2-grams:\n-0.3\ta a\n-0.1\t<s> a\n\n"
            "\\end\\\n");
}

TEST(ArpaWriter, WritesAModelThatReadsBackAsItIs) {
  constexpr char kText[] =
      "the dog ran\na pig sat on the barn\nnever seen\n\nthe cat sat on the mat\n";
  for (const int order : {1, 2, 3, 5, 6}) {
    const auto model = NgramModelOf(kSentences, order, BOUNDARIES_LINE);
    const std::string text = ArpaTextOf(*model);
    absl::StatusOr<ArpaModel> read = ReadArpaText(text);
    ASSERT_TRUE(read.ok()) << read.status();
    const auto again = ModelOf(*std::move(read));
    ASSERT_EQ(again->order(), order);
    for (size_t n = 0; n < model->tables().size(); ++n) {
      EXPECT_EQ(again->tables()[n].words, model->tables()[n].words);
      EXPECT_EQ(again->tables()[n].children, model->tables()[n].children);
    }
    EXPECT_THAT(LossesOf(kText, *again),
                testing::Pointwise(testing::DoubleNear(1e-5), LossesOf(kText, *model)));
    EXPECT_EQ(ArpaTextOf(*again), text);
  }
}

TEST(ArpaWriter, EndsAtTheFirstErrorOfItsSink) {
  const auto model = NgramModelOf(kSentences, 3, BOUNDARIES_LINE);
  const absl::Status status =
      WriteArpa(*model, [](absl::string_view) { return absl::UnavailableError("full"); });
  EXPECT_EQ(status.message(), "full");
}

}  // namespace
}  // namespace windowlm
