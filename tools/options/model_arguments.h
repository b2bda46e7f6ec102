// What every command that reads a model has on its command line.

#ifndef WINDOWLM_TOOLS_OPTIONS_MODEL_ARGUMENTS_H_
#define WINDOWLM_TOOLS_OPTIONS_MODEL_ARGUMENTS_H_

#include <CLI/CLI.hpp>
#include <string>

namespace windowlm {

// Which commands' files a command takes.
enum class ModelFrom { kTrain, kTrainOrNgram, kTrainOrImport, kAny };

// The first positional argument, which must be there. *path lives as long as `command`.
void AddModelArgument(ModelFrom from, CLI::App& command, std::string* path);

// --threads, for SetThreads. *threads, the default, lives as long as `command`.
void AddThreadsOption(CLI::App& command, int* threads);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_MODEL_ARGUMENTS_H_
