#include "src/corpus/window_sampler.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace windowlm {

void WindowBatch::Clear() {
  contexts.clear();
  ends.clear();
  distant.clear();
  distant_ends.clear();
  attended.Clear();
  targets.clear();
}

WindowSampler::WindowSampler(absl::Span<const uint32_t> ids, Objective objective, int context,
                             Boundaries boundaries, const Vocabulary& vocabulary, Missing missing,
                             absl::Span<const int32_t> distant, int attended)
    : ids_(ids),
      masked_(objective == OBJECTIVE_MASKED),
      pads_(missing == Missing::kPadded),
      context_(static_cast<uint64_t>(context)),
      distant_(distant.begin(), distant.end()),
      attended_(static_cast<uint64_t>(attended)),
      reach_(std::accumulate(distant_.begin(), distant_.end(), context_)),
      crosses_lines_(boundaries == BOUNDARIES_NONE),
      line_end_id_(vocabulary.line_end_id()),
      padding_id_(crosses_lines_ ? vocabulary.line_end_id() : vocabulary.line_start_id()) {}

uint64_t WindowSampler::WordsBefore(uint64_t position, uint64_t most) const {
  uint64_t words = 0;
  while (words < most && words < position && !EndsContext(position - words - 1)) ++words;
  return words;
}

uint64_t WindowSampler::WordsAfter(uint64_t position, uint64_t most) const {
  const uint64_t after = ids_.size() - 1 - position;
  uint64_t words = 0;
  while (words < most && words < after && !EndsContext(position + words)) ++words;
  return words;
}

int WindowSampler::FillWindow(uint64_t position, uint32_t* context) const {
  const uint64_t left = WordsBefore(position, context_);
  uint32_t* next = context;
  if (pads_) next = std::fill_n(next, context_ - left, padding_id_);
  next = std::copy_n(ids_.data() + (position - left), left, next);
  if (masked_) {
    const uint64_t right = WordsAfter(position, context_);
    next = std::copy_n(ids_.data() + (position + 1), right, next);
    if (pads_) next = std::fill_n(next, context_ - right, padding_id_);
  }
  return static_cast<int>(next - context);
}

void WindowSampler::AddDistant(uint64_t position, WindowBatch* batch) const {
  const uint64_t left = WordsBefore(position, reach_);
  const uint64_t right = masked_ ? WordsAfter(position, reach_) : 0;
  const uint32_t* before = ids_.data() + position;
  const uint32_t* after = before + 1;
  uint64_t begin = context_;
  for (const uint64_t span : distant_) {
    const uint64_t end = begin + span;
    if (left > begin) {
      batch->distant.insert(batch->distant.end(), before - std::min(left, end), before - begin);
    }
    if (right > begin) {
      batch->distant.insert(batch->distant.end(), after + begin, after + std::min(right, end));
    }
    batch->distant_ends.push_back(static_cast<uint32_t>(batch->distant.size()));
    begin = end;
  }
}

void WindowSampler::AddAttended(uint64_t position, bool follows, AttendedPassages* attended) const {
  const uint64_t most = attended_ + kAttendedNeighbors;
  const uint64_t before = WordsBefore(position, most);
  const uint64_t after = masked_ ? WordsAfter(position, most) : 0;
  const uint32_t* const target = ids_.data() + position;
  // Of the words before a target, the target itself is none.
  const uint32_t* const end = masked_ ? target + 1 + after : target;
  attended->Add(target - before, target, end, follows);
}

void WindowSampler::FillBatch(const WindowOrder& order, uint64_t first, uint64_t count,
                              WindowBatch* batch) const {
  batch->Clear();
  Append(first, count, batch, [&order](uint64_t place) { return order(place); });
}

void WindowSampler::FillBatchInTextOrder(uint64_t first, uint64_t count, WindowBatch* batch) const {
  batch->Clear();
  AppendInTextOrder(first, count, batch);
}

void WindowSampler::AppendInTextOrder(uint64_t first, uint64_t count, WindowBatch* batch) const {
  Append(first, count, batch, [](uint64_t place) { return place; });
}

template <typename PositionAt>
void WindowSampler::Append(uint64_t first, uint64_t count, WindowBatch* batch,
                           PositionAt position_at) const {
  count = first < size() ? std::min(count, size() - first) : 0;
  const size_t before = batch->contexts.size();
  batch->contexts.resize(before + count * static_cast<size_t>(window_words()));
  uint32_t* const begin = batch->contexts.data();
  uint32_t* next = begin + before;
  uint64_t last = size();
  for (uint64_t row = 0; row < count; ++row) {
    const uint64_t position = position_at(first + row);
    batch->targets.push_back(ids_[position]);
    next += FillWindow(position, next);
    if (!distant_.empty()) AddDistant(position, batch);
    if (attended_ > 0) AddAttended(position, position == last + 1, &batch->attended);
    if (!pads_) batch->ends.push_back(static_cast<uint32_t>(next - begin));
    last = position;
  }
  batch->contexts.resize(next - begin);
}

}  // namespace windowlm
