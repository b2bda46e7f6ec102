#include "src/config/config_text.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/text_format.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "proto/option.pb.h"
#include "src/config/option_needs.h"
#include "src/config/option_table.h"
#include "src/config/option_value.h"

namespace windowlm {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;
using ::google::protobuf::TextFormat;

// Keeps the first error. Protocol Buffers counts lines and columns from 0.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  explicit FirstError(absl::string_view name) : name_(name) {}

  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    status_.Update(absl::InvalidArgumentError(
        absl::StrCat(name_, ", line ", line + 1, ", column ", column + 1, ": ", message)));
  }

  const absl::Status& status() const { return status_; }

 private:
  const std::string name_;
  absl::Status status_;
};

// Whether the field has no effect with the loss of `root`, or is 0 because it has none for another
// reason; 0 may then be out of its bounds.
bool IsUnused(const TrainConfig& root, const FieldDescriptor& field) {
  const Option* option = OptionTable::Of(*TrainConfig::descriptor()).Find(field);
  return option != nullptr && (NeedsOtherChoice(*option, "loss", root) ||
                               (IsZero(*option, root) && IsOfAnotherKind(*option, root)));
}

std::string ValueText(const Message& message, const FieldDescriptor& field, int index) {
  std::string text;
  TextFormat::PrintFieldValueToString(message, &field, index, &text);
  return text;
}

std::string ListText(const Message& message, const FieldDescriptor& field) {
  const int size = message.GetReflection()->FieldSize(message, &field);
  std::vector<std::string> values;
  values.reserve(static_cast<size_t>(size));
  for (int i = 0; i < size; ++i) {
    values.push_back(ValueText(message, field, i));
  }
  return absl::StrCat("[", absl::StrJoin(values, ", "), "]");
}

void AppendFields(const Message& message, const std::string& indent, const TrainConfig& root,
                  std::string* text) {
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor& field = *message.GetDescriptor()->field(i);
    if (IsUnused(root, field)) continue;
    // A message about what training started from is absent if training started from random numbers.
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
        !message.GetReflection()->HasField(message, &field)) {
      continue;
    }
    absl::StrAppend(text, indent, field.name());
    if (field.is_repeated()) {
      absl::StrAppend(text, ": ", ListText(message, field), "\n");
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      absl::StrAppend(text, " {\n");
      AppendFields(message.GetReflection()->GetMessage(message, &field), absl::StrCat(indent, "  "),
                   root, text);
      absl::StrAppend(text, indent, "}\n");
    } else {
      absl::StrAppend(text, ": ", ValueText(message, field, -1), "\n");
    }
  }
}

// Moves the fields that the text names. The message alone cannot tell a field that is set to 0 from
// one that the text does not name.
void TakeGiven(const TextFormat::ParseInfoTree& given, google::protobuf::io::ErrorCollector& errors,
               Message* from, Message* to) {
  const Reflection& reflection = *from->GetReflection();
  std::vector<const FieldDescriptor*> taken;
  for (int i = 0; i < from->GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = from->GetDescriptor()->field(i);
    const TextFormat::ParseLocation place = given.GetLocation(field, field->is_repeated() ? 0 : -1);
    if (place.line < 0) continue;
    const FieldDescriptor::CppType type = field->cpp_type();
    if (field->is_repeated() ||
        (type != FieldDescriptor::CPPTYPE_MESSAGE && type != FieldDescriptor::CPPTYPE_ENUM)) {
      taken.push_back(field);
    } else if (type == FieldDescriptor::CPPTYPE_MESSAGE) {
      TakeGiven(*given.GetTreeForNested(field, -1), errors, reflection.MutableMessage(from, field),
                reflection.MutableMessage(to, field));
    } else {
      const int value = reflection.GetEnumValue(*from, field);
      const auto* known = field->enum_type()->FindValueByNumber(value);
      if (known == nullptr) {
        errors.AddError(place.line, place.column,
                        absl::StrCat(field->name(), " has no value with the number ", value));
      } else if (value != 0 || known->options().HasExtension(choice)) {
        taken.push_back(field);
      }
    }
  }
  reflection.SwapFields(from, to, taken);
}

}  // namespace

std::string TrainConfigText(const TrainConfig& config) {
  std::string text;
  AppendFields(config, "", config, &text);
  return text;
}

absl::Status MergeTrainConfigText(absl::string_view name, absl::string_view text,
                                  TrainConfig* config) {
  FirstError errors(name);
  TextFormat::ParseInfoTree given;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  parser.WriteLocationsTo(&given);
  google::protobuf::io::ArrayInputStream stream(text.data(), static_cast<int>(text.size()));
  TrainConfig read;
  if (!parser.Parse(&stream, &read)) {
    return !errors.status().ok() ? errors.status()
                                 : absl::InvalidArgumentError(
                                       absl::StrCat("cannot read ", name, " as a configuration"));
  }
  TrainConfig trial = *config;
  TrainConfig trial_read = read;
  TakeGiven(given, errors, &trial_read, &trial);
  if (errors.status().ok()) TakeGiven(given, errors, &read, config);
  return errors.status();
}

}  // namespace windowlm
