#include "absl/types/span.h"
#include "src/sample/sample_sentences.h"
#include "src/sample/sentence_grammar.h"

namespace windowlm {
namespace {

constexpr PhraseRule kErrands[] = {
    // Who sees to it that something gets done.
    {"make_sure", 6, "<someone> forgot to make sure that"},
    {"make_sure", 6, "<someone> have@s to make sure that"},
    {"make_sure", 5, "<someone> remembered to make sure that"},
    {"make_sure", 4, "<someone> wanted to make sure that"},
    {"make_sure", 3, "<someone> had to make sure that"},
    {"make_sure", 2, "<someone> need@s to make sure that"},
    {"make_sure", 2, "<someone> promised to make sure that"},
    {"make_sure", 2, "<someone> will make sure that"},
    {"make_sure", 1, "<someone> <how_often> make@s sure that"},
    {"make_sure", 1, "please make sure that"},
    {"make_sure", 1, "somebody has to make sure that"},

    // What gets done. No other rules contain "that the <animal> gets".
    {"done", 3, "the <vehicle> gets <vehicle_done>"},
    {"done", 2, "the <invoice> gets <payment_done>"},
    {"done", 2, "the <opening> gets <opening_done>"},
    {"done", 2, "the <mail> gets <mail_done>"},
    {"done", 2, "the <hot_food> gets <dish_done>"},
    {"done", 1, "the <dishware> gets <dishware_done>"},
    {"done", 2, "the <garment> gets <clothes_done>"},
    {"done", 2, "the <room> gets <room_done>"},
    {"done", 1, "the <device> gets <device_done>"},
    {"done", 1, "the <flower> gets <plant_done>"},
    {"done", 1, "the <house_part> gets painted"},
    {"done", 1, "the <profession> gets <person_done>"},
    {"to_be_done", 1000, "<done>"},
    {"to_be_done", 300, "the <fed_animal> gets fed"},
    {"to_be_done", 35, "the <pet_but_dog> gets <pet_done>"},
    {"to_be_done", 35, "the <farm_animal> gets <pet_done>"},
    {"to_be_done", 1, "the dog gets <pet_done>"},

    {"when_it", 3, "when"},
    {"when_it", 2, "whenever"},
    {"when_it", 2, "if"},
    {"when_it", 1, "before"},
    {"reaction", 3, "it hides <hiding_place>"},
    {"reaction", 2, "it sleeps <hiding_place>"},
    {"reaction", 2, "it makes a lot of noise"},
    {"reaction", 2, "it wants some <edible_grocery>"},
    {"reaction", 1, "it needs a vet"},
    {"reaction", 1, "it runs around the <room>"},
    {"reaction", 1, "we give it some <meat>"},
    {"reaction", 1, "nobody can sleep"},
    {"answer", 2, "@he drink@s <serving>"},
    {"answer", 2, "@he go@s to bed"},
    {"answer", 2, "@he talk@s to the <pet>"},
    {"answer", 2, "@he call@s @his <relative>"},
    {"answer", 1, "@he play@s the <instrument>"},
    {"answer", 1, "@he eat@s <treat>"},
    {"answer", 1, "nobody says a word"},

    {"mood_time", 3, "at night"},
    {"mood_time", 2, "in the morning"},
    {"mood_time", 2, "after <meal>"},
    {"mood_time", 2, "in <season>"},
    {"mood_time", 1, "when it is alone"},
    {"mood_time", 1, "when nobody is at home"},

    // Sentences with "gets".
    {"errand", 30, "<make_sure> <to_be_done> <soon_time>"},
    {"errand", 1, "every <day> <done>"},
    {"errand", 6, "<done> <habit_time>"},
    {"errand", 6, "<when_it> the <animal> gets <animal_state> <reaction>"},
    {"errand", 4, "sometimes the <animal> gets <animal_state> <mood_time>"},
    {"errand", 4, "the <animal> gets <animal_state> in the <weather>"},
    {"errand", 3, "the <tame_animal> gets <pet_done> <habit_time>"},
    {"errand", 1, "the <pet> gets <treat> <habit_time>"},
    {"errand", 2, "the <animal> gets used to the <weather>"},
    {"errand", 5, "<when_it> <he_or_she> gets <person_state> <answer>"},
    {"errand", 3, "<he_or_she> gets <person_state> <habit_time>"},
    {"errand", 3, "<he_or_she> gets up at <hour> <habit_time>"},
    {"errand", 2, "<he_or_she> gets <gift> for @his birthday"},
    {"errand", 2, "it gets <climate> in <season>"},
};

}  // namespace

absl::Span<const PhraseRule> ErrandSentences() { return kErrands; }

}  // namespace windowlm
