#include "src/corpus/word_contexts.h"

#include <deque>
#include <utility>

#include "src/corpus/text_words.h"
#include "src/corpus/tokenizer.h"

namespace windowlm {
namespace {

class ContextSink : public WordSink {
 public:
  ContextSink(absl::string_view word, size_t reach,
              absl::FunctionRef<bool(const WordContext&)> take)
      : word_(word), reach_(reach), take_(take) {}

  bool AddWord(absl::string_view word) override {
    for (WordContext& context : open_) context.right.emplace_back(word);
    if (word == word_) open_.push_back({text_, line_, {left_.begin(), left_.end()}, {}});
    Remember(word);
    return TakeWhile([this] { return open_.front().right.size() == reach_; });
  }

  bool EndLine() override {
    left_.clear();
    ++line_;
    return TakeWhile([] { return true; });
  }

  // What follows is the next text.
  void StartText() {
    ++text_;
    line_ = 1;
  }

 private:
  void Remember(absl::string_view word) {
    if (reach_ == 0) return;
    // The memory of the word that falls out of reach is used again.
    std::string place;
    if (left_.size() == reach_) {
      place = std::move(left_.front());
      left_.pop_front();
    }
    place.assign(word.data(), word.size());
    left_.push_back(std::move(place));
  }

  // Takes the first occurrences as long as they are complete. Returns whether more are wanted.
  bool TakeWhile(absl::FunctionRef<bool()> complete) {
    while (!open_.empty() && complete()) {
      const bool wanted = take_(open_.front());
      open_.pop_front();
      if (!wanted) return false;
    }
    return true;
  }

  const absl::string_view word_;
  const size_t reach_;
  const absl::FunctionRef<bool(const WordContext&)> take_;
  size_t text_ = 0;
  uint64_t line_ = 1;
  // The last words of the line.
  std::deque<std::string> left_;
  // The occurrences whose right side is not complete.
  std::deque<WordContext> open_;
};

}  // namespace

absl::StatusOr<TextReport> FindWordContexts(absl::Span<const std::string> paths,
                                            const TextConfig& config, absl::string_view word,
                                            size_t reach,
                                            absl::FunctionRef<bool(const WordContext&)> take) {
  TextConfig settled = config;
  ContextSink sink(word, reach, take);
  TextReport report;
  const absl::Status status = VisitWords(paths, /*chooses_case=*/false, &settled, sink, &report,
                                         /*column=*/"", [&sink] { sink.StartText(); });
  if (!status.ok()) return status;
  return report;
}

}  // namespace windowlm
