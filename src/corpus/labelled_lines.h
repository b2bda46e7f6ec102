#ifndef WINDOWLM_SRC_CORPUS_LABELLED_LINES_H_
#define WINDOWLM_SRC_CORPUS_LABELLED_LINES_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "absl/types/span.h"
#include "src/corpus/labels.h"
#include "src/corpus/line_features.h"
#include "src/corpus/window_order.h"
#include "src/corpus/window_sampler.h"

namespace windowlm {

// The different sets of labels that lines have, numbered as they are first seen.
class LabelSets {
 public:
  // Returns the number of a set, whose labels ascend.
  uint32_t Add(std::vector<uint32_t> labels);

  uint32_t size() const { return static_cast<uint32_t>(sets_.size()); }
  absl::Span<const uint32_t> labels(uint32_t set) const { return sets_[set]; }

 private:
  std::vector<std::vector<uint32_t>> sets_;
  std::map<std::vector<uint32_t>, uint32_t> numbers_;
};

// The lines of a text that have labels, as examples for a model of labels: batches whose windows
// are whole lines, with the number of a line's set of labels as its target. Immutable; safe for any
// number of threads.
class LabelledLines {
 public:
  // `ids` holds whole lines of `vocabulary`, each ending with `</s>`; they must outlive this.
  // Adds the lines' sets to *sets.
  LabelledLines(absl::Span<const uint32_t> ids, uint32_t line_end_id, const Labels& labels,
                LabelSets* sets);

  // The number of lines with labels, and of those that have words but no label.
  uint64_t size() const { return lines_.size(); }
  uint64_t without_labels() const { return without_labels_; }

  // The words of a line, its labels among them, and the number of its set. Requires i < size().
  absl::Span<const uint32_t> words(uint64_t i) const {
    return ids_.subspan(lines_[i].begin, lines_[i].end - lines_[i].begin);
  }
  uint32_t set(uint64_t i) const { return lines_[i].set; }

  // Sets *batch to the lines at places first .. first + count - 1 of `order`, an order of size()
  // lines; to fewer if the order ends before.
  void FillBatch(const LineFeatures& features, const WindowOrder& order, uint64_t first,
                 uint64_t count, WindowBatch* batch) const;

  // Sets *batch to lines first .. first + count - 1, or to fewer if there are no more.
  void FillBatchInTextOrder(const LineFeatures& features, uint64_t first, uint64_t count,
                            WindowBatch* batch) const;

 private:
  struct Line {
    uint64_t begin;
    uint64_t end;
    uint32_t set;
  };

  void Append(const LineFeatures& features, uint64_t line, WindowBatch* batch) const;

  absl::Span<const uint32_t> ids_;
  std::vector<Line> lines_;
  uint64_t without_labels_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_LABELLED_LINES_H_
