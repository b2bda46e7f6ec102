#include "tools/commands/ngram_import.h"

#include <iostream>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "src/base/format_count.h"
#include "src/corpus/special_words.h"
#include "src/corpus/text_report.h"
#include "src/corpus/text_words.h"
#include "src/input/byte_input.h"
#include "src/model/ngram/arpa_reader.h"
#include "src/model/ngram/ngram_file.h"
#include "src/model/ngram/ngram_model.h"
#include "src/model/stored_vocabulary.h"
#include "tools/results/messages.h"

namespace windowlm {
namespace {

// What of the file is read otherwise than it stands.
void PrintNotes(const std::string& name, const ArpaModel& arpa) {
  if (!arpa.has_unknown) {
    PrintNote(absl::StrCat(name, " has no ", kUnknownWord, ": unknown words have the log10 ",
                           "probability ", kArpaLogZero));
  }
  if (arpa.zeroes > 0) {
    PrintNote(absl::StrCat(Counted(arpa.zeroes, "n-gram"), " of ", name,
                           " with a probability of 0 (-inf) got the log10 probability ",
                           kArpaLogZero));
  }
  if (arpa.unreachable > 0) {
    PrintNote(absl::StrCat(Counted(arpa.unreachable, "n-gram"), " of ", name, " with ",
                           kLineStartWord, " behind another word were left out: no text has them"));
  }
}

}  // namespace

absl::Status ImportNgrams(const NgramOptions& run, const CorpusConfig& config) {
  CorpusConfig rules;
  absl::optional<Vocabulary> given;
  if (run.vocabulary_of().empty()) {
    *rules.mutable_text() = config.text();
    TextReport report;
    ChooseTextConfig(/*start=*/"", /*chooses_case=*/false, rules.mutable_text(), &report);
  } else {
    absl::StatusOr<TextRules> other = LoadTextRules(run.vocabulary_of());
    if (!other.ok()) return other.status();
    *rules.mutable_text() = other->corpus_config.text();
    rules.set_phrases(other->corpus_config.phrases());
    given = std::move(other->vocabulary);
  }
  rules.set_boundaries(config.boundaries());
  absl::StatusOr<ArpaModel> arpa = ReadArpa(run.import(), std::move(given));
  if (!arpa.ok()) return arpa.status();
  const std::string name = InputName(run.import());
  PrintNotes(name, *arpa);
  NgramProvenance provenance;
  provenance.given_vocabulary = !run.vocabulary_of().empty();
  provenance.import.emplace();
  provenance.import->set_bytes(arpa->bytes);
  provenance.import->set_crc32c(arpa->crc32c);
  if (!run.quiet()) {
    for (size_t i = 0; i < arpa->tables.size(); ++i) {
      std::cerr << "order " << i + 1 << ": "
                << FormatCount(i == 0 ? arpa->vocabulary.size() : arpa->tables[i].words.size())
                << " n-grams\n";
    }
  }
  const NgramModel model(std::move(arpa->vocabulary), rules, std::move(arpa->tables),
                         NgramScale::kLog10);
  absl::Status status = SaveNgramModel(run.output(), provenance, model);
  if (status.ok() && !run.quiet()) std::cerr << run.output() << " holds the model\n";
  return status;
}

}  // namespace windowlm
