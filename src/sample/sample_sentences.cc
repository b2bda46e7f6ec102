#include "src/sample/sample_sentences.h"

#include "absl/types/span.h"
#include "src/sample/sentence_grammar.h"

namespace windowlm {
namespace {

constexpr PhraseRule kTopics[] = {
    {"sentence", 14, "<errand>"},       {"sentence", 14, "<animal_acts>"},
    {"sentence", 14, "<with_animals>"}, {"sentence", 5, "<trade>"},
    {"sentence", 6, "<works>"},         {"sentence", 13, "<goes>"},
    {"sentence", 8, "<together>"},      {"sentence", 9, "<feels>"},
    {"sentence", 9, "<says>"},          {"sentence", 11, "<leisure>"},
    {"sentence", 15, "<eats>"},         {"sentence", 14, "<chores>"},
    {"sentence", 10, "<wears>"},        {"sentence", 7, "<sky>"},
};

}  // namespace

absl::Span<const PhraseRule> SentenceTopics() { return kTopics; }

}  // namespace windowlm
