#include "src/train/step_trace.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/input/shown_text.h"

namespace windowlm {
namespace {

// How much of each is told.
constexpr int64_t kWindows = 3;
constexpr int64_t kWords = 12;
constexpr int64_t kRows = 12;
constexpr int64_t kNumbers = 8;

// The words of window i of a batch.
absl::Span<const uint32_t> ContextOf(const WindowBatch& batch, int64_t window_words, size_t i) {
  const absl::Span<const uint32_t> all = batch.contexts;
  if (batch.ends.empty()) return all.subspan(i * window_words, window_words);
  const size_t begin = i == 0 ? 0 : batch.ends[i - 1];
  return all.subspan(begin, batch.ends[i] - begin);
}

std::string More(int64_t count, int64_t told, absl::string_view what) {
  return count > told ? absl::StrCat("    ... and ", count - told, " more ", what, "\n") : "";
}

}  // namespace

void StepTrace::AddRow(absl::string_view head, const float* numbers, int64_t count,
                       std::string* text) const {
  absl::StrAppend(text, head);
  for (int64_t i = 0; i < std::min(count, kNumbers); ++i) {
    absl::StrAppendFormat(text, " %9.5f", numbers[i]);
  }
  absl::StrAppend(text, count > kNumbers ? absl::StrCat(" ... (", count, ")\n") : "\n");
}

std::string StepTrace::WindowText(const WindowBatch& batch, WindowModel<float>& model) const {
  const auto windows = static_cast<int64_t>(batch.targets.size());
  const auto words = static_cast<int64_t>(vocabulary_.predictable_size());
  Matrix<double> log_probabilities(windows, words);
  const std::vector<MatrixView<const float>> layers = model.HiddenValues(batch);
  std::vector<Matrix<float>> hidden;
  for (const MatrixView<const float>& layer : layers) {
    Matrix<float>& copy = hidden.emplace_back(layer.rows, layer.columns);
    for (int64_t i = 0; i < layer.rows; ++i) {
      std::copy_n(layer.row(i), layer.columns, copy.row(i));
    }
  }
  model.LogProbabilities(batch, log_probabilities.view());
  const auto word_text = [this](uint32_t id) { return ShownText(vocabulary_.word(id)); };
  std::string text;
  for (int64_t i = 0; i < std::min(windows, kWindows); ++i) {
    const absl::Span<const uint32_t> context =
        ContextOf(batch, model.window_words(), static_cast<size_t>(i));
    absl::StrAppend(&text, "  window ", i + 1, ":");
    for (const uint32_t id : context) absl::StrAppend(&text, " ", word_text(id));
    const uint32_t target = batch.targets[i];
    absl::StrAppend(&text, " -> ", word_text(target), "\n    embeddings\n");
    for (size_t j = 0; j < std::min<size_t>(context.size(), kWords); ++j) {
      AddRow(absl::StrFormat("      %-12s", word_text(context[j])),
             model.embeddings().row(context[j]), model.embeddings().columns(), &text);
    }
    for (size_t layer = 0; layer < hidden.size(); ++layer) {
      AddRow(absl::StrFormat("    %-14s", absl::StrCat("hidden.", layer)), hidden[layer].row(i),
             hidden[layer].columns(), &text);
    }
    absl::StrAppend(&text, "    probabilities\n");
    std::vector<uint32_t> likeliest(static_cast<size_t>(words));
    std::iota(likeliest.begin(), likeliest.end(), uint32_t{0});
    const double* logs = log_probabilities.row(i);
    std::stable_sort(likeliest.begin(), likeliest.end(),
                     [logs](uint32_t a, uint32_t b) { return logs[a] > logs[b]; });
    for (int64_t j = 0; j < std::min(words, kWords); ++j) {
      absl::StrAppendFormat(&text, "      %-12s %9.5f\n", word_text(likeliest[j]),
                            std::exp(logs[likeliest[j]]));
    }
    absl::StrAppend(&text, More(words, kWords, "words"));
    absl::StrAppendFormat(&text, "    -log p(%s) = %.5f\n", word_text(target), -logs[target]);
  }
  return text + More(windows, kWindows, "windows");
}

void StepTrace::Begin(uint64_t step, double learning_rate, const PreparedStep& prepared,
                      WindowModel<float>& model, GradientSink<float>& next) {
  const WindowBatch& batch = prepared.batch;
  const Regularization& regularization = prepared.regularization;
  model_ = &model;
  next_ = &next;
  rows_.clear();
  tell_(absl::StrCat(absl::StrFormat("step %d, learning rate %g\n", step + 1, learning_rate),
                     batch.targets.empty() ? "" : WindowText(batch, model)));
  if (regularization.input_dropout > 0 || regularization.hidden_dropout > 0 ||
      regularization.hidden_noise > 0) {
    tell_("  the step changes some of these numbers, by dropout or noise\n");
  }
}

void StepTrace::Rows(Parameter<float>& parameter, int64_t first_row, int64_t count,
                     const float* gradient) {
  const int64_t columns = parameter.value.columns();
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (int64_t i = 0; i < count; ++i) {
      const float* before = parameter.value.row(first_row + i);
      const float* change = gradient + i * columns;
      rows_[{parameter.slot, first_row + i}] = {std::vector<float>(before, before + columns),
                                                std::vector<float>(change, change + columns)};
    }
  }
  next_->Rows(parameter, first_row, count, gradient);
}

void StepTrace::End(double loss) {
  std::string text =
      absl::StrFormat("  loss %.5f\n  gradients, and the weights before and after\n", loss);
  int told = 0;
  for (auto row = rows_.begin(); row != rows_.end(); ++row) {
    const auto [slot, index] = row->first;
    const bool first = row == rows_.begin() || std::prev(row)->first.first != slot;
    told = first ? 0 : told;
    if (told++ >= kRows) {
      const auto next = std::next(row);
      if (next == rows_.end() || next->first.first != slot) {
        absl::StrAppend(&text, More(told, kRows, "rows"));
      }
      continue;
    }
    const Parameter<float>& parameter = *model_->parameters()[slot];
    const int64_t columns = parameter.value.columns();
    // The first parameter is the embeddings, whose rows are the words.
    absl::StrAppend(&text, "    ", parameter.name, " row ", index,
                    slot == 0 ? absl::StrCat(", ", ShownText(vocabulary_.word(index))) : "", "\n");
    AddRow("      gradient    ", row->second.gradient.data(), columns, &text);
    AddRow("      before      ", row->second.before.data(), columns, &text);
    AddRow("      after       ", parameter.value.row(index), columns, &text);
  }
  tell_(text + "\n");
}

}  // namespace windowlm
