#include "tools/options/shared_arguments.h"

#include "tools/options/literal_arguments.h"
#include "tools/options/number_option.h"
#include "tools/results/messages.h"

namespace windowlm {
namespace {

const char* ModelHelp(AcceptedModels accepted) {
  switch (accepted) {
    case AcceptedModels::kTrain:
      return "A model file, of windowlm train";
    case AcceptedModels::kTrainOrNgram:
      return "A model file, of windowlm train or ngram";
    case AcceptedModels::kTrainOrImport:
      return "A model file, of windowlm train or import";
    case AcceptedModels::kAny:
      break;
  }
  return "A model file, of windowlm train, ngram or import";
}

}  // namespace

void AddModelArgument(AcceptedModels accepted, CLI::App& command, std::string* path) {
  command.add_option("MODEL", *path, ModelHelp(accepted))->required()->type_name("");
}

CLI::Option* AddCorpusArgument(CLI::App& command, std::vector<std::string>* corpora) {
  return AddFilesArgument("CORPUS", "Texts or folders, .gz, .zst, .xz, .bz2; - is standard input",
                          command, corpora);
}

CLI::Option* AddFilesArgument(const std::string& name, const std::string& help, CLI::App& command,
                              std::vector<std::string>* files) {
  return command.add_option(name, *files, help)->required()->type_name("")->transform(Unshielded());
}

void AddTextsArgument(CLI::App& command, std::vector<std::string>* texts) {
  AddFilesArgument("FILE",
                   "Texts or folders of them, plain, .gz, .zst, .xz or .bz2; - is standard input",
                   command, texts);
}

void AddThreadsOption(CLI::App& command, int* threads) {
  AddNumber<int>(command, "--threads", *threads, "N", "0: one a processor; results are the same",
                 {0, 1024});
}

void AddQuietOption(CLI::App& command) {
  command.add_flag_callback("--quiet", HideNotes, "Leave out notes on standard error");
}

}  // namespace windowlm
