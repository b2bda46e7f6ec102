#ifndef WINDOWLM_SRC_CONFIG_OPTION_TABLE_H_
#define WINDOWLM_SRC_CONFIG_OPTION_TABLE_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "proto/option.pb.h"

namespace windowlm {

// An option of the command line: a field of a configuration, with its declaration
// (proto/option.proto).
class Option {
 public:
  // `path` leads from the type of a configuration to the field.
  Option(std::vector<const google::protobuf::FieldDescriptor*> path, std::string group);

  const google::protobuf::FieldDescriptor& field() const { return *path_.back(); }
  const OptionDeclaration& declaration() const { return *declaration_; }

  // The name as it is typed, with its dashes.
  const std::string& name() const { return name_; }
  // The heading under which the help shows the option.
  const std::string& group() const { return group_; }

  // The message that has the field: `root` itself or one within it.
  const google::protobuf::Message& MessageIn(const google::protobuf::Message& root) const;
  google::protobuf::Message& MessageIn(google::protobuf::Message& root) const;

 private:
  std::vector<const google::protobuf::FieldDescriptor*> path_;
  const OptionDeclaration* declaration_;
  std::string name_;
  std::string group_;
};

// The options that a type of configuration declares, and those of the messages within it, in the
// order of their fields.
class OptionTable {
 public:
  // The table of a type. It is made at first use and never freed. May be called from any thread.
  static const OptionTable& Of(const google::protobuf::Descriptor& type);

  const std::vector<Option>& options() const { return options_; }

  // The option of this name, with or without its dashes; null if there is none.
  const Option* Find(absl::string_view name) const;

  // The option of this field; null if there is none.
  const Option* Find(const google::protobuf::FieldDescriptor& field) const;

 private:
  explicit OptionTable(const google::protobuf::Descriptor& type);

  std::vector<Option> options_;
};

// The option of a field of `Config` by the field's number, in the table of that type.
template <typename Config>
const Option& OptionOf(int field_number) {
  return *OptionTable::Of(*Config::descriptor())
              .Find(*Config::descriptor()->FindFieldByNumber(field_number));
}

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CONFIG_OPTION_TABLE_H_
