// Backoff models in ARPA form.

#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "src/input/utf8_text.h"
#include "src/model/ngram/ngram_model.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/model/ngram/arpa_text.h"

namespace windowlm {

void FuzzOne(absl::string_view bytes) {
  Utf8Text utf8;
  absl::StatusOr<ArpaModel> read = ReadArpaText(utf8.Next(bytes, /*last=*/true));
  if (!read.ok()) {
    Require(!read.status().message().empty(), "what is refused is told");
    return;
  }
  const auto model = ModelOf(*std::move(read));
  std::vector<uint32_t> ids;
  for (uint32_t id = 0; id < model->vocabulary().predictable_size(); ++id) {
    ids.insert(ids.end(), {id, 0, id, 1});
  }
  std::vector<double> losses(ids.size());
  model->NegativeLogLikelihood(ids, 0, absl::MakeSpan(losses));
  std::vector<double> next(model->vocabulary().predictable_size());
  model->LogProbabilities({0, 1}, absl::MakeSpan(next));
  const std::string text = ArpaTextOf(*model);
  absl::StatusOr<ArpaModel> again = ReadArpaText(text);
  Require(again.ok(), "what is written can be read");
  Require(ArpaTextOf(*ModelOf(*std::move(again))) == text, "and is the same");
}

std::vector<std::string> FuzzSeeds() {
  const std::string three = absl::StrReplaceAll(
      kSmallArpa, {{"ngram 2=2", "ngram 2=2\nngram 3=2"},
                   {"\n\n\\end\\", "\t0.25\n\\3-grams:\n-0.5 <s> a a\n-inf a a a\n\\end\\"}});
  return {kSmallArpa, three, absl::StrReplaceAll(kSmallArpa, {{"<unk>", "<UNK>"}, {"\t", " "}}),
          "\\data\\\r\nngram 1=2\r\n\\1-grams:\r\n-99 <s>\r\n0 </s>\r\n\\end\\\r\n"};
}

}  // namespace windowlm
