#ifndef WINDOWLM_TOOLS_RESULTS_RESULT_FORMAT_H_
#define WINDOWLM_TOOLS_RESULTS_RESULT_FORMAT_H_

#include <CLI/CLI.hpp>
#include <vector>

namespace windowlm {

// How a command writes its results: for people, or for programs.
enum class ResultFormat {
  kText,
  // One object a line (RFC 8259).
  kJson,
  // Lines of values separated by tabs, without a heading.
  kTsv,
};

// Declares the option for the format. Its default is what *format is now, its choices are those of
// `formats`. *format lives as long as `command`.
void AddFormatOption(const std::vector<ResultFormat>& formats, CLI::App& command,
                     ResultFormat* format);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_RESULT_FORMAT_H_
