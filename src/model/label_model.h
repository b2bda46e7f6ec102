#ifndef WINDOWLM_SRC_MODEL_LABEL_MODEL_H_
#define WINDOWLM_SRC_MODEL_LABEL_MODEL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/base/matrix.h"
#include "src/corpus/labels.h"
#include "src/corpus/line_features.h"
#include "src/corpus/window_sampler.h"
#include "src/model/model_file.h"

namespace windowlm {

// A line as a model of labels reads it.
struct LabelledWords {
  // The ids of its words; labels and words that the model does not know are `<unk>`, and these
  // words are here as they are.
  std::vector<uint32_t> words;
  std::vector<std::string> unknown_words;
  // The names of the labels that stand in it.
  std::vector<std::string> labels;
};

// What speaks for a label where a model has no hidden layers.
struct LabelEvidence {
  // A word, or two with a space between them.
  std::string words;
  // What its presence adds to the label's sum before the softmax or sigmoid, or, where features are
  // averaged, to what the mean is taken of.
  double weight = 0;
};

// A trained model of labels, which tells of a line how probable each label is. Call it from one
// thread at a time.
class LabelModel {
 public:
  // Reads a model file. Errors: those of LoadModel; kFailedPrecondition for a model of another
  // kind.
  static absl::StatusOr<LabelModel> Load(absl::string_view path);

  const Provenance& provenance() const { return trained_.provenance; }
  const Vocabulary& vocabulary() const { return trained_.vocabulary; }
  const Labels& labels() const { return labels_; }

  // Cuts a line as training cut its text.
  LabelledWords Read(absl::string_view line) const;

  // log p(label) of each label, natural log, of each of the lines: [lines.size() x
  // labels().size()].
  void LogProbabilities(absl::Span<const LabelledWords> lines, MatrixView<double> result);
  // Whether the model knows nothing of what a line has.
  bool KnowsNothingOf(const LabelledWords& line) const;

  // The words and pairs (n-grams of characters have no names) that speak most for a label, at most
  // `most` of those with a weight above 0, the strongest first. kFailedPrecondition, for after the
  // model's name, if the model has hidden layers, where no word speaks for itself.
  absl::StatusOr<std::vector<LabelEvidence>> EvidenceFor(uint32_t label, size_t most) const;
  // What a label's sum is without any word. Requires a model without hidden layers.
  double BiasOf(uint32_t label) const;

 private:
  LabelModel(TrainedModel trained, Labels labels, LineFeatures features)
      : trained_(std::move(trained)), labels_(std::move(labels)), features_(std::move(features)) {}

  TrainedModel trained_;
  Labels labels_;
  LineFeatures features_;
  WindowBatch batch_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_LABEL_MODEL_H_
