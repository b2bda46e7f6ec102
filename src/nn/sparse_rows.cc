#include "src/nn/sparse_rows.h"

#include <algorithm>
#include <array>

#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

// How many groups one task takes: enough work to be worth a task.
constexpr int64_t kTile = 128;

// Sorts the pairs by their upper halves, stably, in one pass for each 11 bits of the greatest id.
void RadixSortById(std::vector<uint64_t>& pairs, std::vector<uint64_t>& room) {
  constexpr int kBits = 11;
  constexpr uint64_t kMask = (1 << kBits) - 1;
  room.resize(pairs.size());
  uint64_t used = 0;
  for (const uint64_t pair : pairs) used |= pair >> 32;
  for (int shift = 32; used != 0; shift += kBits, used >>= kBits) {
    std::array<uint32_t, kMask + 1> places{};
    for (const uint64_t pair : pairs) ++places[pair >> shift & kMask];
    uint32_t next = 0;
    for (uint32_t& place : places) {
      const uint32_t count = place;
      place = next;
      next += count;
    }
    for (const uint64_t pair : pairs) room[places[pair >> shift & kMask]++] = pair;
    pairs.swap(room);
  }
}

// A row of zeros in memory of the calling thread.
template <typename T>
T* ZeroedRow(int64_t columns) {
  thread_local Matrix<T> row;
  row.Resize(1, columns);
  std::fill_n(row.data(), columns, T(0));
  return row.data();
}

}  // namespace

void RowGroups::Assign(absl::Span<const uint32_t> ids, absl::Span<const uint32_t> sources) {
  pairs_.resize(ids.size());
  for (size_t i = 0; i < ids.size(); ++i) {
    pairs_[i] = static_cast<uint64_t>(ids[i]) << 32 | (sources.empty() ? i : sources[i]);
  }
  RadixSortById(pairs_, sorted_);
  groups_.clear();
  sources_.resize(pairs_.size());
  for (uint32_t i = 0; i < pairs_.size(); ++i) {
    const uint32_t id = static_cast<uint32_t>(pairs_[i] >> 32);
    if (groups_.empty() || groups_.back().id != id) groups_.push_back({id, i, i});
    groups_.back().end = i + 1;
    sources_[i] = static_cast<uint32_t>(pairs_[i]);
  }
}

template <typename T>
void SparseRows<T>::Reduce(const RowGroups& groups, int64_t columns,
                           absl::FunctionRef<void(uint32_t, T*)> add,
                           absl::FunctionRef<void(uint32_t, T*)> give) {
  const uint32_t block = RowGroups::kBlock;
  const auto count = static_cast<int64_t>(groups.groups().size());
  blocks_.clear();
  first_blocks_.resize(count);
  for (int64_t i = 0; i < count; ++i) {
    const RowGroups::Group& group = groups.groups()[i];
    if (group.end - group.begin <= block) continue;
    first_blocks_[i] = static_cast<uint32_t>(blocks_.size());
    for (uint32_t begin = group.begin; begin < group.end; begin += block) {
      blocks_.push_back({begin, std::min(begin + block, group.end)});
    }
  }
  const auto add_all = [&](uint32_t begin, uint32_t end, T* sum) {
    for (uint32_t i = begin; i < end; ++i) add(groups.sources()[i], sum);
  };
  sums_.Resize(static_cast<int64_t>(blocks_.size()), columns);
  ParallelFor(sums_.rows(), [&](int64_t i) {
    std::fill_n(sums_.row(i), columns, T(0));
    add_all(blocks_[i].begin, blocks_[i].end, sums_.row(i));
  });
  ParallelForTiles(count, kTile, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const RowGroups::Group& group = groups.groups()[i];
      T* sum = nullptr;
      if (group.end - group.begin <= block) {
        sum = ZeroedRow<T>(columns);
        add_all(group.begin, group.end, sum);
      } else {
        const int64_t first = first_blocks_[i];
        const int64_t last = first + (group.end - group.begin - 1) / block;
        sum = sums_.row(first);
        for (int64_t j = first + 1; j <= last; ++j) AddScaled(sums_.row(j), columns, T(1), sum);
      }
      give(group.id, sum);
    }
  });
}

template class SparseRows<float>;
template class SparseRows<double>;

}  // namespace windowlm
