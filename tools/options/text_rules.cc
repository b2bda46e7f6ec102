#include "tools/options/text_rules.h"

#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/base/format_count.h"
#include "src/config/option_name.h"
#include "src/corpus/special_words.h"
#include "src/corpus/tokenizer.h"
#include "src/input/unicode_text.h"
#include "tools/results/messages.h"

namespace windowlm {

void PrintTextRules(const TextConfig& config, const TextReport& report) {
  if (!report.tokenizer_reason.empty()) {
    std::cerr << OptionWith(config.tokenizer()) << ", since " << report.tokenizer_reason << "\n";
  }
  if (!report.lowercase_reason.empty()) {
    std::cerr << (config.lowercase() ? "read in lower case, since " : "capitals are kept, since ")
              << report.lowercase_reason << "\n";
  }
  if (report.skipped_words > 0) {
    std::cerr << "passed over " << Counted(report.skipped_words, "word") << " spelt "
              << kLineStartWord << " or " << kLineEndWord << "\n";
  }
}

void NoteOtherIcu(const TextConfig& config) {
  if (!UsesIcu(config) || config.icu() == IcuVersion()) return;
  static bool noted = false;
  if (std::exchange(noted, true)) return;
  PrintNote(
      absl::StrCat("the model's words were read ",
                   config.icu().empty() ? "by an older windowlm's own tables"
                                        : absl::StrCat("by ICU ", config.icu()),
                   ", and this program has ICU ", IcuVersion(),
                   ": a few words of other scripts, or with signs in them, may be cut otherwise"));
}

void NoteWordsAlone(const PreparedCorpus& corpus) {
  if (corpus.config.boundaries() != BOUNDARIES_LINE) return;
  uint64_t alone = 0;
  uint64_t words = 0;
  for (const uint32_t id : corpus.train_ids()) {
    if (id != corpus.vocabulary.line_end_id()) {
      ++words;
      continue;
    }
    alone += words <= 1 ? 1 : 0;
    words = 0;
  }
  if (10 * alone < 9 * corpus.train_lines) return;
  PrintNote(absl::StrCat(FormatCount(alone), " of the ", Counted(corpus.train_lines, "line"),
                         " have one word or none, and contexts end with a line, so that there is "
                         "nothing to learn from them; with ",
                         OptionWith(BOUNDARIES_NONE), " contexts reach over line ends"));
}

}  // namespace windowlm
