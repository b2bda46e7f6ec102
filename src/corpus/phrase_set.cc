#include "src/corpus/phrase_set.h"

namespace windowlm {

PhraseSet::PhraseSet() { betweens_.Add(""); }

void PhraseSet::Add(absl::string_view first, absl::string_view between, absl::string_view second) {
  const uint32_t first_id = words_.Add(first);
  pairs_.insert({first_id, betweens_.Add(between), words_.Add(second)});
}

bool PhraseSet::Contains(uint32_t first, absl::string_view between, uint32_t second) const {
  const absl::optional<uint32_t> between_id = between.empty() ? 0 : betweens_.Find(between);
  return between_id.has_value() && pairs_.contains({first, *between_id, second});
}

}  // namespace windowlm
