#include "absl/types/span.h"
#include "src/sample/sample_sentences.h"
#include "src/sample/sentence_grammar.h"

namespace windowlm {
namespace {

constexpr PhraseRule kAnimals[] = {
    // What animals do.
    {"how_far", 3, ""},
    {"how_far", 2, "around the <furniture>"},
    {"how_far", 2, "across the <nature>"},
    {"how_far", 2, "through the <room>"},
    {"how_far", 2, "through the <place>"},
    {"how_far", 1, "up the <tree>"},
    {"home_place", 3, ""},
    {"home_place", 1, "at home"},
    {"home_place", 1, "in the <room>"},
    {"home_place", 1, "but no <farm_animal>"},
    {"animal_life", 6, "the <chaser> chased the <prey> <how_far>"},
    {"animal_life", 1, "the dog chased the cat <how_far>"},
    {"animal_life", 3, "<owner> <pet> chased a <prey> <how_far>"},
    {"animal_life", 5, "the <animal> <nap_verb>@ed <hiding_place> <animal_why>"},
    {"animal_life", 4, "a <body_size> <animal> <nap_verb>@ed <hiding_place> <animal_why>"},
    {"animal_life", 5, "the <animal> <animal_motion>@ed into the <room> <animal_why>"},
    {"animal_life", 4, "the <free_animal> <animal_motion>@ed across the <nature> <animal_why>"},
    {"animal_life", 3, "the <animal> was asleep <hiding_place> when <someone> came home"},
    {"animal_life", 3, "the <tame_animal> ate <treat> and drank some water"},
    {"animal_life", 2, "the <tame_animal> stole <treat> from the <furniture>"},
    {"animal_life", 2, "the <tame_animal> sat on the <furniture> and looked at the <bird>"},
    {"animal_life", 3, "the <animal> followed <name> to the <place>"},
    {"animal_life", 2, "the <pet> and the <pet> are good friends"},
    {"animal_life", 2, "the <animal> is afraid of the <animal>"},
    {"animal_life", 2, "the <animal> was afraid of the <cleaning_tool>"},
    {"animal_life", 2, "the <animal> looked <feeling> <past_time>"},
    {"animal_life", 2, "the <animal> is <body_size> and <colour>"},
    {"animal_life", 2, "the <colour> <animal> is very <feeling>"},
    {"animal_life", 2, "the <pet> likes to sleep on the <furniture> in <season>"},
    {"animal_life", 1, "the <pet> hid a <garment> <hiding_place>"},
    {"animal_life", 2, "the <tame_animal> broke the <dishware> and <animal_motion>@ed away"},
    {"animal_life", 2, "the <animal> was tired and hungry"},
    {"animal_life", 1, "the <animal> hurt its <body_part> and could not walk"},
    {"animal_life", 1, "a <animal> has four legs and a tail"},
    {"animal_life", 1, "the <bird> sat on the <house_part> and sang a song"},
    {"animal_life", 2, "the <bird> built its nest in the <tree>"},
    {"animal_life", 1, "the <free_animal> lives in the <nature>"},
    {"animal_life", 1, "a <animal> cannot play <sport>"},

    // What people do with animals.
    {"with_animals", 6, "<someone> fed the <animal> <past_time>"},
    {"with_animals", 4, "<someone> feed@s the <tame_animal> <habit_time>"},
    {"with_animals", 3, "<someone> fed the <tame_animal> and <pet_verb>@ed the <tame_animal>"},
    {"with_animals", 3, "the <tame_animal> has to be fed <habit_time>"},
    {"with_animals", 3, "<someone> forgot to feed the <tame_animal> <past_time>"},
    {"with_animals", 4, "<someone> <animal_care>@ed the <animal> <past_time> <why>"},
    {"with_animals", 4, "<someone> <pet_verb>@ed the <pet> <past_time> <why>"},
    {"with_animals", 3, "<someone> <how_often> take@s the <pet> to the <place>"},
    {"with_animals", 3,
     "<someone> took the <tame_animal> to the vet because it was <animal_state>"},
    {"with_animals", 2, "the vet looked at the <body_part> of the <tame_animal>"},
    {"with_animals", 4, "<someone> have@s a <pet> and a <pet> <home_place>"},
    {"with_animals", 2, "<someone> have@s <number> <tame_animal>@pl and a <size> <yard>"},
    {"with_animals", 3, "<someone> bought a <colour> <tame_animal> <past_time>"},
    {"with_animals", 3, "<someone> want@s a <pet> for @his birthday"},
    {"with_animals", 3, "<someone> love@s @his <pet> more than @his <device>"},
    {"with_animals", 2, "<someone> saw a <animal> and <number> <tame_animal>@pl in the <place>"},
    {"with_animals", 2, "there were <number> <tame_animal>@pl in the <nature> <past_time>"},
    {"with_animals", 2, "there is a <animal> in the <room>"},
    {"with_animals", 2, "<someone> dreamed about a <colour> <animal> <past_time>"},
    {"with_animals", 2, "<someone> lost @his <pet> in the <place> <past_time>"},
    {"with_animals", 2, "<someone> found the <pet> <hiding_place> <past_time>"},
    {"with_animals", 2, "<someone> gave the <animal> <treat> <past_time>"},
    {"with_animals", 2, "<someone> played with the <pet> <hiding_place>"},
    {"with_animals", 1, "the farmer has <number> <farm_animal>@pl and <number> <farm_animal>@pl"},
    {"with_animals", 1, "the farmer keeps the <farm_animal>@pl near the <nature>"},
    {"with_animals", 1, "the <zoo_animal>@pl at the zoo eat a lot of <fruit>@pl"},
    {"with_animals", 1, "who let the <animal> into the <room>"},
    {"with_animals", 1, "the name of the <pet> is <name>"},
};

}  // namespace

absl::Span<const PhraseRule> AnimalSentences() { return kAnimals; }

}  // namespace windowlm
