#include "tools/model_arguments.h"

namespace windowlm {

void AddModelArgument(CLI::App& command, std::string* path) {
  command.add_option("MODEL", *path, "A model file, as windowlm train writes it")
      ->required()
      ->type_name("");
}

void AddThreadsOption(CLI::App& command, int* threads) {
  command.add_option("--threads", *threads, "0: one a processor; results are the same")
      ->check(CLI::Range(0, 1024).description(""))
      ->type_name("N")
      ->capture_default_str();
}

}  // namespace windowlm
