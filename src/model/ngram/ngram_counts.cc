#include "src/model/ngram/ngram_counts.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "src/base/parallel_for.h"

namespace windowlm {
namespace {

// About the least number of positions in the text, or of n-grams, in a task of a parallel loop.
constexpr uint64_t kTile = 1 << 16;

class NgramCounter {
 public:
  NgramCounter(absl::Span<const uint32_t> ids, int order, Boundaries boundaries,
               const Vocabulary& vocabulary)
      : crosses_lines_(boundaries == BOUNDARIES_NONE), line_end_id_(vocabulary.line_end_id()) {
    FillText(ids, order, vocabulary.line_start_id());
    CountWords(vocabulary.size());
    while (static_cast<int>(orders_.size()) < order && CountNextOrder()) continue;
    if (order == 1) return;
    // The word before a first word was not predicted, so it is not counted.
    uint32_t& starts = orders_[0].counts[text_[0]];
    starts = crosses_lines_ ? starts - 1 : 0;
  }

  std::vector<CountedNgrams> Take() { return std::move(orders_); }

 private:
  // What one task finds: the n-grams that continue a stretch of those of the order below.
  struct Continuations {
    std::vector<uint32_t> words;
    std::vector<uint32_t> counts;
    std::vector<uint32_t> begins;
  };

  // Makes text_ of the ids and, unless order is 1, of what stands before first words.
  void FillText(absl::Span<const uint32_t> ids, int order, uint32_t line_start_id) {
    const bool starts_lines = order > 1 && !crosses_lines_;
    const auto lines = std::count(ids.begin(), ids.end(), line_end_id_);
    text_.reserve(ids.size() + static_cast<size_t>(lines) + 1);
    if (order > 1 && crosses_lines_) text_.push_back(line_end_id_);
    bool at_start = true;
    for (const uint32_t id : ids) {
      if (starts_lines && at_start) text_.push_back(line_start_id);
      text_.push_back(id);
      at_start = id == line_end_id_;
    }
  }

  // Counts order 1, sorting the positions in the text by their words.
  void CountWords(size_t words) {
    CountedNgrams& order = orders_.emplace_back();
    order.words.resize(words);
    for (uint32_t id = 0; id < words; ++id) order.words[id] = id;
    order.counts.assign(words, 0);
    for (const uint32_t id : text_) ++order.counts[id];
    begins_.resize(words);
    uint32_t begin = 0;
    for (size_t id = 0; id < words; ++id) {
      begins_[id] = begin;
      begin += order.counts[id];
    }
    places_.resize(text_.size());
    std::vector<uint32_t> next = begins_;
    for (size_t place = 0; place < text_.size(); ++place) {
      places_[next[text_[place]]++] = static_cast<uint32_t>(place);
    }
  }

  // Cuts the n-grams of the highest order so far into stretches [result[i], result[i + 1]) that
  // each were seen about kTile times.
  std::vector<size_t> Stretches() const {
    const std::vector<uint32_t>& counts = orders_.back().counts;
    std::vector<size_t> stretches = {0};
    uint64_t places = 0;
    for (size_t i = 0; i < counts.size(); ++i) {
      places += counts[i] + 1;
      if (places < kTile && i + 1 < counts.size()) continue;
      stretches.push_back(i + 1);
      places = 0;
    }
    return stretches;
  }

  // Sorts the positions of the n-grams [begin, end) of order n by the word that follows them, and
  // finds the n-grams of order n + 1. children[i + 1] becomes the number of those that continue
  // n-gram i.
  void Continue(size_t begin, size_t end, std::vector<uint32_t>& children, Continuations* found) {
    const CountedNgrams& order = orders_.back();
    const size_t n = orders_.size();
    std::vector<uint64_t> followed;
    for (size_t i = begin; i < end; ++i) {
      children[i + 1] = 0;
      if (!crosses_lines_ && order.words[i] == line_end_id_) continue;
      followed.clear();
      uint32_t* const places = places_.data() + begins_[i];
      for (uint32_t j = 0; j < order.counts[i]; ++j) {
        const size_t place = places[j];
        if (place + n >= text_.size()) continue;
        followed.push_back(uint64_t{text_[place + n]} << 32 | place);
      }
      std::sort(followed.begin(), followed.end());
      for (size_t j = 0; j < followed.size(); ++j) {
        places[j] = static_cast<uint32_t>(followed[j]);
        const auto word = static_cast<uint32_t>(followed[j] >> 32);
        if (j == 0 || word != followed[j - 1] >> 32) {
          ++children[i + 1];
          found->words.push_back(word);
          found->counts.push_back(0);
          found->begins.push_back(begins_[i] + static_cast<uint32_t>(j));
        }
        ++found->counts.back();
      }
    }
  }

  // Counts the n-grams of the next order; false if there are none.
  bool CountNextOrder() {
    const std::vector<size_t> stretches = Stretches();
    std::vector<uint32_t> children(orders_.back().words.size() + 1, 0);
    std::vector<Continuations> found(stretches.size() - 1);
    ParallelFor(static_cast<int64_t>(found.size()),
                [&](int64_t i) { Continue(stretches[i], stretches[i + 1], children, &found[i]); });
    for (size_t i = 1; i < children.size(); ++i) children[i] += children[i - 1];
    if (children.back() == 0) return false;

    CountedNgrams next;
    next.words.reserve(children.back());
    next.counts.reserve(children.back());
    begins_.clear();
    begins_.reserve(children.back());
    for (Continuations& part : found) {
      next.words.insert(next.words.end(), part.words.begin(), part.words.end());
      next.counts.insert(next.counts.end(), part.counts.begin(), part.counts.end());
      begins_.insert(begins_.end(), part.begins.begin(), part.begins.end());
      part = Continuations();
    }
    orders_.back().children = std::move(children);
    next.suffixes = Suffixes(next.words);
    orders_.push_back(std::move(next));
    return true;
  }

  // The suffixes of the n-grams of the next order, whose last words are `words`.
  std::vector<uint32_t> Suffixes(const std::vector<uint32_t>& words) const {
    // The suffix of a pair is a word, whose index is its id.
    if (orders_.size() == 1) return words;
    std::vector<uint32_t> suffixes(words.size());
    const CountedNgrams& context = orders_.back();
    const std::vector<uint32_t>& siblings_begin = orders_[orders_.size() - 2].children;
    ParallelForTiles(
        static_cast<int64_t>(context.words.size()), kTile / 16, [&](int64_t begin, int64_t end) {
          for (int64_t i = begin; i < end; ++i) {
            // All continuations of n-gram i continue its suffix too.
            const uint32_t suffix = context.suffixes[i];
            auto at = context.words.begin() + siblings_begin[suffix];
            const auto siblings_end = context.words.begin() + siblings_begin[suffix + 1];
            for (uint32_t child = context.children[i]; child < context.children[i + 1]; ++child) {
              at = std::lower_bound(at, siblings_end, words[child]);
              suffixes[child] = static_cast<uint32_t>(at - context.words.begin());
            }
          }
        });
    return suffixes;
  }

  const bool crosses_lines_;
  const uint32_t line_end_id_;
  std::vector<uint32_t> text_;
  // The positions in the text where the n-grams of the highest order so far begin, one n-gram after
  // the other: those of n-gram i start at places_[begins_[i]].
  std::vector<uint32_t> places_;
  std::vector<uint32_t> begins_;
  std::vector<CountedNgrams> orders_;
};

}  // namespace

absl::StatusOr<std::vector<CountedNgrams>> CountNgrams(absl::Span<const uint32_t> ids, int order,
                                                       Boundaries boundaries,
                                                       const Vocabulary& vocabulary) {
  const auto lines =
      static_cast<uint64_t>(std::count(ids.begin(), ids.end(), vocabulary.line_end_id()));
  constexpr uint64_t kMostPlaces = std::numeric_limits<uint32_t>::max();
  if (ids.size() + lines >= kMostPlaces) {
    return absl::InvalidArgumentError(absl::StrCat("cannot count n-grams: expected fewer than ",
                                                   kMostPlaces, " words and lines together, found ",
                                                   ids.size(), " words and ", lines, " lines"));
  }
  return NgramCounter(ids, order, boundaries, vocabulary).Take();
}

}  // namespace windowlm
