#ifndef WINDOWLM_SRC_CORPUS_WINDOW_SAMPLER_H_
#define WINDOWLM_SRC_CORPUS_WINDOW_SAMPLER_H_

#include <cstdint>
#include <vector>

#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/attended_passages.h"
#include "src/corpus/fresh_lines.h"
#include "src/corpus/vocabulary.h"
#include "src/corpus/window_order.h"

namespace windowlm {

// B windows: the context words of each, and the word to predict from them.
struct WindowBatch {
  // Ids of the context words, window after window, each window's in the order of the text: [B x W]
  // if `ends` is empty, else those of window i are contexts[ends[i - 1], ends[i]).
  std::vector<uint32_t> contexts;
  std::vector<uint32_t> ends;
  // Ids of the words in distant spans, window after window, and within a window span after span:
  // the k-th span of the batch is distant[distant_ends[k - 1], distant_ends[k]).
  std::vector<uint32_t> distant;
  std::vector<uint32_t> distant_ends;
  // The words that are attended to, and kAttendedNeighbors more beyond them.
  AttendedPassages attended;
  // [B], the id of the word to predict in each window.
  std::vector<uint32_t> targets;

  void Clear();
};

// Cuts windows out of a text. Every position of the text is the target of one window, that of each
// `</s>` too. Immutable; safe for any number of threads.
//
// The context of position t has C words on one side or on both:
//   next:   w[t-C] .. w[t-1]
//   masked: w[t-C] .. w[t-1], w[t+1] .. w[t+C]
//
//   | span 1 | span 0 | C words | t | C words | span 0 | span 1 |
//   \__________ next ___________/
//   \__________________________ masked _________________________/
//
// With boundaries `line` the context stays in the line of position t, to which its `</s>` belongs;
// with `none` it reaches over lines. With Missing::kPadded each missing word is replaced, by `<s>`
// with boundaries `line` and by `</s>` with `none`, so that all contexts have one size. With
// kLeftOut missing words are left out.
//
// Beyond the context may lie distant spans of words, one behind the other; if masked, each has a
// part on both sides. They end where the context would, and their missing words are left out. So do
// the words that are attended to, which begin right beside the target.
class WindowSampler {
 public:
  enum class Missing { kPadded, kLeftOut };

  // The number of words on a side of a word that attention compares with those of the target.
  static constexpr int kAttendedNeighbors = 2;

  // `ids` holds whole lines, each ending with `</s>`, and must outlive this. Requires context >= 1.
  // Automatic values stand for `next` and `line`. `distant` are the spans' sizes in words, near to
  // far, and `attended` is the number of words that are attended to on each side.
  WindowSampler(absl::Span<const uint32_t> ids, Objective objective, int context,
                Boundaries boundaries, const Vocabulary& vocabulary,
                Missing missing = Missing::kPadded, absl::Span<const int32_t> distant = {},
                int attended = 0);

  // The number of windows, which is the number of words of the text.
  uint64_t size() const { return ids_.size(); }

  // W, the number of words in a window's context: C, or 2C if masked. With kLeftOut it is the
  // greatest number.
  int window_words() const { return static_cast<int>(masked_ ? 2 * context_ : context_); }

  // Writes the words of the context of `position` < size(), and returns their number.
  int FillWindow(uint64_t position, uint32_t* context) const;

  // Sets *batch to the windows at places first .. first + count - 1 of `order`, an order of size()
  // windows; to fewer if the order ends before, as in the last batch of an epoch. The windows of
  // fresh lines stay in their lines.
  void FillBatch(const WindowOrder& order, uint64_t first, uint64_t count, WindowBatch* batch,
                 const FreshLines& fresh_lines = FreshLines()) const;

  // Sets *batch to the windows at positions first .. first + count - 1, or to fewer if the text
  // ends before.
  void FillBatchInTextOrder(uint64_t first, uint64_t count, WindowBatch* batch) const;

  // Appends these windows to a batch of windows of this sampler or one like it.
  void AppendInTextOrder(uint64_t first, uint64_t count, WindowBatch* batch) const;

 private:
  static constexpr uint64_t kMostLineWords = 4096;

  // The number of words on each side of a position that its window may have.
  struct Sides {
    uint64_t before;
    uint64_t after;
  };

  // Those in the text, but no more than the window reaches.
  Sides SidesOf(uint64_t position) const;
  // The position of the first word of a position's line; none if it is too far away to matter, or
  // more than kMostLineWords: a text may be a single line.
  absl::optional<uint64_t> FindLineBegin(uint64_t position) const;
  // Those in the position's line, but no more than `sides`.
  Sides WithinLine(uint64_t position, const Sides& sides) const;
  // Writes the context of `position`, and returns the number of its words.
  int FillContext(uint64_t position, const Sides& sides, uint32_t* context) const;
  // Appends the distant spans of `position`.
  void AddDistant(uint64_t position, const Sides& sides, WindowBatch* batch) const;
  // Appends the words that `position` attends to, to the last passage if that ends with the window
  // of the position before.
  void AddAttended(uint64_t position, const Sides& sides, bool follows,
                   AttendedPassages* attended) const;

  template <typename PositionAt>
  void Append(uint64_t first, uint64_t count, const FreshLines& fresh_lines, WindowBatch* batch,
              PositionAt position_at) const;

  absl::Span<const uint32_t> ids_;
  bool masked_;
  bool pads_;
  uint64_t context_;
  std::vector<uint64_t> distant_;
  uint64_t attended_;
  // The number of words from the target to the farthest that its window may have.
  uint64_t reach_;
  bool crosses_lines_;
  uint32_t line_end_id_;
  uint32_t padding_id_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_WINDOW_SAMPLER_H_
