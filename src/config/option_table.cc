#include "src/config/option_table.h"

#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "absl/strings/strip.h"
#include "src/config/option_name.h"

namespace windowlm {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Appends the options of `type`, to which `path` leads. A group goes on until another begins.
void AppendOptions(const Descriptor& type, std::vector<const FieldDescriptor*>& path,
                   std::string& group, std::vector<Option>& options) {
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    path.push_back(&field);
    if (field.message_type() != nullptr) {
      AppendOptions(*field.message_type(), path, group, options);
    } else if (field.options().HasExtension(option)) {
      const std::string& begun = field.options().GetExtension(option).group();
      if (!begun.empty()) group = begun;
      options.emplace_back(path, group);
    }
    path.pop_back();
  }
}

}  // namespace

Option::Option(std::vector<const FieldDescriptor*> path, std::string group)
    : path_(std::move(path)),
      declaration_(&path_.back()->options().GetExtension(option)),
      name_(OptionName(*path_.back())),
      group_(std::move(group)) {}

const Message& Option::MessageIn(const Message& root) const {
  const Message* message = &root;
  for (size_t i = 0; i + 1 < path_.size(); ++i) {
    message = &message->GetReflection()->GetMessage(*message, path_[i]);
  }
  return *message;
}

Message& Option::MessageIn(Message& root) const {
  Message* message = &root;
  for (size_t i = 0; i + 1 < path_.size(); ++i) {
    message = message->GetReflection()->MutableMessage(message, path_[i]);
  }
  return *message;
}

OptionTable::OptionTable(const Descriptor& type) {
  std::vector<const FieldDescriptor*> path;
  std::string group;
  AppendOptions(type, path, group, options_);
}

const OptionTable& OptionTable::Of(const Descriptor& type) {
  static auto* const mutex = new std::mutex;
  static auto* const tables = new std::map<const Descriptor*, std::unique_ptr<OptionTable>>;
  const std::lock_guard<std::mutex> lock(*mutex);
  std::unique_ptr<OptionTable>& table = (*tables)[&type];
  if (table == nullptr) table.reset(new OptionTable(type));
  return *table;
}

const Option* OptionTable::Find(absl::string_view name) const {
  name = absl::StripPrefix(name, "--");
  for (const Option& each : options_) {
    if (absl::StripPrefix(each.name(), "--") == name) return &each;
  }
  return nullptr;
}

const Option* OptionTable::Find(const FieldDescriptor& field) const {
  for (const Option& each : options_) {
    if (&each.field() == &field) return &each;
  }
  return nullptr;
}

}  // namespace windowlm
