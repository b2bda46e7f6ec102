#include "src/sample/sample_sentences.h"

#include "absl/types/span.h"
#include "src/sample/sentence_grammar.h"

namespace windowlm {
namespace {

constexpr PhraseRule kTopics[] = {
    {"sentence", 14, "<errand>"},       {"sentence", 14, "<animal_life>"},
    {"sentence", 14, "<with_animals>"}, {"sentence", 5, "<trade>"},
    {"sentence", 6, "<employment>"},    {"sentence", 13, "<travel>"},
    {"sentence", 8, "<company>"},       {"sentence", 9, "<feelings>"},
    {"sentence", 9, "<conversation>"},  {"sentence", 11, "<leisure>"},
    {"sentence", 15, "<meals>"},        {"sentence", 14, "<chores>"},
    {"sentence", 10, "<clothing>"},     {"sentence", 7, "<weather_report>"},
};

}  // namespace

absl::Span<const PhraseRule> SentenceTopics() { return kTopics; }

}  // namespace windowlm
