#ifndef WINDOWLM_SRC_CORPUS_WINDOW_SAMPLER_H_
#define WINDOWLM_SRC_CORPUS_WINDOW_SAMPLER_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/vocabulary.h"
#include "src/corpus/window_order.h"

namespace windowlm {

// B windows: the context words of each, and the word to predict from them.
struct WindowBatch {
  // The windows' words one after the other, each window's in the order of the text: [B x W]
  // where `ends` is empty, or else window i's are contexts[ends[i - 1], ends[i]).
  std::vector<uint32_t> contexts;
  std::vector<uint32_t> ends;
  // Of distant spans, window after window, and in a window span after span, the words that are
  // there: the k-th span of all ends before distant[distant_ends[k]].
  std::vector<uint32_t> distant;
  std::vector<uint32_t> distant_ends;
  // [B]
  std::vector<uint32_t> targets;
};

// Cuts windows out of a text. Every position of it is the target of one window, that of each
// `</s>` too. Immutable; safe for any number of threads.
//
// The context of position t has C words:
//   next:   w[t-C] .. w[t-1]
//   masked: w[t-C] .. w[t-1], w[t+1] .. w[t+C]
// With boundaries `line` it stays in the line of position t, whose `</s>` belongs to it; with
// boundaries `none` it reaches over lines. Where all contexts have one size, `<s>` stands for the
// words that are missing on either side with boundaries `line`, and `</s>` with `none`; otherwise
// they are left out.
//
// Behind the context may lie distant spans of words, one behind the other, if masked on both
// sides; they end where the context would, and have no words in place of missing ones.
class WindowSampler {
 public:
  enum class Missing { kPadded, kLeftOut };

  // `ids` is whole lines, each ending with `</s>`, and outlives this. context >= 1. Automatic
  // values stand for `next` and `line`. `distant` are the spans' sizes in words, near to far.
  WindowSampler(absl::Span<const uint32_t> ids, Objective objective, int context,
                Boundaries boundaries, const Vocabulary& vocabulary,
                Missing missing = Missing::kPadded, absl::Span<const int32_t> distant = {});

  // Windows in the text: its words.
  uint64_t size() const { return ids_.size(); }

  // Words of a window's context, W, at most where they may be left out: C, or 2C if masked.
  int window_words() const { return static_cast<int>(masked_ ? 2 * context_ : context_); }

  // Writes the words of the context of `position` < size(), and returns their number.
  int FillWindow(uint64_t position, uint32_t* context) const;

  // Makes *batch the window of one position.
  void FillPosition(uint64_t position, WindowBatch* batch) const;

  // Makes *batch the windows at places first .. first + count - 1 of `order`, an order of size()
  // windows; fewer if the order ends before, so that an epoch's last batch is what is left.
  void FillBatch(const WindowOrder& order, uint64_t first, uint64_t count,
                 WindowBatch* batch) const;

  // The same in the order of the text.
  void FillBatchInTextOrder(uint64_t first, uint64_t count, WindowBatch* batch) const;

 private:
  // Whether no context holds words from both this position and after it.
  bool EndsContext(uint64_t position) const {
    return !crosses_lines_ && ids_[position] == line_end_id_;
  }

  // Words between `position` and the end, on one side, of what may be in its context, at most
  // `most`.
  uint64_t WordsBefore(uint64_t position, uint64_t most) const;
  uint64_t WordsAfter(uint64_t position, uint64_t most) const;
  // Appends the distant spans of `position`.
  void AddDistant(uint64_t position, WindowBatch* batch) const;

  template <typename PositionAt>
  void Fill(uint64_t first, uint64_t count, WindowBatch* batch, PositionAt position_at) const;

  absl::Span<const uint32_t> ids_;
  bool masked_;
  bool pads_;
  uint64_t context_;
  std::vector<uint64_t> distant_;
  // Words from the target to the end of the last span.
  uint64_t reach_;
  bool crosses_lines_;
  uint32_t line_end_id_;
  uint32_t padding_id_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_WINDOW_SAMPLER_H_
