// What the declarations of options promise, asked of every one of them.

#include "src/config/option_table.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "proto/run_options.pb.h"
#include "proto/train_config.pb.h"
#include "src/config/option_name.h"
#include "src/config/option_ranges.h"
#include "src/config/option_value.h"

namespace windowlm {
namespace {

using ::testing::AnyOf;
using ::testing::EndsWith;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<const OptionTable*> TrainTables() {
  return {&OptionTable::Of(*RunOptions::descriptor()),
          &OptionTable::Of(*TrainConfig::descriptor())};
}

const OptionTable& Options() { return OptionTable::Of(*TrainConfig::descriptor()); }

TEST(OptionTable, HasEveryFieldOfATrainConfig) {
  const auto expect_declared = [](const google::protobuf::Descriptor& type, auto&& self) -> void {
    for (int i = 0; i < type.field_count(); ++i) {
      const google::protobuf::FieldDescriptor& field = *type.field(i);
      // What a run finds out is no option.
      if (field.message_type() == StartSummary::descriptor() || field.name() == "icu" ||
          field.name() == "labels" || field.name() == "spelling_rows") {
        continue;
      }
      if (field.message_type() != nullptr) {
        self(*field.message_type(), self);
      } else {
        EXPECT_NE(Options().Find(field), nullptr) << field.full_name();
      }
    }
  };
  expect_declared(*TrainConfig::descriptor(), expect_declared);
}

TEST(OptionTable, HasNoNameTwice) {
  std::set<std::string> names;
  for (const OptionTable* table : TrainTables()) {
    for (const Option& option : table->options()) {
      EXPECT_TRUE(names.insert(option.name()).second) << option.name();
    }
  }
}

TEST(OptionTable, HasHelpForEveryOptionAndChoice) {
  for (const OptionTable* table : TrainTables()) {
    for (const Option& option : table->options()) {
      SCOPED_TRACE(option.name());
      EXPECT_THAT(option.declaration().help(), Not(AnyOf(IsEmpty(), EndsWith("."))));
      const google::protobuf::EnumDescriptor* choices = option.field().enum_type();
      for (int i = 1; choices != nullptr && i < choices->value_count(); ++i) {
        EXPECT_THAT(choices->value(i)->options().GetExtension(choice).help(),
                    Not(AnyOf(IsEmpty(), EndsWith("."))));
      }
    }
  }
}

TEST(OptionTable, HasFieldsWithPresenceWhereZeroIsNotTheDefault) {
  for (const OptionTable* table : TrainTables()) {
    for (const Option& option : table->options()) {
      const OptionDeclaration& declared = option.declaration();
      if (declared.default_value().empty() && declared.computed_default().empty()) continue;
      EXPECT_TRUE(option.field().has_presence() || option.field().is_repeated()) << option.name();
    }
  }
}

TEST(OptionTable, HasDefaultsThatCanBeReadAndAreWithinTheirBounds) {
  for (const OptionTable* table : TrainTables()) {
    for (const Option& option : table->options()) {
      const std::string& value = option.declaration().default_value();
      if (value.empty()) continue;
      SCOPED_TRACE(option.name());
      TrainConfig config;
      RunOptions run;
      google::protobuf::Message* root =
          table == &Options() ? static_cast<google::protobuf::Message*>(&config) : &run;
      EXPECT_TRUE(SetOption(option, value, *root).ok());
      EXPECT_TRUE(CheckGivenRanges(*root).ok()) << CheckGivenRanges(*root);
      EXPECT_EQ(OptionText(option, *root), value) << "and are spelt as they are printed";
    }
  }
}

TEST(OptionTable, NeedsAndExcludesWhatThereIs) {
  for (const OptionTable* table : TrainTables()) {
    for (const Option& option : table->options()) {
      SCOPED_TRACE(option.name());
      for (const std::string& excluded : option.declaration().excludes()) {
        EXPECT_NE(table->Find(excluded), nullptr) << excluded;
      }
      for (const std::string& need : option.declaration().needs()) {
        const std::vector<std::string> parts = absl::StrSplit(need, '=');
        const Option* needed = table->Find(parts[0]);
        ASSERT_NE(needed, nullptr) << need;
        if (parts.size() == 1) continue;
        for (const absl::string_view name : absl::StrSplit(parts[1], '|')) {
          EXPECT_NE(FindChoice(*needed->field().enum_type(), std::string(name)), nullptr) << name;
        }
      }
    }
  }
}

TEST(OptionTable, HasNoNameOfAnotherProgramForTwoOptions) {
  std::set<std::string> names;
  for (const OptionTable* table : TrainTables()) {
    for (const Option& option : table->options()) {
      for (const std::string& declared : option.declaration().also_called()) {
        const std::string name = std::vector<std::string>(absl::StrSplit(declared, ": "))[0];
        EXPECT_TRUE(names.insert(name).second) << name;
        for (const OptionTable* other : TrainTables()) {
          EXPECT_EQ(other->Find(name), nullptr) << name << " is ours";
        }
      }
    }
  }
}

TEST(OptionTable, FindsAnOptionByItsNameWithOrWithoutDashes) {
  ASSERT_NE(Options().Find("--dim"), nullptr);
  EXPECT_EQ(Options().Find("dim"), Options().Find("--dim"));
  EXPECT_EQ(Options().Find("dims"), nullptr);
  EXPECT_EQ(Options().Find(""), nullptr);
}

TEST(OptionTable, GivesAnOptionTheGroupThatWasBegunLast) {
  EXPECT_EQ(Options().Find("lowercase")->group(), "Text and vocabulary");
  EXPECT_EQ(Options().Find("momentum")->group(), Options().Find("optimizer")->group());
}

}  // namespace
}  // namespace windowlm
