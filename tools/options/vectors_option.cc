#include "tools/options/vectors_option.h"

#include <map>
#include <string>

#include "src/config/option_name.h"
#include "tools/options/choice_option.h"

namespace windowlm {

void AddVectorsOption(CLI::App& command, absl::optional<Vectors>* vectors) {
  using Choice = absl::optional<Vectors>;
  std::map<std::string, Choice> choices;
  const google::protobuf::EnumDescriptor& type = *Vectors_descriptor();
  for (int i = 0; i < type.value_count(); ++i) {
    choices[ChoiceName(*type.value(i))] = static_cast<Vectors>(type.value(i)->number());
  }
  AddChoice<Choice>(command, OptionName<ModelConfig>(ModelConfig::kVectorsFieldNumber), choices,
                    absl::nullopt,
                    "Which vectors answer for a word; the model's own choice if not given",
                    [vectors](Choice choice) { *vectors = choice; });
}

}  // namespace windowlm
