// Arguments and options that several commands have.

#ifndef WINDOWLM_TOOLS_OPTIONS_SHARED_ARGUMENTS_H_
#define WINDOWLM_TOOLS_OPTIONS_SHARED_ARGUMENTS_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace windowlm {

// The model files that a command accepts, by the commands that write them.
enum class AcceptedModels { kTrain, kTrainOrNgram, kTrainOrImport, kAny };

// Declares MODEL, the first positional argument, which must be given. *path lives as long as
// `command`.
void AddModelArgument(AcceptedModels accepted, CLI::App& command, std::string* path);

// Declares CORPUS, the texts that a command makes a model of; at least one must be given, unless
// the caller says otherwise to what is returned. *corpora lives as long as `command`.
CLI::Option* AddCorpusArgument(CLI::App& command, std::vector<std::string>* corpora);

// Declares `name`, files that a command reads, of which at least one must be given. *files lives as
// long as `command`.
CLI::Option* AddFilesArgument(const std::string& name, const std::string& help, CLI::App& command,
                              std::vector<std::string>* files);

// Declares FILE, the texts that a command measures a model by; at least one must be given. *texts
// lives as long as `command`.
void AddTextsArgument(CLI::App& command, std::vector<std::string>* texts);

// Declares --threads, a number for SetThreads. *threads is the default and lives as long as
// `command`.
void AddThreadsOption(CLI::App& command, int* threads);

// Declares --quiet, which hides notes.
void AddQuietOption(CLI::App& command);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_SHARED_ARGUMENTS_H_
