#include "tools/results/made_by.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "proto/run_options.pb.h"
#include "src/config/config_text.h"
#include "src/config/option_name.h"
#include "src/config/option_table.h"
#include "src/config/typed_options.h"
#include "src/input/shown_text.h"

namespace windowlm {
namespace {

// The most columns of a line of the command that made a model.
constexpr size_t kCommandLineWidth = 90;

bool HadValidationText(const FileHeader& header) {
  return header.corpus().valid_words() > 0 && header.config().corpus().valid_fraction() == 0;
}

// " --NAME=VALUE".
template <typename Config>
std::string WithValue(int field_number, absl::string_view value) {
  return absl::StrCat(" ", OptionName<Config>(field_number), "=", value);
}

// The options of a training run that name files besides its text and its model.
std::string FileOptions(const FileHeader& header) {
  std::string options;
  if (HadValidationText(header)) {
    options += WithValue<RunOptions>(RunOptions::kValidFieldNumber, "FILE");
  }
  if (header.config().has_init_vectors()) {
    options += WithValue<RunOptions>(RunOptions::kInitVectorsFieldNumber, "FILE");
  }
  if (header.config().has_vocabulary()) {
    options += WithValue<RunOptions>(RunOptions::kVocabularyFieldNumber, "FILE");
  }
  if (header.config().has_keep_words()) {
    options += WithValue<RunOptions>(RunOptions::kKeepWordsFieldNumber, "FILE");
  }
  if (header.config().has_continued_model()) {
    options += WithValue<RunOptions>(RunOptions::kContinuedModelFieldNumber, "MODEL");
  }
  return options;
}

std::string OutputOption() {
  return WithValue<RunOptions>(RunOptions::kOutputFieldNumber, "MODEL");
}

std::vector<std::vector<std::string>> NgramOptionsOf(const FileHeader& header) {
  const CorpusConfig& corpus = header.config().corpus();
  NgramOptions run;
  run.set_order(header.ngram().orders_size());
  if (!header.ngram().given_vocabulary()) {
    std::vector<std::vector<std::string>> options = TypedOptions(run);
    for (std::vector<std::string>& group : TypedOptions(corpus)) {
      options.push_back(std::move(group));
    }
    return options;
  }
  // The other model decides all other rules for words.
  run.set_vocabulary_of("OTHER");
  std::vector<std::vector<std::string>> options = TypedOptions(run);
  for (const int number :
       {CorpusConfig::kBoundariesFieldNumber, CorpusConfig::kValidFractionFieldNumber}) {
    options.back().push_back(TypedOption(OptionOf<CorpusConfig>(number), corpus));
  }
  return options;
}

// The options by which an imported n-gram model reads texts.
std::vector<std::vector<std::string>> ImportOptionsOf(const FileHeader& header) {
  const CorpusConfig& corpus = header.config().corpus();
  std::vector<std::vector<std::string>> options = {
      {TypedOption(OptionOf<CorpusConfig>(CorpusConfig::kBoundariesFieldNumber), corpus)}};
  if (header.ngram().given_vocabulary()) {
    NgramOptions run;
    run.set_vocabulary_of("OTHER");
    options.back().push_back(
        TypedOption(OptionOf<NgramOptions>(NgramOptions::kVocabularyOfFieldNumber), run));
    return options;
  }
  for (std::vector<std::string>& group : TypedOptions(corpus.text())) {
    options.push_back(std::move(group));
  }
  return options;
}

// The options of the command that made the model.
std::vector<std::vector<std::string>> OptionsOf(const FileHeader& header) {
  if (header.ngram().has_import()) return ImportOptionsOf(header);
  return header.has_ngram() ? NgramOptionsOf(header) : TypedOptions(header.config());
}

// The command that mixes models again that are at hand.
std::string MixCommandLine(const MixtureSummary& mixture) {
  MixtureOptions options;
  options.set_cache(static_cast<int64_t>(mixture.cache_words()));
  if (mixture.cache_words() > 0) {
    options.set_cache_decay(mixture.cache_decay());
    options.set_cache_common_share(mixture.cache_common_share());
  }
  std::string line = "windowlm mix";
  for (int i = 0; i < mixture.models_size(); ++i) absl::StrAppend(&line, " MODEL", i + 1);
  for (const std::vector<std::string>& group : TypedOptions(options)) {
    for (const std::string& option : group) absl::StrAppend(&line, " ", option);
  }
  return absl::StrCat(line, WithValue<MixtureOptions>(MixtureOptions::kFitFieldNumber, "FILE"),
                      OutputOption());
}

}  // namespace

std::string CommandLine(const FileHeader& header, absl::string_view line_end) {
  if (header.has_mixture()) return MixCommandLine(header.mixture());
  if (header.has_vectors()) return absl::StrCat("windowlm import FILE", OutputOption());
  const std::string source = header.ngram().has_import()
                                 ? WithValue<NgramOptions>(NgramOptions::kImportFieldNumber, "FILE")
                                 : " CORPUS";
  std::vector<std::string> lines = {absl::StrCat("windowlm ",
                                                 header.has_ngram() ? "ngram" : "train", source,
                                                 OutputOption(), FileOptions(header))};
  for (const std::vector<std::string>& group : OptionsOf(header)) {
    lines.emplace_back();
    for (const std::string& option : group) {
      if (lines.back().size() + option.size() > kCommandLineWidth) lines.emplace_back();
      absl::StrAppend(&lines.back(), lines.back().empty() ? "" : " ", ShownText(option));
    }
  }
  return absl::StrJoin(lines, line_end);
}

std::string ModelConfigText(const FileHeader& header) {
  return absl::StrCat("# A TrainConfig; with the same files it makes the same model:\n",
                      "#   windowlm train CORPUS",
                      WithValue<RunOptions>(RunOptions::kConfigFieldNumber, "THIS_FILE"),
                      FileOptions(header), OutputOption(), "\n", TrainConfigText(header.config()));
}

}  // namespace windowlm
