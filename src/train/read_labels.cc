#include "src/train/read_labels.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "proto/run_options.pb.h"
#include "src/base/format_count.h"
#include "src/config/option_name.h"
#include "src/model/model_config.h"

namespace windowlm {
namespace {

// Pairs of words beyond these are too rare to tell anything, and take memory.
constexpr int64_t kMostPairs = 2000000;

absl::Status NoLabels(const TrainConfig& config) {
  return absl::InvalidArgumentError(absl::StrCat(
      "no line for training has a label: ", OptionWith(OBJECTIVE_LABEL), " reads lines such as \"",
      config.corpus().text().label_prefix(), "sport the text of the line\", or a table with ",
      OptionName<CorpusConfig>(CorpusConfig::kTextColumnFieldNumber), " and ",
      OptionName<CorpusConfig>(CorpusConfig::kLabelColumnFieldNumber)));
}

}  // namespace

absl::Status ReadLabels(PreparedCorpus* corpus, TrainConfig* config) {
  ModelConfig& model = *config->mutable_model();
  if (!model.has_pairs()) model.set_pairs(HasConvolution(model) ? 0 : kMostPairs);
  if (model.combine() == COMBINE_AUTO) {
    model.set_combine(model.hidden().empty() ? COMBINE_PRESENCE : COMBINE_MEAN);
  }
  LabelledCorpus::Telling telling;
  telling.most_pairs = static_cast<uint64_t>(model.pairs());
  telling.words = LineWordsOf(model);
  if (model.spellings_size() == 2) {
    telling.least_characters = model.spellings(0);
    telling.most_characters = model.spellings(1);
  }
  auto labelled =
      std::make_shared<LabelledCorpus>(corpus->train_ids(), corpus->valid_ids(), corpus->vocabulary,
                                       config->corpus().text().label_prefix(), telling);
  if (labelled->train().size() == 0) return NoLabels(*config);
  if (labelled->valid().size() == 0 && !corpus->valid_ids().empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "no line that is held out for validation has a label that the text for training has: ",
        OptionName<RunOptions>(RunOptions::kValidFieldNumber), "=FILE gives other lines, and ",
        OptionName<CorpusConfig>(CorpusConfig::kValidFractionFieldNumber), "=0 holds none out"));
  }
  const Labels& labels = labelled->labels();
  if (labels.size() == 1 && config->model().loss() != LOSS_SIGMOID) {
    return absl::InvalidArgumentError(
        absl::StrCat("all lines for training that have a label have the same one, ", labels.name(0),
                     ", so that there is nothing to tell apart"));
  }
  model.set_labels(static_cast<int32_t>(labels.size()));
  model.set_pairs(labelled->known()->pairs.size());
  model.set_spelling_rows(labelled->known()->ngrams.size());
  corpus->labelled = std::move(labelled);
  return absl::OkStatus();
}

std::vector<TargetSet> TargetSetsOf(const LabelledCorpus& corpus, bool balance) {
  const LabelSets& sets = corpus.sets();
  const LabelledLines& train = corpus.train();
  // How many lines have each label; a line with several is shared by them.
  std::vector<double> lines(corpus.labels().size());
  for (uint64_t i = 0; i < train.size(); ++i) {
    const absl::Span<const uint32_t> labels = sets.labels(train.set(i));
    for (const uint32_t label : labels) lines[label] += 1 / static_cast<double>(labels.size());
  }
  std::vector<TargetSet> targets(sets.size());
  const double fair = static_cast<double>(train.size()) / static_cast<double>(lines.size());
  for (uint32_t set = 0; set < sets.size(); ++set) {
    const absl::Span<const uint32_t> labels = sets.labels(set);
    targets[set].labels.assign(labels.begin(), labels.end());
    if (!balance) continue;
    double weight = 0;
    for (const uint32_t label : labels) weight += lines[label] > 0 ? fair / lines[label] : 0;
    targets[set].weight = weight / static_cast<double>(labels.size());
  }
  return targets;
}

}  // namespace windowlm
