#include "tools/options/did_you_mean.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "src/corpus/similar_spellings.h"
#include "src/corpus/special_words.h"
#include "src/input/shown_text.h"

namespace windowlm {
namespace {

// Too many names begin with a shorter text.
constexpr size_t kLeastStart = 3;

bool StartsOther(absl::string_view start, absl::string_view other) {
  return start.size() >= kLeastStart && absl::StartsWith(other, start);
}

}  // namespace

std::vector<std::string> SpeltAlike(const std::string& word, const Vocabulary& vocabulary) {
  SimilarSpellings similar(word, kMostSuggested);
  for (uint32_t id = 0; id < vocabulary.size(); ++id) {
    if (!IsSpecialWord(vocabulary.word(id))) similar.Offer(id, vocabulary.word(id));
  }
  std::vector<std::string> words;
  for (const uint32_t id : similar.ids()) words.emplace_back(vocabulary.word(id));
  return words;
}

std::string DidYouMean(absl::Span<const std::string> meant) {
  std::string text;
  for (size_t i = 0; i < meant.size(); ++i) {
    absl::StrAppend(&text,
                    i == 0                 ? "; did you mean "
                    : i + 1 < meant.size() ? ", "
                                           : " or ",
                    ShownExcerpt(meant[i]));
  }
  return text.empty() ? text : absl::StrCat(text, "?");
}

std::string DidYouMeanOneOf(absl::Span<const std::string> names, absl::string_view written) {
  std::vector<std::string> meant;
  const auto add = [&meant](const std::string& name) {
    if (meant.size() < kMostSuggested && std::find(meant.begin(), meant.end(), name) == meant.end())
      meant.push_back(name);
  };
  for (const std::string& name : names) {
    if (StartsOther(name, written) || StartsOther(written, name)) add(name);
  }
  SimilarSpellings similar(written, kMostSuggested);
  for (uint32_t i = 0; i < names.size(); ++i) similar.Offer(i, names[i]);
  for (const uint32_t i : similar.ids()) add(names[i]);
  return DidYouMean(meant);
}

}  // namespace windowlm
