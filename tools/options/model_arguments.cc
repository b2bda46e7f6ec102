#include "tools/options/model_arguments.h"

namespace windowlm {
namespace {

const char* Names(ModelFrom from) {
  switch (from) {
    case ModelFrom::kTrain:
      return "A model file, of windowlm train";
    case ModelFrom::kTrainOrNgram:
      return "A model file, of windowlm train or ngram";
    case ModelFrom::kTrainOrImport:
      return "A model file, of windowlm train or import";
    case ModelFrom::kAny:
      break;
  }
  return "A model file, of windowlm train, ngram or import";
}

}  // namespace

void AddModelArgument(ModelFrom from, CLI::App& command, std::string* path) {
  command.add_option("MODEL", *path, Names(from))->required()->type_name("");
}

void AddThreadsOption(CLI::App& command, int* threads) {
  command.add_option("--threads", *threads, "0: one a processor; results are the same")
      ->check(CLI::Range(0, 1024).description(""))
      ->type_name("N")
      ->capture_default_str();
}

}  // namespace windowlm
