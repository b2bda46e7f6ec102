#include "tools/commands/prepared_training.h"

#include <memory>
#include <string>
#include <utility>

#include "src/base/profile.h"
#include "src/model/subwords.h"
#include "src/train/presets.h"
#include "src/train/read_labels.h"
#include "src/train/train_defaults.h"
#include "tools/options/text_arguments.h"

namespace windowlm {
namespace {

// By fewer held-out words it is chance which epoch's model is the best.
constexpr uint64_t kLeastValidWords = 2000;

}  // namespace

absl::Status FindTexts(TrainOptions& options) {
  const std::string& column = options.config.corpus().text_column();
  absl::StatusOr<std::vector<std::string>> corpora =
      TextsOf(options.corpora, column, options.run.quiet());
  if (!corpora.ok()) return corpora.status();
  options.corpora = *std::move(corpora);
  const std::vector<std::string> given(options.run.valid().begin(), options.run.valid().end());
  const absl::StatusOr<std::vector<std::string>> valid =
      TextsOf(given, column, options.run.quiet());
  if (!valid.ok()) return valid.status();
  options.run.mutable_valid()->Assign(valid->begin(), valid->end());
  return absl::OkStatus();
}

absl::StatusOr<PreparedTraining> PrepareTraining(const TrainCommandLine& command_line,
                                                 GivenVocabulary given, TrainOptions& options,
                                                 absl::FunctionRef<void(TrainConfig&)> change) {
  TrainConfig& config = options.config;
  change(config);
  const bool text_chooses = command_line.TextChoosesPreset(options);
  SmallTextValues small_text = ValuesForSmallTexts(config);
  if (text_chooses && !config.corpus().has_valid_fraction()) {
    small_text.least_valid_words = kLeastValidWords;
  }
  ResolveCorpusConfig(config);
  const std::vector<std::string> valid(options.run.valid().begin(), options.run.valid().end());
  absl::StatusOr<PreparedCorpus> corpus = [&] {
    const PhaseTimer timer(Phase::kReading);
    return PrepareCorpus(options.corpora, valid, config.corpus(), std::move(given), small_text);
  }();
  if (!corpus.ok()) return corpus.status();
  PreparedTraining prepared = {*std::move(corpus), {}, absl::nullopt};
  *config.mutable_corpus() = prepared.corpus.config;
  if (text_chooses) {
    prepared.chosen_preset = PresetForText(prepared.corpus.train_words);
    command_line.ApplyPresetForText(*prepared.chosen_preset, config);
    change(config);
  }
  if (config.model().objective() == OBJECTIVE_LABEL) {
    if (const absl::Status read = ReadLabels(&prepared.corpus, &config); !read.ok()) return read;
  }
  prepared.counts.resize(prepared.corpus.vocabulary.size());
  for (const uint32_t id : prepared.corpus.train_ids()) ++prepared.counts[id];
  ResolveTrainConfig(prepared.counts, config, prepared.corpus.examples());
  return prepared;
}

int64_t SubwordRows(const TrainConfig& config, const PreparedCorpus& corpus) {
  const std::shared_ptr<const SubwordIndex> index =
      MakeSubwordIndex(config.model(), corpus.vocabulary);
  return index == nullptr ? 0 : index->rows();
}

}  // namespace windowlm
