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
      reach_(std::max(std::accumulate(distant_.begin(), distant_.end(), context_),
                      attended == 0 ? 0 : attended_ + kAttendedNeighbors)),
      crosses_lines_(boundaries == BOUNDARIES_NONE),
      line_end_id_(vocabulary.line_end_id()),
      padding_id_(crosses_lines_ ? vocabulary.line_end_id() : vocabulary.line_start_id()) {}

WindowSampler::Sides WindowSampler::SidesOf(uint64_t position) const {
  const Sides sides = {std::min(position, reach_),
                       masked_ ? std::min(ids_.size() - 1 - position, reach_) : 0};
  return crosses_lines_ ? sides : WithinLine(position, sides);
}

absl::optional<uint64_t> WindowSampler::FindLineBegin(uint64_t position) const {
  // If only words before are seen, a line that begins farther away has no other within reach.
  const uint64_t most = masked_ ? std::max(reach_, kMostLineWords) : reach_;
  uint64_t words = 0;
  while (words < std::min(position, most) && ids_[position - words - 1] != line_end_id_) ++words;
  if (words == most) return absl::nullopt;
  return position - words;
}

WindowSampler::Sides WindowSampler::WithinLine(uint64_t position, const Sides& sides) const {
  Sides within = {0, 0};
  while (within.before < sides.before && ids_[position - within.before - 1] != line_end_id_) {
    ++within.before;
  }
  while (within.after < sides.after && ids_[position + within.after] != line_end_id_) {
    ++within.after;
  }
  return within;
}

int WindowSampler::FillWindow(uint64_t position, uint32_t* context) const {
  return FillContext(position, SidesOf(position), context);
}

int WindowSampler::FillContext(uint64_t position, const Sides& sides, uint32_t* context) const {
  const uint64_t left = std::min(sides.before, context_);
  uint32_t* next = context;
  if (pads_) next = std::fill_n(next, context_ - left, padding_id_);
  next = std::copy_n(ids_.data() + (position - left), left, next);
  if (masked_) {
    const uint64_t right = std::min(sides.after, context_);
    next = std::copy_n(ids_.data() + (position + 1), right, next);
    if (pads_) next = std::fill_n(next, context_ - right, padding_id_);
  }
  return static_cast<int>(next - context);
}

void WindowSampler::AddDistant(uint64_t position, const Sides& sides, WindowBatch* batch) const {
  const uint32_t* before = ids_.data() + position;
  const uint32_t* after = before + 1;
  uint64_t begin = context_;
  for (const uint64_t span : distant_) {
    const uint64_t end = begin + span;
    if (sides.before > begin) {
      batch->distant.insert(batch->distant.end(), before - std::min(sides.before, end),
                            before - begin);
    }
    if (sides.after > begin) {
      batch->distant.insert(batch->distant.end(), after + begin,
                            after + std::min(sides.after, end));
    }
    batch->distant_ends.push_back(static_cast<uint32_t>(batch->distant.size()));
    begin = end;
  }
}

void WindowSampler::AddAttended(uint64_t position, const Sides& sides, bool follows,
                                AttendedPassages* attended) const {
  const uint64_t most = attended_ + kAttendedNeighbors;
  const uint32_t* const target = ids_.data() + position;
  // Of the words before a target, the target itself is none.
  const uint32_t* const end = masked_ ? target + 1 + std::min(sides.after, most) : target;
  attended->Add(target - std::min(sides.before, most), target, end, follows);
}

void WindowSampler::FillBatch(const WindowOrder& order, uint64_t first, uint64_t count,
                              WindowBatch* batch, const FreshLines& fresh_lines) const {
  batch->Clear();
  Append(first, count, fresh_lines, batch, [&order](uint64_t place) { return order(place); });
}

void WindowSampler::FillBatchInTextOrder(uint64_t first, uint64_t count, WindowBatch* batch) const {
  batch->Clear();
  AppendInTextOrder(first, count, batch);
}

void WindowSampler::AppendInTextOrder(uint64_t first, uint64_t count, WindowBatch* batch) const {
  Append(first, count, FreshLines(), batch, [](uint64_t place) { return place; });
}

template <typename PositionAt>
void WindowSampler::Append(uint64_t first, uint64_t count, const FreshLines& fresh_lines,
                           WindowBatch* batch, PositionAt position_at) const {
  count = first < size() ? std::min(count, size() - first) : 0;
  const size_t before = batch->contexts.size();
  batch->contexts.resize(before + count * static_cast<size_t>(window_words()));
  uint32_t* const begin = batch->contexts.data();
  uint32_t* next = begin + before;
  // The position of the window before, and that of its first word.
  uint64_t last = size();
  uint64_t last_begin = 0;
  for (uint64_t row = 0; row < count; ++row) {
    const uint64_t position = position_at(first + row);
    Sides sides = SidesOf(position);
    if (fresh_lines.any()) {
      const absl::optional<uint64_t> line_begin = FindLineBegin(position);
      if (line_begin.has_value() && fresh_lines.Includes(*line_begin)) {
        sides = WithinLine(position, sides);
      }
    }
    batch->targets.push_back(ids_[position]);
    next += FillContext(position, sides, next);
    if (!distant_.empty()) AddDistant(position, sides, batch);
    if (attended_ > 0) {
      const bool follows = position == last + 1 && position - sides.before >= last_begin;
      AddAttended(position, sides, follows, &batch->attended);
    }
    if (!pads_) batch->ends.push_back(static_cast<uint32_t>(next - begin));
    last = position;
    last_begin = position - sides.before;
  }
  batch->contexts.resize(next - begin);
}

}  // namespace windowlm
