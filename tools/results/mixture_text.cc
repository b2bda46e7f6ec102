#include "tools/results/mixture_text.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/input/shown_text.h"

namespace windowlm {
namespace {

// The orders of the cache, and when each row of weights counts.
constexpr const char* kOrders[] = {"cache: a word", "cache: after one word",
                                   "cache: after two words"};
constexpr const char* kKnown[] = {"new", "one seen", "two seen"};

}  // namespace

std::string MixtureSharesText(const std::vector<std::string>& names,
                              const std::vector<std::vector<double>>& weights) {
  std::string text = "  share";
  if (weights.size() > 1) {
    text = " ";
    for (size_t row = 0; row < weights.size(); ++row) {
      absl::StrAppendFormat(&text, "%9s", kKnown[row]);
    }
    absl::StrAppend(&text, "  of the two words before, in the cache");
  }
  text += "\n";
  for (size_t k = 0; k < weights.front().size(); ++k) {
    text += " ";
    for (const std::vector<double>& row : weights) absl::StrAppendFormat(&text, "%9.4f", row[k]);
    absl::StrAppend(&text, "  ", k < names.size() ? ShownText(names[k]) : kOrders[k - names.size()],
                    "\n");
  }
  return text;
}

}  // namespace windowlm
