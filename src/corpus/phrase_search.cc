#include "src/corpus/phrase_search.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "src/corpus/phrase_counts.h"
#include "src/corpus/phrase_joiner.h"
#include "src/corpus/text_words.h"

namespace windowlm {
namespace {

// Gives words on, and knows whether all were wanted.
class ForwardingSink : public WordSink {
 public:
  explicit ForwardingSink(WordSink& sink) : sink_(sink) {}

  bool AddWord(absl::string_view word) override { return Wanted(sink_.AddWord(word)); }
  bool EndLine() override { return Wanted(sink_.EndLine()); }

  bool ended_early() const { return ended_early_; }

 private:
  bool Wanted(bool wanted) {
    ended_early_ = !wanted;
    return wanted;
  }

  WordSink& sink_;
  bool ended_early_ = false;
};

}  // namespace

PhraseSearch::PhraseSearch(absl::Span<const std::string> paths, const TextConfig& config,
                           const PhraseWords& words)
    : paths_(paths), config_(config), words_(words) {}

absl::StatusOr<PhrasePass> PhraseSearch::AddPass(const PhraseOptions& options) {
  PhraseCounts counts(words_, static_cast<size_t>(options.max_pairs()));
  absl::Status status = Read(counts);
  if (!status.ok()) return status;
  PhrasePass pass;
  pass.phrases = ChoosePhrases(counts, options);
  pass.total_words = counts.total_words();
  pass.distinct_words = counts.distinct_words();
  pass.distinct_pairs = counts.distinct_pairs();
  pass.forgotten = counts.forgotten();
  PhraseSet set;
  for (const Phrase& phrase : pass.phrases) set.Add(phrase.first, phrase.between, phrase.second);
  passes_.push_back(std::move(set));
  return pass;
}

absl::Status PhraseSearch::Join(WordSink& sink) { return Read(sink); }

absl::Status PhraseSearch::Read(WordSink& sink) {
  PhraseJoiners joiners(passes_, words_, sink);
  ForwardingSink forwarding(joiners.sink());
  TextConfig config = config_;
  TextReport report;
  absl::Status status = VisitWords(paths_, /*chooses_case=*/false, &config, forwarding, &report);
  if (!status.ok() || forwarding.ended_early()) return status;
  if (!std::exchange(was_read_, true)) {
    report_ = std::move(report);
  } else if (report.bytes != report_.bytes || report.crc32c != report_.crc32c) {
    return absl::FailedPreconditionError(
        absl::StrCat("the text changed while phrases were sought: it had ", report_.bytes,
                     " bytes, and the next time other ones, ", report.bytes));
  }
  return absl::OkStatus();
}

}  // namespace windowlm
