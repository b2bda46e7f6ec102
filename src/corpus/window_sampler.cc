#include "src/corpus/window_sampler.h"

#include <algorithm>

namespace windowlm {

WindowSampler::WindowSampler(absl::Span<const uint32_t> ids, Objective objective, int context,
                             Boundaries boundaries, const Vocabulary& vocabulary)
    : ids_(ids),
      masked_(objective == OBJECTIVE_MASKED),
      context_(static_cast<uint64_t>(context)),
      crosses_lines_(boundaries == BOUNDARIES_NONE),
      line_end_id_(vocabulary.line_end_id()),
      padding_id_(crosses_lines_ ? vocabulary.line_end_id() : vocabulary.line_start_id()) {}

void WindowSampler::FillWindow(uint64_t position, uint32_t* context) const {
  uint64_t left = 0;
  while (left < context_ && left < position && !EndsContext(position - left - 1)) ++left;
  uint32_t* const target = std::fill_n(context, context_ - left, padding_id_) + left;
  std::copy_n(ids_.data() + (position - left), left, target - left);
  if (!masked_) return;

  const uint64_t after = ids_.size() - 1 - position;
  uint64_t right = 0;
  while (right < context_ && right < after && !EndsContext(position + right)) ++right;
  std::fill_n(std::copy_n(ids_.data() + (position + 1), right, target), context_ - right,
              padding_id_);
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
  for (uint64_t row = 0; row < count; ++row) {
    const uint64_t position = position_at(first + row);
    batch->targets[row] = ids_[position];
    FillWindow(position, batch->contexts.data() + row * width);
  }
}

}  // namespace windowlm
