#include "src/corpus/text_reader.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "src/base/parallel_for.h"
#include "src/corpus/text_blocks.h"
#include "src/corpus/text_choice.h"
#include "src/corpus/text_run.h"
#include "src/corpus/text_words.h"

namespace windowlm {
namespace {

// The most blocks in a round. A round is encoded while the next one is read.
constexpr size_t kMaxRoundBlocks = 32;

// Where a run may start in the midst of `text`: after the last white space before its last byte, so
// that no run is empty; 0 if there is no such place.
size_t LastRunStart(absl::string_view text) {
  if (text.empty()) return 0;
  return text.substr(0, text.size() - 1).find_last_of(" \n\t\r") + 1;
}

class RoundReader {
 public:
  RoundReader(absl::Span<const std::string> paths, bool chooses_case, TextConfig* config,
              WordEncoder& encoder, TextReport* report, const TextColumns& columns,
              size_t block_bytes)
      : chooses_case_(chooses_case),
        config_(*config),
        encoder_(encoder),
        report_(report),
        blocks_(paths, config->invalid_utf8() == INVALID_UTF8_ERROR, columns, block_bytes),
        bounded_(encoder.Wanted() != std::numeric_limits<uint64_t>::max()) {
    if (config_.tokenizer() == TOKENIZER_AUTO || chooses_case_) {
      round_blocks_ = (kTextChoiceBytes + block_bytes - 1) / block_bytes;
    }
  }

  absl::Status Read() {
    ReadRound();
    ChooseRules();
    runs_.push_back(std::make_unique<TextRun>(config_, encoder_));
    while (read_ > 0) {
      std::swap(round_, next_round_);
      const size_t blocks = read_;
      CutIntoRuns(blocks);
      // A text that may not be wanted is not opened: it may be a pipe, whose writer would be cut
      // off.
      const bool ahead = !(bounded_ && round_[blocks - 1].last);
      ParallelFor(static_cast<int64_t>(used_runs_) + 1, [&](int64_t task) {
        if (task > 0) {
          runs_[static_cast<size_t>(task) - 1]->Encode();
        } else if (ahead) {
          ReadRound();
        }
      });
      if (!Deliver()) return absl::OkStatus();
      if (!ahead) ReadRound();
    }
    SetReport(blocks_.report());
    return blocks_.status();
  }

 private:
  // Puts rules for the automatic ones, by the round that was read.
  void ChooseRules() {
    std::string start;
    if (config_.tokenizer() == TOKENIZER_AUTO || chooses_case_) {
      for (size_t i = 0; i < read_; ++i) start += next_round_[i].text;
    }
    ChooseTextConfig(start, chooses_case_, &config_, &words_report_);
  }

  // Reads the next round, and sets read_ to the number of its blocks. The first rounds are small,
  // since most of their words are new.
  void ReadRound() {
    next_round_.resize(round_blocks_);
    round_blocks_ = std::min(2 * round_blocks_, kMaxRoundBlocks);
    read_ = 0;
    while (read_ < next_round_.size() && blocks_.Next(&next_round_[read_])) {
      if (next_round_[read_++].last && bounded_) break;
    }
  }

  TextRun& NextRun() {
    if (used_runs_ == runs_.size()) {
      runs_.push_back(std::make_unique<TextRun>(config_, encoder_));
    }
    runs_[used_runs_]->Start();
    return *runs_[used_runs_++];
  }

  // Cuts a round into runs. The first run goes on with what the previous round left open; the last
  // one is left open for the next round.
  void CutIntoRuns(size_t blocks) {
    used_runs_ = 1;
    TextRun* run = runs_[0].get();
    for (size_t i = 0; i < blocks; ++i) {
      const TextBlock& block = round_[i];
      const absl::string_view text = block.text;
      const size_t start = block.last ? 0 : LastRunStart(text);
      if (start > 0) {
        run->Add(text.substr(0, start), /*last=*/false, block);
        run = &NextRun();
      }
      run->Add(text.substr(start), block.last, block);
      if (block.last) run = &NextRun();
    }
  }

  // Gives the runs' ids to the encoder, and returns whether it wants more.
  bool Deliver() {
    for (size_t i = 0; i < used_runs_; ++i) {
      const TextBlock* const last_wanted = runs_[i]->Deliver(encoder_, &words_report_);
      if (last_wanted == nullptr) continue;
      SetReport(last_wanted->report);
      return false;
    }
    std::swap(runs_[0], runs_[used_runs_ - 1]);
    return true;
  }

  void SetReport(const TextReport& blocks_report) {
    *report_ = blocks_report;
    report_->overlong_words = words_report_.overlong_words;
    report_->reserved_words = words_report_.reserved_words;
    report_->skipped_words = words_report_.skipped_words;
    report_->tokenizer_reason = words_report_.tokenizer_reason;
    report_->lowercase_reason = words_report_.lowercase_reason;
  }

  const bool chooses_case_;
  TextConfig& config_;
  WordEncoder& encoder_;
  TextReport* const report_;
  TextBlocks blocks_;
  const bool bounded_;
  size_t round_blocks_ = 1;
  std::vector<TextBlock> round_;
  std::vector<TextBlock> next_round_;
  size_t read_ = 0;
  std::vector<std::unique_ptr<TextRun>> runs_;
  size_t used_runs_ = 0;
  TextReport words_report_;
};

}  // namespace

absl::Status ReadTexts(absl::Span<const std::string> paths, bool chooses_case, TextConfig* config,
                       WordEncoder& encoder, TextReport* report, const TextColumns& columns,
                       size_t block_bytes) {
  return RoundReader(paths, chooses_case, config, encoder, report, columns, block_bytes).Read();
}

}  // namespace windowlm
