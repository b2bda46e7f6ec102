#ifndef WINDOWLM_TOOLS_OPTIONS_TEXT_RULES_H_
#define WINDOWLM_TOOLS_OPTIONS_TEXT_RULES_H_

#include "proto/train_config.pb.h"
#include "src/corpus/corpus_preparation.h"
#include "src/corpus/text_report.h"

namespace windowlm {

// Prints on standard error which rules a text was read by that it chose itself, and why, and how
// many words were passed over.
void PrintTextRules(const TextConfig& config, const TextReport& report);

// Prints a note on standard error, once, if a model's words were cut, or their case was changed, by
// another version of ICU than this program's, or by the tables that came before ICU: words of a
// question may then come out otherwise than those of the model's text did.
void NoteOtherIcu(const TextConfig& config);

// Prints a note on standard error if hardly any line has two words, so that contexts that end with
// a line have nothing in them.
void NoteWordsAlone(const PreparedCorpus& corpus);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_TEXT_RULES_H_
