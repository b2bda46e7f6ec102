#include "tools/commands/tune_measure.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "proto/run_options.pb.h"
#include "src/config/option_name.h"
#include "src/corpus/text_columns.h"
#include "src/evaluate/caseless_words.h"
#include "src/evaluate/classification.h"
#include "src/evaluate/similarity.h"
#include "src/model/label_model.h"
#include "src/model/model_config.h"
#include "src/model/vectors_file.h"
#include "tools/commands/word_set_command.h"

namespace windowlm {
namespace {

// Of models with other options, on lines that neither was trained on.
constexpr double kMistakeCorrelation = 0.75;

std::string NameOf(int tune_field) { return OptionName<TuneOptions>(tune_field); }

}  // namespace

absl::StatusOr<TuneMeasure> TuneMeasure::For(const TuneOptions& tune, const TrainOptions& train) {
  const ModelConfig& model = train.config.model();
  const bool has_labels = model.objective() == OBJECTIVE_LABEL;
  if (!tune.measure().empty()) {
    if (has_labels) {
      return absl::InvalidArgumentError(absl::StrCat(NameOf(TuneOptions::kMeasureFieldNumber),
                                                     " does not go with ",
                                                     OptionWith(OBJECTIVE_LABEL)));
    }
    TuneMeasure measure(Kind::kSpearman, "spearman");
    measure.pairs_ = tune.measure();
    return measure;
  }
  if (MakesVectors(model) || model.objective() == OBJECTIVE_SKIPGRAM) {
    return absl::InvalidArgumentError(absl::StrCat(
        "word vectors are chosen by how well they agree with people: ",
        NameOf(TuneOptions::kMeasureFieldNumber),
        "=FILE, with two words and a score a line, as for windowlm evaluate similarity"));
  }
  if (!has_labels) {
    if (tune.label().empty()) return TuneMeasure(Kind::kPerplexity, "perplexity");
    return absl::InvalidArgumentError(absl::StrCat(NameOf(TuneOptions::kLabelFieldNumber),
                                                   " needs ", OptionWith(OBJECTIVE_LABEL)));
  }
  if (!tune.label().empty() && train.run.valid().empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(NameOf(TuneOptions::kLabelFieldNumber), " needs ",
                     OptionName<RunOptions>(RunOptions::kValidFieldNumber)));
  }
  TuneMeasure measure = tune.label().empty() ? TuneMeasure(Kind::kAccuracy, "accuracy")
                                             : TuneMeasure(Kind::kF1, "f1");
  measure.label_ = tune.label();
  measure.texts_.assign(train.run.valid().begin(), train.run.valid().end());
  measure.text_column_ = train.config.corpus().text_column();
  measure.label_column_ = train.config.corpus().label_column();
  return measure;
}

std::string TuneMeasure::Text(double figure) const {
  switch (kind_) {
    case Kind::kPerplexity:
      return absl::StrFormat("%.2f", figure);
    case Kind::kSpearman:
      return absl::StrFormat("%.4f", figure);
    default:
      return absl::StrFormat("%.2f%%", 100 * figure);
  }
}

bool TuneMeasure::IsBetter(const Measured& measured, double best) const {
  double margin = 0;
  if (measured.lines > 0) {
    const double variance = best * (1 - best) / static_cast<double>(measured.lines);
    margin = std::sqrt(2 * (1 - kMistakeCorrelation) * variance);
  }
  return ScoreOf(measured.figure) > ScoreOf(best) + margin;
}

absl::StatusOr<TuneMeasure::Measured> TuneMeasure::Of(const TrainingResult& result,
                                                      uint64_t held_out,
                                                      const std::string& path) const {
  if (kind_ == Kind::kPerplexity) return Measured{result.valid_perplexity, 0};
  if (kind_ == Kind::kSpearman) return SimilarityOf(path);
  if (texts_.empty()) return Measured{result.valid_accuracy.value_or(0), held_out};
  return ClassificationOf(path);
}

absl::StatusOr<TuneMeasure::Measured> TuneMeasure::SimilarityOf(const std::string& path) const {
  const absl::StatusOr<ModelVectors> vectors = LoadVectors(path);
  if (!vectors.ok()) return vectors.status();
  const CaselessWords words(vectors->vocabulary, WordSetOptions().restrict_vocabulary);
  const Subwords* ngrams = vectors->unknown_words.has_value() ? &*vectors->unknown_words : nullptr;
  const absl::StatusOr<SimilaritySummary> summary =
      EvaluateSimilarity(pairs_, vectors->embeddings, words, ngrams);
  if (!summary.ok()) return summary.status();
  // The vocabularies of trials differ, and a word that one lacks must not be to its advantage.
  return Measured{summary->spearman_all, 0};
}

absl::StatusOr<TuneMeasure::Measured> TuneMeasure::ClassificationOf(const std::string& path) const {
  absl::StatusOr<LabelModel> model = LabelModel::Load(path);
  if (!model.ok()) return model.status();
  TextColumns columns(text_column_);
  columns.label = label_column_;
  columns.label_prefix = model->provenance().config.corpus().text().label_prefix();
  const absl::StatusOr<ClassificationSummary> summary =
      EvaluateClassification(texts_, columns, /*most_mistakes=*/0, *model);
  if (!summary.ok()) return summary.status();
  if (kind_ == Kind::kAccuracy) return Measured{summary->accuracy(), summary->lines};
  const auto found =
      std::find_if(summary->labels.begin(), summary->labels.end(),
                   [this](const LabelMeasure& label) { return label.name == label_; });
  if (found != summary->labels.end()) return Measured{found->f1(), found->lines};
  return absl::NotFoundError(absl::StrCat("no line of the text to train on has the label ", label_,
                                          ", which ", NameOf(TuneOptions::kLabelFieldNumber),
                                          " asks for"));
}

}  // namespace windowlm
