#include "tools/results/result_format.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_join.h"

namespace windowlm {
namespace {

const char* Name(ResultFormat format) {
  switch (format) {
    case ResultFormat::kText:
      return "text";
    case ResultFormat::kJson:
      return "json";
    case ResultFormat::kTsv:
      return "tsv";
  }
  return "";
}

std::string HelpOf(const std::vector<ResultFormat>& formats) {
  std::string help = "How results are written";
  if (std::find(formats.begin(), formats.end(), ResultFormat::kTsv) != formats.end()) {
    help += "; in tsv \\t, \\n, \\r, \\\\, \\x1b, \\u202e stand for such characters of a cell";
  }
  return help;
}

}  // namespace

void AddFormatOption(const std::vector<ResultFormat>& formats, CLI::App& command,
                     ResultFormat* format) {
  std::vector<std::string> names;
  names.reserve(formats.size());
  for (const ResultFormat choice : formats) names.push_back(Name(choice));
  command
      .add_option_function<std::string>(
          "--format",
          [formats, format](const std::string& name) {
            for (const ResultFormat choice : formats) {
              if (name == Name(choice)) *format = choice;
            }
          },
          HelpOf(formats))
      ->check(CLI::IsMember(names).description(""))
      ->type_name(absl::StrJoin(names, "|"))
      ->default_str(Name(*format));
}

}  // namespace windowlm
