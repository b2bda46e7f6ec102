#ifndef WINDOWLM_TOOLS_COMMANDS_TUNE_MEASURE_H_
#define WINDOWLM_TOOLS_COMMANDS_TUNE_MEASURE_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "proto/tune_options.pb.h"
#include "src/train/trainer.h"
#include "tools/options/train_options.h"

namespace windowlm {

// What a search chooses models by.
class TuneMeasure {
 public:
  // The measure that the options of a search make. kInvalidArgument names the option that is
  // missing or does not go with the model.
  static absl::StatusOr<TuneMeasure> For(const TuneOptions& tune, const TrainOptions& train);

  // "perplexity", "accuracy", "f1" or "spearman".
  const std::string& name() const { return name_; }
  // What such models are trained on: "word" or "line".
  std::string example() const {
    return kind_ == Kind::kAccuracy || kind_ == Kind::kF1 ? "line" : "word";
  }
  // Whether training itself has to hold text out.
  bool needs_held_out_text() const {
    return kind_ == Kind::kPerplexity || (kind_ == Kind::kAccuracy && texts_.empty());
  }
  // A figure with the digits that people want.
  std::string Text(double figure) const;
  // More is better.
  double ScoreOf(double figure) const { return kind_ == Kind::kPerplexity ? -figure : figure; }

  // A figure, and the number of lines that it is a share of; 0 if it is no share.
  struct Measured {
    double figure = 0;
    uint64_t lines = 0;
  };

  // Whether a model is so much better than one with the figure `best` that chance is not likely to
  // make the difference. Of shares of lines that is more than the standard error of the difference,
  // where the mistakes of two models correlate as those of similar ones do.
  bool IsBetter(const Measured& measured, double best) const;

  // The figure of the model at `path`, whose training had this result: as the commands `windowlm
  // evaluate` tell it of text and pairs that were given, and as training does of `held_out` lines.
  // Errors: those of loading the model and of reading what it is measured by.
  absl::StatusOr<Measured> Of(const TrainingResult& result, uint64_t held_out,
                              const std::string& path) const;

 private:
  enum class Kind { kPerplexity, kAccuracy, kF1, kSpearman };

  TuneMeasure(Kind kind, std::string name) : kind_(kind), name_(std::move(name)) {}

  absl::StatusOr<Measured> SimilarityOf(const std::string& path) const;
  absl::StatusOr<Measured> ClassificationOf(const std::string& path) const;

  Kind kind_;
  std::string name_;
  // The pairs of words, or the label.
  std::string pairs_;
  std::string label_;
  // The texts to tell labels of, and the columns, if they are tables.
  std::vector<std::string> texts_;
  std::string text_column_;
  std::string label_column_;
};

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_COMMANDS_TUNE_MEASURE_H_
