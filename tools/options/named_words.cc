#include "tools/options/named_words.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "src/input/shown_text.h"

namespace windowlm {
namespace {

constexpr size_t kMostNamed = 20;

}  // namespace

void NamedWords::Add(const std::string& word) {
  ++count_;
  if (first_.size() < kMostNamed) first_.push_back(ShownExcerpt(word));
}

std::string NamedWords::Text() const {
  std::string text = absl::StrJoin(first_, ", ");
  if (first_.size() < count_) absl::StrAppend(&text, " and ", count_ - first_.size(), " more");
  return text;
}

}  // namespace windowlm
