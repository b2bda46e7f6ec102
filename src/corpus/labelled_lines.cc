#include "src/corpus/labelled_lines.h"

#include <algorithm>
#include <utility>

namespace windowlm {

uint32_t LabelSets::Add(std::vector<uint32_t> labels) {
  const auto [place, is_new] = numbers_.try_emplace(labels, size());
  if (is_new) sets_.push_back(std::move(labels));
  return place->second;
}

LabelledLines::LabelledLines(absl::Span<const uint32_t> ids, uint32_t line_end_id,
                             const Labels& labels, LabelSets* sets)
    : ids_(ids) {
  uint64_t begin = 0;
  std::vector<uint32_t> found;
  for (uint64_t i = 0; i < ids.size(); ++i) {
    if (const absl::optional<uint32_t> label = labels.OfWord(ids[i])) found.push_back(*label);
    if (ids[i] != line_end_id) continue;
    if (found.empty()) {
      if (i > begin) ++without_labels_;
    } else {
      std::sort(found.begin(), found.end());
      found.erase(std::unique(found.begin(), found.end()), found.end());
      lines_.push_back({begin, i, sets->Add(std::exchange(found, {}))});
    }
    begin = i + 1;
  }
}

void LabelledLines::FillBatch(const LineFeatures& features, const WindowOrder& order,
                              uint64_t first, uint64_t count, WindowBatch* batch) const {
  batch->Clear();
  const uint64_t end = std::min(first + count, size());
  for (uint64_t place = first; place < end; ++place) Append(features, order(place), batch);
}

void LabelledLines::FillBatchInTextOrder(const LineFeatures& features, uint64_t first,
                                         uint64_t count, WindowBatch* batch) const {
  batch->Clear();
  const uint64_t end = std::min(first + count, size());
  for (uint64_t line = first; line < end; ++line) Append(features, line, batch);
}

void LabelledLines::Append(const LineFeatures& features, uint64_t line, WindowBatch* batch) const {
  features.Append(words(line), /*unknown_words=*/{}, &batch->contexts);
  batch->ends.push_back(static_cast<uint32_t>(batch->contexts.size()));
  batch->targets.push_back(set(line));
}

}  // namespace windowlm
