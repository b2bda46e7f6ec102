#ifndef WINDOWLM_TOOLS_OPTIONS_GIVEN_OPTIONS_H_
#define WINDOWLM_TOOLS_OPTIONS_GIVEN_OPTIONS_H_

#include <google/protobuf/message.h>

#include <CLI/CLI.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "src/config/option_table.h"

namespace windowlm {

// The options that a type of configuration declares (proto/option.proto), added to a command of the
// command line, and the values that were typed for them.
class GivenOptions {
 public:
  // Adds all options of `table` to `command`; this object must live as long. `defaults` are
  // defaults that the help of this command shows in place of the declared ones, by the options'
  // names: {"--top", "7"}. Options whose names are `left_out` are none of this command.
  GivenOptions(const OptionTable& table, const std::map<std::string, std::string>& defaults,
               CLI::App& command, const std::set<std::string>& left_out = {});
  GivenOptions(const GivenOptions&) = delete;
  GivenOptions& operator=(const GivenOptions&) = delete;

  // Whether the option was given. Call this, and SetIn, after parsing.
  bool Has(const Option& option) const;

  // Sets the options that were given in `root`, a configuration of the table's type, in the order
  // of the table. Errors: those of SetOption.
  absl::Status SetIn(google::protobuf::Message& root) const;

 private:
  CLI::Option* Declare(const Option& option, const std::string& default_text, CLI::App& command);

  const OptionTable& table_;
  // The values by the option's name. Elements keep their addresses, since the command line writes
  // to them.
  std::map<std::string, std::vector<std::string>> typed_;
};

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_GIVEN_OPTIONS_H_
