#include "src/evaluate/text_scores.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "src/corpus/joined_texts.h"
#include "src/corpus/phrase_joiner.h"
#include "src/corpus/phrase_words.h"
#include "src/corpus/special_words.h"
#include "src/corpus/text_blocks.h"
#include "src/corpus/tokenizer.h"
#include "src/input/text_input.h"

namespace windowlm {
namespace {

class TextScorer : public WordSink {
 public:
  TextScorer(bool with_words, bool by_line, Lines lines, LanguageModel& model, ScoreSink& sink)
      : with_words_(with_words),
        by_line_(by_line || lines == Lines::kUnrelated),
        unrelated_(lines == Lines::kUnrelated),
        before_(static_cast<size_t>(model.words_before())),
        after_(static_cast<size_t>(model.words_after())),
        model_(model),
        sink_(sink) {}

  bool AddWord(absl::string_view word) override {
    if (with_words_) words_.push_back({std::string(word), places_->Take(word)});
    const uint32_t id = model_.vocabulary().IdOrUnknown(word);
    if (id == model_.vocabulary().unknown_id() && unknown_words_.back().size() < kMostNamed) {
      unknown_words_.back().emplace_back(word);
    }
    return Add(id);
  }

  bool EndLine() override {
    if (with_words_) words_.push_back({std::string(kLineEndWord), {}});
    unknown_words_.emplace_back();
    const bool wanted = Add(model_.vocabulary().line_end_id());
    if (by_line_) Finish();
    if (unrelated_) {
      ids_.clear();
      scored_ = 0;
    }
    return wanted && wanted_;
  }

  // Sets where the places of words are asked for.
  void SetPlaces(WordPlaces* places) { places_ = places; }

  // Scores the words that still wait.
  void Finish() {
    while (wanted_ && scored_ < ids_.size()) {
      ScoreBatch(std::min<size_t>(kLikelihoodBatch, ids_.size() - scored_));
    }
  }

  const absl::Status& status() const { return status_; }

  TextScores Scores(TextReport report) const { return {total_, lines_, std::move(report)}; }

 private:
  bool Add(uint32_t id) {
    ids_.push_back(id);
    if (ids_.size() - scored_ == kLikelihoodBatch + after_) ScoreBatch(kLikelihoodBatch);
    return wanted_;
  }

  void ScoreBatch(size_t count) {
    losses_.resize(count);
    model_.NegativeLogLikelihood(ids_, scored_, absl::MakeSpan(losses_));
    for (size_t i = 0; i < count && wanted_; ++i) {
      wanted_ = Take(ids_[scored_ + i], losses_[i]);
    }
    // Keeps the words that the next ones may depend on.
    scored_ += count;
    const size_t done = scored_ - std::min(scored_, before_);
    ids_.erase(ids_.begin(), ids_.begin() + static_cast<std::ptrdiff_t>(done));
    scored_ -= done;
  }

  bool Take(uint32_t id, double loss) {
    if (!std::isfinite(loss)) {
      status_ = absl::OutOfRangeError(
          "the model gives no probabilities: its weights are so large that they overflow");
      return false;
    }
    const bool unknown = id == model_.vocabulary().unknown_id();
    total_.Add(unknown, loss);
    line_.Add(unknown, loss);
    if (with_words_) {
      const Word& word = words_.front();
      const bool more = sink_.AddWord({word.text, word.place, unknown, loss});
      words_.pop_front();
      if (!more) return false;
    }
    if (id != model_.vocabulary().line_end_id()) return true;
    ++lines_;
    const LineScore line = {line_, std::move(unknown_words_.front())};
    unknown_words_.pop_front();
    line_ = LikelihoodSummary();
    return sink_.AddLine(line);
  }

  // A line may have any number of unknown words.
  static constexpr size_t kMostNamed = 1000;

  struct Word {
    std::string text;
    WordPlace place;
  };

  const bool with_words_;
  const bool by_line_;
  const bool unrelated_;
  WordPlaces* places_ = nullptr;
  const size_t before_;
  const size_t after_;
  LanguageModel& model_;
  ScoreSink& sink_;

  // The words from scored_ on wait for their scores; those before it are their contexts.
  std::vector<uint32_t> ids_;
  size_t scored_ = 0;
  // The waiting words; empty unless with_words_.
  std::deque<Word> words_;
  // The unknown words of each waiting line; the last one is being read.
  std::deque<std::vector<std::string>> unknown_words_ = {{}};
  std::vector<double> losses_;
  LikelihoodSummary total_;
  LikelihoodSummary line_;
  uint64_t lines_ = 0;
  bool wanted_ = true;
  absl::Status status_;
};

}  // namespace

absl::StatusOr<TextScores> ScoreTexts(absl::Span<const std::string> paths, bool with_words,
                                      Arrival arrival, Lines lines, LanguageModel& model,
                                      ScoreSink& sink) {
  const TextConfig& config = model.corpus_config().text();
  TextBlocks blocks(paths, config.invalid_utf8() == INVALID_UTF8_ERROR, /*column=*/"",
                    TextInput::kBlockBytes, arrival);
  TextScorer scorer(with_words, arrival == Arrival::kByLine, lines, model, sink);
  const std::vector<PhraseSet> phrases =
      PhrasesOf(model.vocabulary(), model.corpus_config().phrases());
  const PhraseWords words;
  PhraseJoiners joiners(phrases, words, scorer);
  WordPlaces places(config, joiners.sink());
  if (with_words) scorer.SetPlaces(&places);
  WordSink& taker = with_words ? static_cast<WordSink&>(places) : joiners.sink();
  Tokenizer tokenizer(config, taker, with_words ? &places : nullptr);
  TextBlock block;
  bool wanted = true;
  while (wanted && blocks.Next(&block)) {
    wanted = tokenizer.Add(block.text, block.last);
  }
  if (wanted && !blocks.status().ok()) return blocks.status();
  if (wanted) scorer.Finish();
  if (!scorer.status().ok()) return scorer.status();
  TextReport report = blocks.report();
  report.overlong_words = tokenizer.overlong_words();
  report.reserved_words = tokenizer.reserved_words();
  report.skipped_words = tokenizer.skipped_words();
  return scorer.Scores(std::move(report));
}

}  // namespace windowlm
