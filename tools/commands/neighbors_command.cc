#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/types/span.h"
#include "src/base/parallel_for.h"
#include "src/model/vectors_file.h"
#include "src/query/neighbors.h"
#include "tools/commands/command.h"
#include "tools/commands/query_command.h"
#include "tools/options/known_word.h"
#include "tools/options/vectors_option.h"
#include "tools/results/exit_code.h"
#include "tools/results/ranked_words_text.h"
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

int RunNeighbors(const QueryOptions& options) {
  SetThreads(options.threads);
  const absl::StatusOr<ModelVectors> vectors = LoadVectors(options.model, options.vectors);
  if (!vectors.ok()) return Fail(vectors.status());
  const NeighborFinder finder(vectors->embeddings, vectors->vocabulary);

  int exit_code = kExitDone;
  ResultsOutput output;
  const auto answer = [&](absl::Span<const std::string> queries) {
    std::vector<std::string> words;
    std::vector<uint32_t> ids;
    for (const std::string& query : queries) {
      const std::string word(absl::StripAsciiWhitespace(query));
      if (word.empty() && options.queries.empty()) continue;
      const absl::StatusOr<uint32_t> id = FindKnownWord(word, *vectors, options.model);
      if (id.ok()) {
        words.push_back(word);
        ids.push_back(*id);
      } else {
        exit_code = Fail(id.status());
      }
    }
    const std::vector<std::vector<RankedWord>> nearest =
        finder.NearestToWords(ids, options.top, options.show_unknown);
    for (size_t i = 0; i < words.size(); ++i) {
      output.Write(RankedWordsText(options.format, {"word", "neighbors", "cosine"},
                                   options.queries.size() != 1, words[i], nearest[i],
                                   vectors->vocabulary));
    }
    return absl::OkStatus();
  };
  absl::Status status =
      AnswerQueryGroups(options.queries, finder.QueriesAtOnce(options.top), output, answer);
  status.Update(output.Finish());
  return status.ok() ? exit_code : Fail(status);
}

}  // namespace

void AddNeighborsCommand(CLI::App& program, int* exit_code) {
  CLI::App* command =
      program.add_subcommand("neighbors", "Tells which words are most similar to a word");
  auto options = std::make_shared<QueryOptions>();
  AddQueryOptions(AcceptedModels::kTrainOrImport, "WORD",
                  "The words to look up; none: each line of standard input is one", *options,
                  *command);
  AddVectorsOption(*command, &options->vectors);
  command->footer(
      "Similar are words whose vectors have the greatest cosine. Words that the model does not\n"
      "know are named on standard error, and the exit code is 1. The columns of tsv are word,\n"
      "rank, neighbor and cosine.\n"
      "Examples:\n"
      "  windowlm neighbors model.wlm dog\n"
      "  windowlm neighbors model.wlm dog cat --top=3 --format=json");
  command->callback([options, exit_code] { *exit_code = RunNeighbors(*options); });
}

}  // namespace windowlm
