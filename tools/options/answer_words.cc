#include "tools/options/answer_words.h"

#include <limits>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "proto/train_config.pb.h"
#include "src/base/format_count.h"
#include "src/config/option_name.h"
#include "src/input/byte_input.h"
#include "src/input/text_lines.h"
#include "tools/options/asked_word.h"
#include "tools/options/named_words.h"
#include "tools/options/number_option.h"
#include "tools/results/messages.h"

namespace windowlm {
namespace {

std::string MinCountOption() {
  return OptionName<CorpusConfig>(CorpusConfig::kMinCountFieldNumber);
}

// The words of a file, one a line.
absl::StatusOr<std::vector<bool>> ReadWordsOf(const std::string& path, const ModelVectors& vectors,
                                              const std::string& model) {
  std::vector<bool> listed(vectors.vocabulary.size());
  NamedWords unknown;
  uint64_t words = 0;
  const absl::Status status = ForEachLine(path, [&](absl::string_view line) {
    const std::string word(line);
    const absl::optional<uint32_t> id = LookUpWord(word, vectors);
    if (id.has_value()) {
      listed[*id] = true;
    } else {
      unknown.Add(word);
    }
    ++words;
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  if (unknown.count() == words) {
    return absl::NotFoundError(absl::StrCat(InputName(path), ": none of its ",
                                            Counted(words, "word"), " is in the vocabulary of ",
                                            model));
  }
  if (unknown.count() > 0) {
    PrintNote(
        absl::StrCat(InputName(path), ": not in the vocabulary, so no answers: ", unknown.Text()));
  }
  return listed;
}

}  // namespace

void AddAnswerWordOptions(AnswerWordOptions& options, CLI::App& command) {
  command
      .add_option("--among", options.among,
                  "Answer only with words of this file, one a line; - is standard input")
      ->type_name("FILE");
  AddNumber<int64_t>(command, MinCountOption(), options.min_count, "N",
                     "Answer only with words that were seen so often",
                     {0, std::numeric_limits<int64_t>::max()});
}

absl::Status CheckHasCounts(const ModelVectors& vectors, const std::string& model,
                            const std::string& option) {
  if (vectors.has_counts()) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat(model, " has imported vectors, whose words have no counts; ", option,
                   " needs a model of windowlm train"));
}

absl::StatusOr<std::vector<bool>> ReadAnswerWords(const AnswerWordOptions& options,
                                                  const ModelVectors& vectors,
                                                  const std::string& model) {
  std::vector<bool> may_answer;
  if (!options.among.empty()) {
    absl::StatusOr<std::vector<bool>> listed = ReadWordsOf(options.among, vectors, model);
    if (!listed.ok()) return listed.status();
    may_answer = *std::move(listed);
  }
  if (options.min_count == 0) return may_answer;
  if (absl::Status status = CheckHasCounts(vectors, model, MinCountOption()); !status.ok()) {
    return status;
  }
  may_answer.resize(vectors.vocabulary.size(), options.among.empty());
  for (uint32_t id = 0; id < may_answer.size(); ++id) {
    if (vectors.vocabulary.count(id) < static_cast<uint64_t>(options.min_count)) {
      may_answer[id] = false;
    }
  }
  return may_answer;
}

}  // namespace windowlm
