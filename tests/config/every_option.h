#ifndef WINDOWLM_TESTS_CONFIG_EVERY_OPTION_H_
#define WINDOWLM_TESTS_CONFIG_EVERY_OPTION_H_

#include <google/protobuf/descriptor.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "proto/option.pb.h"
#include "proto/train_config.pb.h"
#include "src/base/number_text.h"
#include "src/config/option_name.h"
#include "src/config/option_table.h"
#include "src/config/option_value.h"

namespace windowlm {

// A value of the option that is neither zero nor its default, within its bounds; `number` tells the
// values of different options apart. None of the doubles has few decimal digits. Of an enumeration
// it is the choice number `number`, counted around.
inline std::string SomeValue(const Option& option, int number) {
  using google::protobuf::FieldDescriptor;
  const OptionDeclaration& declared = option.declaration();
  switch (option.field().cpp_type()) {
    case FieldDescriptor::CPPTYPE_DOUBLE: {
      const double most = declared.has_most() ? declared.most() : 1;
      return ExactNumberText(most * (0.1 + 0.0123456789012345 * number));
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      return "true";
    case FieldDescriptor::CPPTYPE_ENUM: {
      const google::protobuf::EnumDescriptor& type = *option.field().enum_type();
      // The first value is the automatic one.
      return ChoiceName(*type.value(1 + number % (type.value_count() - 1)));
    }
    default: {
      const std::string whole = absl::StrCat(10 + number);
      return option.field().is_repeated() ? absl::StrCat(whole, ListSeparator(option), 40 + number)
                                          : whole;
    }
  }
}

// A configuration with such a value in every option of TrainConfig.
inline TrainConfig EveryOption(int number = 0) {
  TrainConfig config;
  for (const Option& option : OptionTable::Of(*TrainConfig::descriptor()).options()) {
    const absl::Status status = SetOption(option, SomeValue(option, number++), config);
    EXPECT_TRUE(status.ok()) << status;
  }
  return config;
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_CONFIG_EVERY_OPTION_H_
