#include "src/corpus/held_out_lines.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "absl/types/span.h"

namespace windowlm {
namespace {

// Finds the ids of the lines to hold out, as a text goes by.
class HeldOutRuns {
 public:
  // Holds out up to `count` of `lines` lines.
  HeldOutRuns(uint64_t count, uint64_t lines, uint32_t line_end)
      : count_(count),
        lines_(lines),
        line_end_(line_end),
        places_(std::min(kHeldOutPlaces, count)) {
    NextRun();
  }

  void Add(absl::Span<const uint32_t> ids) {
    for (const uint32_t id : ids) {
      ++position_;
      if (id == line_end_) EndLine();
    }
  }

  // The runs, ascending, and their lines.
  const std::vector<EncodedCorpusWriter::Range>& ranges() const { return ranges_; }
  uint64_t held_out() const { return held_out_; }

 private:
  // Sets the next run's lines: the last ones of its part of the text.
  void NextRun() {
    if (place_ == places_) return;
    run_end_ = lines_ * (place_ + 1) / places_;
    run_begin_ = run_end_ - (count_ * (place_ + 1) / places_ - count_ * place_ / places_);
    ++place_;
  }

  void EndLine() {
    const uint64_t words = position_ - line_begin_;
    // What a run leaves of its share of the words, the next one may take.
    const uint64_t most = kMostHeldOutWords * place_ / std::max<uint64_t>(1, places_);
    if (line_ >= run_begin_ && line_ < run_end_ && words_ + words <= most) {
      if (!ranges_.empty() && ranges_.back().end == line_begin_) {
        ranges_.back().end = position_;
      } else {
        ranges_.push_back({line_begin_, position_});
      }
      words_ += words;
      ++held_out_;
    }
    line_begin_ = position_;
    if (++line_ == run_end_) NextRun();
  }

  const uint64_t count_;
  const uint64_t lines_;
  const uint32_t line_end_;
  const uint64_t places_;
  // The number of the run that comes next or that the text is in, from 1 on, and its lines.
  uint64_t place_ = 0;
  uint64_t run_begin_ = 0;
  uint64_t run_end_ = 0;
  // The number of ids and of whole lines so far, and where the line began.
  uint64_t position_ = 0;
  uint64_t line_ = 0;
  uint64_t line_begin_ = 0;
  std::vector<EncodedCorpusWriter::Range> ranges_;
  uint64_t words_ = 0;
  uint64_t held_out_ = 0;
};

}  // namespace

absl::StatusOr<uint64_t> HoldOutLines(double fraction, uint64_t lines, uint32_t line_end,
                                      EncodedCorpusWriter& ids) {
  // Slightly above the product, so that rounding does not make 28 lines of 0.29 of 100.
  uint64_t count = std::min(
      lines - 1, static_cast<uint64_t>(std::floor(static_cast<double>(lines) * fraction + 1e-6)));
  // Runs have no more lines than can be taken of them.
  const double words_per_line = static_cast<double>(ids.size()) / static_cast<double>(lines);
  count = std::min(count, static_cast<uint64_t>(kMostHeldOutWords / words_per_line) + 1);
  if (count == 0) return 0;
  HeldOutRuns runs(count, lines, line_end);
  absl::Status status = ids.Visit([&runs](absl::Span<const uint32_t> piece) { runs.Add(piece); });
  if (status.ok()) status = ids.MoveToEnd(runs.ranges());
  if (!status.ok()) return status;
  return runs.held_out();
}

}  // namespace windowlm
