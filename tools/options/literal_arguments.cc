#include "tools/options/literal_arguments.h"

namespace windowlm {
namespace {

// No word has this character, nor a file name that somebody types.
constexpr char kShield = '\x01';

}  // namespace

std::vector<std::string> ShieldBrackets(int argc, const char* const* argv) {
  std::vector<std::string> arguments(argv, argv + argc);
  for (std::string& argument : arguments) {
    if (!argument.empty() && argument.front() == '[' && argument.back() == ']') {
      argument.insert(argument.begin(), kShield);
    }
  }
  return arguments;
}

CLI::Validator Unshielded() {
  return CLI::Validator(
      [](std::string& argument) {
        if (!argument.empty() && argument.front() == kShield) argument.erase(0, 1);
        return std::string();
      },
      "");
}

}  // namespace windowlm
