#include "src/corpus/window_sampler.h"

#include <algorithm>

namespace windowlm {

WindowSampler::WindowSampler(absl::Span<const uint32_t> ids, Objective objective, int context,
                             Boundaries boundaries, const Vocabulary& vocabulary, Missing missing)
    : ids_(ids),
      masked_(objective == OBJECTIVE_MASKED),
      pads_(missing == Missing::kPadded),
      context_(static_cast<uint64_t>(context)),
      crosses_lines_(boundaries == BOUNDARIES_NONE),
      line_end_id_(vocabulary.line_end_id()),
      padding_id_(crosses_lines_ ? vocabulary.line_end_id() : vocabulary.line_start_id()) {}

int WindowSampler::FillWindow(uint64_t position, uint32_t* context) const {
  uint64_t left = 0;
  while (left < context_ && left < position && !EndsContext(position - left - 1)) ++left;
  uint32_t* next = context;
  if (pads_) next = std::fill_n(next, context_ - left, padding_id_);
  next = std::copy_n(ids_.data() + (position - left), left, next);
  if (masked_) {
    const uint64_t after = ids_.size() - 1 - position;
    uint64_t right = 0;
    while (right < context_ && right < after && !EndsContext(position + right)) ++right;
    next = std::copy_n(ids_.data() + (position + 1), right, next);
    if (pads_) next = std::fill_n(next, context_ - right, padding_id_);
  }
  return static_cast<int>(next - context);
}

void WindowSampler::FillBatch(const WindowOrder& order, uint64_t first, uint64_t count,
                              WindowBatch* batch) const {
  Fill(first, count, batch, [&order](uint64_t place) { return order(place); });
}

void WindowSampler::FillBatchInTextOrder(uint64_t first, uint64_t count, WindowBatch* batch) const {
  Fill(first, count, batch, [](uint64_t place) { return place; });
}

template <typename PositionAt>
void WindowSampler::Fill(uint64_t first, uint64_t count, WindowBatch* batch,
                         PositionAt position_at) const {
  count = first < size() ? std::min(count, size() - first) : 0;
  const auto width = static_cast<size_t>(window_words());
  batch->targets.resize(count);
  batch->contexts.resize(count * width);
  batch->ends.clear();
  uint32_t* const begin = batch->contexts.data();
  uint32_t* next = begin;
  for (uint64_t row = 0; row < count; ++row) {
    const uint64_t position = position_at(first + row);
    batch->targets[row] = ids_[position];
    next += FillWindow(position, next);
    if (!pads_) batch->ends.push_back(static_cast<uint32_t>(next - begin));
  }
  batch->contexts.resize(next - begin);
}

}  // namespace windowlm
