#include "src/model/ngram/arpa_writer.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "src/base/number_text.h"
#include "src/corpus/vocabulary.h"

namespace windowlm {
namespace {

constexpr size_t kPieceBytes = size_t{1} << 16;

class ArpaWriter {
 public:
  ArpaWriter(const NgramModel& model, const ByteSink& sink)
      : model_(model), tables_(model.tables()), sink_(sink) {}

  absl::Status Write() {
    text_ = "\\data\\\n";
    for (size_t n = 1; n <= tables_.size(); ++n) {
      absl::StrAppend(&text_, "ngram ", n, "=",
                      n == 1 ? model_.vocabulary().size() : tables_[n - 1].words.size(), "\n");
    }
    for (order_ = 1; order_ <= tables_.size(); ++order_) {
      absl::StrAppend(&text_, "\n\\", order_, "-grams:\n");
      for (uint32_t id = 0; id < model_.vocabulary().size(); ++id) {
        ids_[0] = id;
        if (absl::Status status = WriteContinuations(1, id); !status.ok()) return status;
      }
    }
    text_ += "\n\\end\\\n";
    return sink_(text_);
  }

 private:
  // Writes those n-grams of order_ that begin with the first `length` of ids_, which are n-gram
  // `ngram` of their order.
  absl::Status WriteContinuations(size_t length, uint32_t ngram) {
    if (length == order_) return WriteNgram(ngram);
    const std::vector<uint32_t>& children = tables_[length - 1].children;
    for (uint32_t child = children[ngram]; child < children[ngram + 1]; ++child) {
      ids_[length] = tables_[length].words[child];
      if (absl::Status status = WriteContinuations(length + 1, child); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status WriteNgram(uint32_t ngram) {
    const NgramTable& table = tables_[order_ - 1];
    const bool is_line_start = order_ == 1 && ngram == model_.vocabulary().line_start_id();
    text_ += is_line_start ? "-99" : Logarithm(table.probabilities[ngram]);
    for (size_t i = 0; i < order_; ++i) {
      absl::StrAppend(&text_, i == 0 ? "\t" : " ", model_.vocabulary().word(ids_[i]));
    }
    const std::string backoff = order_ == tables_.size() ? "0" : Logarithm(table.backoffs[ngram]);
    if (backoff != "0") absl::StrAppend(&text_, "\t", backoff);
    text_ += '\n';
    if (text_.size() < kPieceBytes) return absl::OkStatus();
    absl::Status status = sink_(text_);
    text_.clear();
    return status;
  }

  std::string Logarithm(float number) const {
    if (model_.scale() == NgramScale::kLinear) {
      number = static_cast<float>(std::log10(double{number}));
    }
    return ExactNumberText(number);
  }

  const NgramModel& model_;
  const std::vector<NgramTable>& tables_;
  const ByteSink& sink_;
  std::array<uint32_t, kMaxNgramOrder> ids_ = {};
  size_t order_ = 1;
  std::string text_;
};

}  // namespace

absl::Status WriteArpa(const NgramModel& model, const ByteSink& sink) {
  return ArpaWriter(model, sink).Write();
}

}  // namespace windowlm
