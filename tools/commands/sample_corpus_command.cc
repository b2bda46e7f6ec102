#include <limits>
#include <memory>
#include <string>

#include "src/sample/sample_corpus.h"
#include "tools/commands/command.h"
#include "tools/options/number_option.h"
#include "tools/results/exit_code.h"
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

struct Options {
  int64_t words = 1000000;
  uint64_t seed = 1;
};

int RunSampleCorpus(const Options& options) {
  ResultsOutput output;
  absl::Status status =
      GenerateSampleCorpus(options.seed, options.words, [&](absl::string_view line) {
        output.Write(line);
        return !output.done();
      });
  if (!status.ok()) return FailUsage(status);
  status = output.Finish();
  return status.ok() ? kExitDone : Fail(status);
}

}  // namespace

void AddSampleCorpusCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand(
      "sample-corpus", "Writes a corpus of simple English sentences to standard output");
  auto options = std::make_shared<Options>();
  constexpr uint64_t kMost = std::numeric_limits<uint64_t>::max();
  AddNumber<int64_t>(*command, "--words", options->words, "N",
                     "Stop after the sentence that reaches so many words",
                     {0, std::numeric_limits<int64_t>::max()});
  AddNumber<uint64_t>(*command, "--seed", options->seed, "N", "Another seed makes another text",
                      {0, kMost});
  command->footer("Example:\n  windowlm sample-corpus --words=1000000 > sample.txt");
  command->callback([options, exit_code] { *exit_code = RunSampleCorpus(*options); });
}

}  // namespace windowlm
