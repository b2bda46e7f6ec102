#include "src/corpus/stretch_sampler.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "src/base/random.h"

namespace windowlm {
namespace {

constexpr uint64_t kAll = uint64_t{1} << 32;

// How far outside a stretch its contexts look for words that stayed, in multiples of C.
constexpr uint64_t kMargin = 8;

}  // namespace

StretchSampler::StretchSampler(absl::Span<const uint32_t> ids, const TrainConfig& config,
                               const Vocabulary& vocabulary)
    : ids_(ids),
      objective_(config.model().objective()),
      context_(static_cast<uint32_t>(config.model().context())),
      crosses_lines_(config.corpus().boundaries() == BOUNDARIES_NONE),
      dynamic_(config.dynamic_window()),
      seed_(config.seed()),
      line_end_id_(vocabulary.line_end_id()),
      keep_(vocabulary.size(), kAll) {
  if (config.subsample() == 0) return;
  double total = 0;
  for (const uint64_t count : vocabulary.counts()) total += static_cast<double>(count);
  for (uint32_t id = 0; id < keep_.size(); ++id) {
    const double ratio =
        config.subsample() * total / std::max(1.0, static_cast<double>(vocabulary.count(id)));
    const double share = std::sqrt(ratio) + ratio;
    keep_[id] = static_cast<uint64_t>(std::min(1.0, share) * static_cast<double>(kAll));
  }
  keep_[vocabulary.unknown_id()] = 0;
  keep_[vocabulary.line_end_id()] = 0;
}

void StretchSampler::FillBatch(uint32_t epoch, uint64_t begin, uint64_t end,
                               WindowBatch* batch) const {
  batch->contexts.clear();
  batch->targets.clear();
  batch->ends.clear();
  const uint64_t margin = kMargin * context_;
  const uint64_t first = begin > margin ? begin - margin : 0;
  const uint64_t last = std::min<uint64_t>(ids_.size(), end + margin);
  const CounterRandom random(seed_, RandomPurpose::kSubsampling, epoch);
  thread_local std::vector<Kept> kept;
  kept.clear();
  size_t first_target = 0;
  size_t end_target = 0;
  uint32_t line = 0;
  for (uint64_t position = first; position < last; ++position) {
    if (position == begin) first_target = kept.size();
    if (position == end) end_target = kept.size();
    const uint32_t id = ids_[position];
    const std::array<uint32_t, 4> bits = random.Block(position);
    if (bits[0] < keep_[id]) {
      const uint32_t shrunk =
          dynamic_ ? 1 + static_cast<uint32_t>(uint64_t{bits[1]} * context_ >> 32) : context_;
      kept.push_back({id, line, shrunk});
    }
    if (id == line_end_id_ && !crosses_lines_) ++line;
  }
  if (end == last) end_target = kept.size();

  const auto add_window = [&](uint32_t target) {
    batch->targets.push_back(target);
    batch->ends.push_back(static_cast<uint32_t>(batch->contexts.size()));
  };
  for (size_t i = first_target; i < end_target; ++i) {
    const Kept& target = kept[i];
    const size_t before = batch->contexts.size();
    const auto add_word = [&](size_t j) {
      if (kept[j].line != target.line) return;
      batch->contexts.push_back(kept[j].id);
      if (objective_ == OBJECTIVE_SKIPGRAM) add_window(target.id);
    };
    for (size_t j = i - std::min<size_t>(i, target.context); j < i; ++j) add_word(j);
    if (objective_ != OBJECTIVE_NEXT) {
      const size_t stop = std::min(kept.size(), i + 1 + target.context);
      for (size_t j = i + 1; j < stop; ++j) add_word(j);
    }
    if (objective_ != OBJECTIVE_SKIPGRAM && batch->contexts.size() > before) add_window(target.id);
  }
}

}  // namespace windowlm
