#include "src/sample/sample_words.h"

#include "absl/types/span.h"
#include "src/sample/sentence_grammar.h"

namespace windowlm {
namespace {

constexpr WordClass kClasses[] = {
    // Animals. "pet_but_dog" gets fed in ErrandSentences().
    {"pet", "cat dog rabbit puppy kitten parrot hamster pony turtle canary", "animal"},
    {"pet_but_dog", "cat rabbit puppy kitten parrot hamster pony turtle canary", "animal"},
    {"farm_animal", "horse cow goat sheep pig hen donkey lamb duck goose rooster calf bull mule",
     "animal"},
    {"zoo_animal", "lion elephant monkey tiger bear zebra camel giraffe", "animal"},
    {"wild_animal", "fox wolf deer squirrel hare hedgehog frog otter badger owl", "animal"},
    {"bird", "sparrow crow swan pigeon eagle robin raven", "animal"},
    {"chaser", "dog cat fox puppy wolf kitten", ""},
    {"prey", "cat rabbit squirrel hen duck goose goat hare sheep sparrow pigeon", ""},

    // People.
    {"woman_name",
     "mary anna emma lucy sarah julia helen laura alice nina clara eva rosa ida ella vera ruth "
     "marta hannah irene",
     "name"},
    {"man_name",
     "john peter paul tom david jack henry oscar simon martin felix max hugo leo adam otto victor "
     "george daniel arthur",
     "name"},
    {"female_relative", "mother sister grandmother aunt daughter niece", "relative"},
    {"male_relative", "father brother uncle grandfather son cousin nephew", "relative"},
    {"professional",
     "teacher doctor nurse driver painter lawyer engineer student writer singer dancer judge "
     "dentist clerk reporter scientist musician actor",
     "profession"},
    {"worker",
     "farmer vet gardener baker mechanic carpenter plumber butcher tailor builder mailman waiter "
     "chef barber fisherman sailor soldier electrician pilot librarian firefighter janitor",
     "profession"},
    {"woman", "woman girl lady", "person"},
    {"man", "man boy gentleman", "person"},
    {"folk", "child friend neighbor guest visitor customer stranger patient tourist", "person"},

    // What is eaten and drunk.
    {"fruit", "apple pear banana plum cherry peach lemon grape melon strawberry apricot fig mango",
     "food"},
    {"vegetable", "potato carrot tomato onion cucumber cabbage pumpkin turnip leek", "food"},
    {"dish", "soup rice stew pasta porridge pizza salad curry chili risotto", "food"},
    {"meat", "chicken fish beef ham pork salmon bacon tuna veal", "food"},
    {"pastry", "cake pie cookie muffin pancake pudding waffle donut tart bun", "food"},
    {"grocery", "bread cheese butter egg honey yogurt jam sugar flour salt pepper cereal chocolate",
     "food"},
    {"edible_grocery", "bread cheese honey yogurt jam cereal chocolate toast", "food"},
    {"chat", "money holidays politics animals love food school dreams work nothing", ""},
    {"hot_drink", "tea coffee cocoa espresso", "drink"},
    {"cold_drink", "water juice milk lemonade cider beer wine soda cola", "drink"},
    {"meal", "dinner lunch breakfast supper", "meal"},

    // Where people are.
    {"workplace",
     "hospital bank school bakery factory hotel restaurant library museum airport pharmacy theater "
     "university bookshop clinic laundry kindergarten",
     "place"},
    {"town_place",
     "park market station church zoo cinema harbor stadium supermarket cafe square castle bridge "
     "gym playground pool palace mall pub campsite fountain",
     "place"},
    {"yard", "garden yard orchard terrace", "place"},
    {"nature",
     "forest beach river lake mountain field hill valley meadow island desert village farm pond "
     "coast swamp",
     "place"},
    {"shop", "market supermarket mall bookshop pharmacy", ""},
    {"room", "kitchen bedroom bathroom garage attic basement hallway lobby cellar pantry nursery",
     "room"},
    {"country", "france italy spain germany japan greece norway mexico egypt canada brazil ireland",
     "country"},
    {"city", "paris london rome berlin madrid vienna lisbon dublin athens oslo", "city"},

    // Things.
    {"workshop_tool", "hammer chainsaw drill screwdriver wrench axe chisel ladder crowbar file",
     "tool"},
    {"garden_tool", "shovel rake spade hoe wheelbarrow pitchfork trowel hose lawnmower", "tool"},
    {"cleaning_tool", "broom mop sponge vacuum bucket rag duster", "tool"},
    {"kitchen_tool", "knife spoon fork ladle whisk spatula grater peeler", "tool"},
    {"dishware", "plate cup bowl pan pot kettle teapot tray saucer", "dishware"},
    {"garment",
     "coat hat shirt dress sweater jacket skirt scarf blouse cap suit vest raincoat apron cardigan "
     "uniform tie belt",
     "clothes"},
    {"pair", "shoes socks boots gloves mittens sandals slippers trousers jeans shorts pajamas",
     "clothes"},
    {"body_part",
     "head hand foot arm knee leg shoulder stomach tooth ear nose finger elbow ankle neck thumb "
     "chin hip",
     "body"},
    {"furniture",
     "table chair sofa bed desk bench shelf cupboard wardrobe stool armchair bookcase couch "
     "dresser cabinet",
     "furniture"},
    {"road_vehicle", "car truck van taxi tractor ambulance jeep", "vehicle"},
    {"ridden_vehicle", "bicycle motorcycle scooter tricycle", "vehicle"},
    {"public_vehicle", "bus train tram ferry subway", "vehicle"},
    {"water_vehicle", "boat ship canoe raft yacht", "vehicle"},
    {"air_vehicle", "plane helicopter balloon glider", "vehicle"},
    {"invoice", "bill rent fine loan invoice", "payment"},
    {"mail", "letter parcel postcard package invitation", "mail"},
    {"opening", "door window gate curtain drawer", "house"},
    {"house_part", "wall roof fence floor ceiling chimney", "house"},
    {"device", "lamp radio phone television computer camera clock oven fridge dishwasher heater",
     "device"},
    {"reading", "book newspaper story magazine novel poem comic diary", "reading"},
    {"toy", "ball doll kite puzzle drum robot marble", "toy"},
    {"instrument", "piano guitar violin flute trumpet cello harp clarinet accordion banjo",
     "instrument"},
    {"sport", "football tennis chess basketball golf volleyball hockey baseball badminton",
     "sport"},
    {"subject_of_study", "math history geography biology chemistry physics economics", "study"},
    {"language", "english french german spanish italian chinese latin", "language"},
    {"hard_material", "wood metal stone glass plastic", "material"},
    {"soft_material", "wool cotton leather silk linen velvet", "material"},
    {"flower", "rose tulip daisy lily sunflower orchid poppy daffodil", "plant"},
    {"tree", "oak pine maple birch willow elm chestnut", "plant"},
    {"colour", "red blue green white yellow black brown gray pink purple orange golden", "colour"},

    // Time, numbers and weather.
    {"day", "monday saturday sunday friday tuesday wednesday thursday", "day"},
    {"month",
     "june december may april january july august october march september november february",
     "month"},
    {"season", "summer winter spring autumn", "season"},
    {"number",
     "two three four five six ten seven eight twelve nine eleven twenty fifteen thirty fourteen "
     "forty thirteen sixteen fifty eighteen",
     "number"},
    {"hour", "six seven eight nine ten five four three two eleven", "number"},
    {"weather", "rain snow wind fog storm sun frost hail thunder", "weather"},
    {"climate", "cold warm sunny rainy hot cloudy windy foggy stormy icy chilly mild", "climate"},

    // How things and people are.
    {"feeling",
     "happy tired sad angry hungry proud nervous bored worried excited thirsty lonely sleepy "
     "scared calm jealous surprised grumpy cheerful ashamed grateful disappointed relieved "
     "confused",
     "feeling"},
    {"animal_state",
     "tired wet lost dirty bored thirsty scared sick sleepy lonely cold nervous muddy excited "
     "restless jealous old",
     ""},
    {"person_state",
     "tired angry sick bored nervous lost lonely excited worried wet jealous sleepy married rich "
     "old confused grumpy",
     ""},
    {"size", "big small long huge tiny short large wide narrow tall", "size"},
    {"quality",
     "old new beautiful nice broken expensive cheap strange heavy lovely ugly dirty clean dusty "
     "rusty shiny modern",
     "quality"},
    {"body_size", "big small tiny huge", ""},
    {"style", "long short old new funny sad boring strange", ""},
    {"taste", "sweet good delicious sour bitter salty spicy terrible bland burnt stale", "taste"},
    {"character",
     "kind clever friendly polite shy lazy funny honest brave quiet stubborn noisy busy generous "
     "clumsy",
     "character"},

    {"manner",
     "quickly slowly quietly carefully happily loudly proudly gently secretly politely badly",
     "manner"},

    // Verbs, grouped by their objects or by their subjects.
    {"cook_verb", "cook fry roast serve prepare taste order burn", ""},
    {"pastry_verb", "bake make serve sell order decorate", ""},
    {"crop_verb", "pick wash peel chop slice grow", ""},
    {"clean_verb", "clean sweep scrub mop", ""},
    {"repair_verb", "repair paint fix break carry build move sell", ""},
    {"pet_verb", "stroke brush wash walk hug train comfort", ""},
    {"animal_care", "feed find follow watch hear wash brush chase love visit", ""},
    {"animal_motion", "run jump walk hurry limp rush", ""},
    {"nap_verb", "sleep rest hide wait play stay nap doze", ""},
    {"person_motion", "walk drive go run hurry cycle return travel", ""},
    {"pay_verb", "pay lose find forget check", ""},
    {"mail_verb", "send open receive write lose answer mail", ""},
    {"read_verb", "read write finish borrow buy enjoy like love", ""},
    {"shop_verb", "buy sell want choose find steal return", ""},
    {"dress_verb", "wear buy wash iron lose mend fold borrow", ""},
    {"machine_verb", "repair fix buy break sell clean test", ""},
    {"dish_verb", "wash dry break fill clean drop rinse", ""},
    {"like_verb", "like love hate miss enjoy remember", ""},
    {"meeting_verb", "meet call visit see help thank invite greet hug", ""},
    {"say_verb", "say think believe hope know hear fear", ""},
    {"laugh_verb", "laugh smile cry cough sneeze sigh shout yawn whisper", ""},

    // What may get done, grouped by what it is done to.
    {"vehicle_done", "washed repaired parked cleaned sold painted checked", ""},
    {"payment_done", "paid checked signed", ""},
    {"opening_done", "closed opened locked painted cleaned", ""},
    {"mail_done", "sent opened answered delivered", ""},
    {"dish_done", "cooked served eaten heated", ""},
    {"dishware_done", "washed dried cleaned", ""},
    {"clothes_done", "washed ironed mended folded", ""},
    {"room_done", "cleaned painted swept heated", ""},
    {"device_done", "repaired cleaned fixed sold", ""},
    {"plant_done", "watered planted picked", ""},
    {"pet_done", "washed brushed walked trained", ""},
    {"person_done", "paid invited thanked", ""},
};

}  // namespace

absl::Span<const WordClass> SampleWords() { return kClasses; }

}  // namespace windowlm
