#include "src/corpus/stretch_sampler.h"

#include <algorithm>

#include "src/base/random.h"
#include "src/corpus/kept_shares.h"

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
  const std::vector<double> shares = KeptShares(vocabulary, config.subsample());
  for (size_t id = 0; id < keep_.size(); ++id) {
    keep_[id] = static_cast<uint64_t>(shares[id] * static_cast<double>(kAll));
  }
}

void StretchSampler::Fill(uint32_t epoch, uint64_t begin, uint64_t end,
                          TextStretch* stretch) const {
  std::vector<uint32_t>& words = stretch->words;
  words.clear();
  stretch->windows.clear();
  const uint64_t margin = kMargin * context_;
  const uint64_t first = begin > margin ? begin - margin : 0;
  const uint64_t last = std::min<uint64_t>(ids_.size(), end + margin);
  // Of each word that stays, the size of its context on each side and the number of its line,
  // counted from that of the first position; and where each line's words begin.
  struct Kept {
    uint32_t context;
    uint32_t line;
  };
  thread_local std::vector<Kept> kept;
  thread_local std::vector<uint32_t> line_begins;
  kept.clear();
  line_begins.assign(1, 0);
  const CounterRandom random(seed_, RandomPurpose::kSubsampling, epoch);
  CounterRandom::LaneWords bits;
  size_t first_target = 0;
  size_t end_target = 0;
  for (uint64_t position = first; position < last; ++position) {
    const uint64_t lane = (position - first) % CounterRandom::kLanes;
    if (lane == 0) random.Blocks(position, &bits);
    if (position == begin) first_target = words.size();
    if (position == end) end_target = words.size();
    const uint32_t id = ids_[position];
    if (bits[0][lane] < keep_[id]) {
      const uint32_t shrunk =
          dynamic_ ? 1 + static_cast<uint32_t>(uint64_t{bits[1][lane]} * context_ >> 32) : context_;
      words.push_back(id);
      kept.push_back({shrunk, static_cast<uint32_t>(line_begins.size() - 1)});
    }
    if (id == line_end_id_ && !crosses_lines_) {
      line_begins.push_back(static_cast<uint32_t>(words.size()));
    }
  }
  if (end == last) end_target = words.size();
  line_begins.push_back(static_cast<uint32_t>(words.size()));

  for (size_t i = first_target; i < end_target; ++i) {
    const auto target = static_cast<uint32_t>(i);
    const Kept& word = kept[i];
    const uint32_t before = std::min(target - line_begins[word.line], word.context);
    const uint32_t behind = objective_ == OBJECTIVE_NEXT
                                ? 0
                                : std::min(line_begins[word.line + 1] - target - 1, word.context);
    if (objective_ == OBJECTIVE_SKIPGRAM) {
      for (uint32_t j = target - before; j <= target + behind; ++j) {
        if (j != target) stretch->windows.push_back({j, j + 1, target});
      }
    } else if (before + behind > 0) {
      stretch->windows.push_back({target - before, target + behind + 1, target});
    }
  }
}

void StretchSampler::FillBatch(uint32_t epoch, uint64_t begin, uint64_t end,
                               WindowBatch* batch) const {
  thread_local TextStretch stretch;
  Fill(epoch, begin, end, &stretch);
  batch->contexts.clear();
  batch->targets.clear();
  batch->ends.clear();
  for (const TextStretch::Window& window : stretch.windows) {
    for (uint32_t i = window.begin; i < window.end; ++i) {
      if (i != window.target) batch->contexts.push_back(stretch.words[i]);
    }
    batch->targets.push_back(stretch.words[window.target]);
    batch->ends.push_back(static_cast<uint32_t>(batch->contexts.size()));
  }
}

}  // namespace windowlm
