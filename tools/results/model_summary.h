#ifndef WINDOWLM_TOOLS_RESULTS_MODEL_SUMMARY_H_
#define WINDOWLM_TOOLS_RESULTS_MODEL_SUMMARY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "proto/model_file.pb.h"

namespace windowlm {

struct FrequentWord {
  std::string word;
  uint64_t count;
};

struct TensorShape {
  std::string name;
  int64_t rows;
  int64_t columns;
};

// What a model file says about itself.
struct ModelSummary {
  uint64_t file_bytes;
  FileHeader header;
  // The most frequent words, most frequent first; of imported vectors, the first words.
  std::vector<FrequentWord> frequent_words;
  // The shapes of all tensors; empty before CheckWhole.
  std::vector<TensorShape> tensors;
};

// Reads only the start of the file, which is quick. It cannot tell whether the rest is right: a
// file that was cut short passes. Takes at most `words` frequent words. Errors are those of
// LoadModel.
absl::StatusOr<ModelSummary> ReadModelSummary(absl::string_view path, size_t words);

// Reads all of the file, checks every byte of it, as LoadModel does, and fills in summary.tensors.
absl::Status CheckWhole(absl::string_view path, ModelSummary& summary);

// The number of a model's parameters; those of an n-gram model are its probabilities and backoffs.
uint64_t ParameterCount(const FileHeader& header);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_MODEL_SUMMARY_H_
