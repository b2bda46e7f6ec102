#include "src/evaluate/classification.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "src/base/matrix.h"
#include "src/corpus/column_lines.h"
#include "src/corpus/label_prefix.h"
#include "src/input/byte_input.h"

namespace windowlm {
namespace {

// The number of lines that the model is asked about in one call.
constexpr size_t kBatch = 256;

double Ratio(uint64_t part, uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

// A line without its labels, and with one space between its words.
std::string WithoutLabels(absl::string_view line, absl::string_view prefix) {
  std::vector<absl::string_view> words;
  for (const absl::string_view word :
       absl::StrSplit(line, absl::ByAnyChar(" \t\r\n\v\f"), absl::SkipEmpty())) {
    if (!IsLabel(word, prefix)) words.push_back(word);
  }
  return absl::StrJoin(words, " ");
}

// Collects lines, and asks about many at once.
class Asker {
 public:
  Asker(LabelModel& model, size_t most_mistakes) : model_(model), most_mistakes_(most_mistakes) {
    const uint32_t labels = model.labels().size();
    summary_.labels.resize(labels);
    for (uint32_t label = 0; label < labels; ++label) {
      summary_.labels[label].name = model.labels().name(label);
    }
  }

  void Add(uint64_t number, absl::string_view line) {
    LabelledWords read = model_.Read(line);
    // A label that stands twice in a line is one.
    std::vector<std::string> labels;
    for (const std::string& label : read.labels) {
      if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
    }
    read.labels = std::move(labels);
    if (read.labels.empty()) {
      summary_.without_labels += absl::StripAsciiWhitespace(line).empty() ? 0 : 1;
      return;
    }
    lines_.push_back({number, std::string(line), read.labels});
    words_.push_back(std::move(read));
    if (lines_.size() == kBatch) Ask();
  }

  ClassificationSummary Finish() {
    Ask();
    KeepMistakes(most_mistakes_);
    return std::move(summary_);
  }

 private:
  struct Line {
    uint64_t number;
    std::string text;
    std::vector<std::string> labels;
  };

  void Ask() {
    if (lines_.empty()) return;
    Matrix<double> log_probabilities(static_cast<int64_t>(lines_.size()),
                                     static_cast<int64_t>(summary_.labels.size()));
    model_.LogProbabilities(words_, log_probabilities.view());
    for (size_t i = 0; i < lines_.size(); ++i) {
      Judge(lines_[i], absl::MakeConstSpan(log_probabilities.row(static_cast<int64_t>(i)),
                                           summary_.labels.size()));
    }
    lines_.clear();
    words_.clear();
    if (summary_.mistakes.size() > 2 * most_mistakes_ + kBatch) KeepMistakes(most_mistakes_);
  }

  void Judge(const Line& line, absl::Span<const double> log_probabilities) {
    const auto likeliest =
        static_cast<uint32_t>(std::max_element(log_probabilities.begin(), log_probabilities.end()) -
                              log_probabilities.begin());
    const bool by_itself = model_.provenance().config.model().loss() == LOSS_SIGMOID;
    std::vector<bool> has(summary_.labels.size());
    bool unknown = false;
    uint32_t known = 0;
    for (const std::string& name : line.labels) {
      const absl::optional<uint32_t> label = model_.labels().Find(name);
      unknown |= !label.has_value();
      if (label.has_value()) has[known = *label] = true;
    }
    for (uint32_t label = 0; label < has.size(); ++label) {
      const bool answered =
          by_itself ? log_probabilities[label] > std::log(0.5) : label == likeliest;
      LabelMeasure& measure = summary_.labels[label];
      measure.lines += has[label] ? 1 : 0;
      measure.answers += answered ? 1 : 0;
      measure.correct += has[label] && answered ? 1 : 0;
    }
    ++summary_.lines;
    summary_.with_unknown_labels += unknown ? 1 : 0;
    if (line.labels.size() == 1 && !unknown) {
      ++summary_.confusion[{known, likeliest}];
    }
    if (has[likeliest]) {
      ++summary_.correct;
      return;
    }
    summary_.mistakes.push_back(
        {line.number, absl::StrJoin(line.labels, ","), summary_.labels[likeliest].name,
         std::exp(log_probabilities[likeliest]),
         WithoutLabels(line.text, model_.provenance().config.corpus().text().label_prefix())});
  }

  // Leaves the mistakes of which the model was surest.
  void KeepMistakes(size_t most) {
    std::vector<LabelMistake>& mistakes = summary_.mistakes;
    std::stable_sort(
        mistakes.begin(), mistakes.end(),
        [](const LabelMistake& a, const LabelMistake& b) { return a.probability > b.probability; });
    if (mistakes.size() > most) mistakes.resize(most);
  }

  LabelModel& model_;
  const size_t most_mistakes_;
  ClassificationSummary summary_;
  std::vector<Line> lines_;
  std::vector<LabelledWords> words_;
};

}  // namespace

double LabelMeasure::precision() const { return Ratio(correct, answers); }
double LabelMeasure::recall() const { return Ratio(correct, lines); }
double LabelMeasure::f1() const { return Ratio(2 * correct, lines + answers); }

double ClassificationSummary::accuracy() const { return Ratio(correct, lines); }

double ClassificationSummary::macro_f1() const {
  double sum = 0;
  uint64_t count = 0;
  for (const LabelMeasure& label : labels) {
    if (label.lines == 0) continue;
    sum += label.f1();
    ++count;
  }
  return count == 0 ? 0 : sum / static_cast<double>(count);
}

absl::StatusOr<ClassificationSummary> EvaluateClassification(absl::Span<const std::string> paths,
                                                             const TextColumns& columns,
                                                             size_t most_mistakes,
                                                             LabelModel& model) {
  Asker asker(model, most_mistakes);
  const absl::Status status = ForEachColumnLine(
      paths, columns,
      [&asker](uint64_t number, absl::string_view line) { asker.Add(number, line); });
  if (!status.ok()) return status;
  ClassificationSummary summary = asker.Finish();
  if (summary.lines > 0) return summary;
  return absl::InvalidArgumentError(absl::StrCat(
      "no line of ", InputNames(paths), " has a label: lines such as \"",
      model.provenance().config.corpus().text().label_prefix(), "sport the text\" were expected"));
}

}  // namespace windowlm
